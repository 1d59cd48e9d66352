"""LiveKit addresses: the operator's allow-list, and a session for the server's API.

Rooms are joined by native code in which no address can be checked, so the host itself must be one
that the operator named. ``LIVEKIT_ALLOWED_HOSTS`` holds entries with commas between them:

- ``*.livekit.cloud``: every host under it, ``wss`` at port 443;
- ``livekit.example.com``: this host, ``wss`` at port 443;
- ``livekit.example.com:7443``: another port; ``:*`` is any;
- ``ws://10.0.0.5:7880``: without TLS, which only an entry that says so allows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .urls import HOST, LABEL, LONGEST

EXAMPLE = "wss://name.livekit.cloud"
_DEFAULT_PORT = {"wss": 443, "ws": 80}
_URL = re.compile(
    rf"(?P<scheme>wss?)://(?P<host>{HOST})(?::(?P<port>[0-9]{{1,5}}))?/?", re.IGNORECASE | re.ASCII
)
_ENTRY = re.compile(
    rf"(?:(?P<scheme>wss?)://)?(?:(?P<host>{HOST})|\*\.(?P<parent>{LABEL}(?:\.{LABEL})+))"
    r"(?::(?P<port>\*|[0-9]{1,5}))?",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True)
class _Entry:
    """One entry of the allow-list."""

    scheme: str
    host: str  # empty for a whole domain
    parent: str  # empty for one host
    port: int | None  # None is any

    def covers(self, scheme: str, host: str, port: int) -> bool:
        named = host == self.host if self.host else host.endswith("." + self.parent)
        return named and scheme == self.scheme and self.port in (None, port)


def livekit_host_problem(url: str, allowed: str) -> str:
    """Why an owner's LiveKit address can't be used here; empty when it can.

    Args:
        url: what the owner typed in.
        allowed: the operator's allow-list, as this module describes it.
    """
    found = _URL.fullmatch(url) if len(url) <= LONGEST else None
    if found is None:
        return _malformed(url)
    if _entry_for(found, allowed):
        return ""
    listed = [word.strip() for word in allowed.split(",") if word.strip()]
    if not listed:
        return "This server uses no LiveKit but its own. Leave the LiveKit fields empty."
    if found["scheme"].lower() == "ws":
        return f"The address has to begin with wss://, such as {EXAMPLE}."
    return (
        f"This server reaches LiveKit at {', '.join(listed)} only. "
        f"Enter an address there, such as {EXAMPLE}, or ask the operator to allow this host."
    )


def is_named_exactly(url: str, allowed: str) -> bool:
    """Whether the operator named this very host, who may then keep it inside a network of theirs."""
    found = _URL.fullmatch(url)
    entry = _entry_for(found, allowed) if found else None
    return bool(entry and entry.host)


def _entry_for(url: re.Match[str], allowed: str) -> _Entry | None:
    scheme, host = url["scheme"].lower(), url["host"].lower()
    port = int(url["port"] or _DEFAULT_PORT[scheme])
    return next((entry for entry in _entries(allowed) if entry.covers(scheme, host, port)), None)


def _entries(allowed: str) -> list[_Entry]:
    """The entries that can be read; one that can't allows nothing."""
    entries = []
    for word in allowed.split(","):
        if found := _ENTRY.fullmatch(word.strip()):
            scheme = (found["scheme"] or "wss").lower()
            port = None if found["port"] == "*" else int(found["port"] or _DEFAULT_PORT[scheme])
            entries.append(
                _Entry(scheme, (found["host"] or "").lower(), (found["parent"] or "").lower(), port)
            )
    return entries


def _malformed(url: str) -> str:
    """What to do about a text that isn't a LiveKit address at all."""
    if not url.strip():
        return f"Enter the address of your LiveKit project, such as {EXAMPLE}."
    if not url.isascii():
        return f"Write the address in plain letters a to z and digits, such as {EXAMPLE}."
    if not url.lower().startswith(("wss://", "ws://")):
        return f"The address has to begin with wss://, such as {EXAMPLE}."
    if "@" in url:
        return f"Leave out the part before the @: no password belongs here. Write it like {EXAMPLE}."
    return f"This isn't the address of a LiveKit project. Write it like {EXAMPLE}, nothing behind the host."
