"""What is wrong with an address that somebody typed in, in words; a look at the text, no look-up.

One strict pattern decides, so no two libraries can read the same text as two addresses.
"""

from __future__ import annotations

import re
from ipaddress import ip_address

from .addresses import is_odd_number, is_public
from .guard import is_api_port

EXAMPLE = "https://api.openai.com/v1"
LONGEST = 300
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
HOST = rf"(?:{LABEL}(?:\.{LABEL})*|\[[0-9a-f:.]+\])"
_BASE_URL = re.compile(
    rf"https://(?P<host>{HOST})(?::(?P<port>[0-9]{{1,5}}))?(?P<path>/[a-z0-9._~/-]*)?",
    re.IGNORECASE | re.ASCII,
)
_INSIDE = re.compile(
    r"(?:.*\.)?(?:localhost|local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa)"
)


def base_url_problem(url: str) -> str:
    """Why ``url`` can't be the base URL of an OpenAI-compatible API; empty when it can.

    Allowed are ``https``, a host that may be public, a port of :func:`is_api_port`, and a plain path.
    That its addresses are public is decided when it is dialled (:mod:`outbound.guard`).
    """
    found = _BASE_URL.fullmatch(url) if len(url) <= LONGEST else None
    if found is None:
        return _malformed(url)
    host, port = found["host"].lower().strip("[]"), int(found["port"] or 443)
    if is_odd_number(host) or (_is_address(host) and not is_public(host)):
        return f"This address lies in a private network. Enter the provider's public one, such as {EXAMPLE}."
    if not _is_address(host) and ("." not in host or _INSIDE.fullmatch(host)):
        return f"This name belongs to a private network. Enter a public address, such as {EXAMPLE}."
    if not is_api_port(port):
        return "An API doesn't answer at this port. Leave the port out, or enter one from 1024 to 65535."
    return ""


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _malformed(url: str) -> str:
    """What to do about a text that isn't a base URL at all."""
    authority = re.split(r"[/?#\\]", url.partition("://")[2], maxsplit=1)[0]
    if not url.strip():
        return f"Enter the address of the API, such as {EXAMPLE}."
    if len(url) > LONGEST:
        return f"This address is longer than {LONGEST} characters. Enter one such as {EXAMPLE}."
    if not url.isascii():
        return f"Write the address in plain letters a to z and digits, such as {EXAMPLE}."
    if not url.lower().startswith("https://"):
        return f"The address has to begin with https://, such as {EXAMPLE}."
    if "@" in authority:
        return f"Leave out the part before the @: no password belongs here. Write it like {EXAMPLE}."
    if "?" in url or "#" in url:
        return f"Leave out everything from the ? or # on, so that it reads like {EXAMPLE}."
    if authority.partition(":")[0].endswith("."):
        return f"Leave out the dot at the end of the host, so that it reads like {EXAMPLE}."
    return f"This isn't the address of an API. Write it like {EXAMPLE}."
