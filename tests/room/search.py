"""Looks for secrets where they must not be: in files, and in what the system tells of processes."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

JWT = re.compile(rb"eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}")
_WORKER_TOKEN = re.compile(rb"(?<![\w-])[\w-]{43}(?![\w-])")  # what secrets.token_urlsafe(32) makes


def spellings(secret: bytes) -> set[bytes]:
    """A secret as it is, and as it would stand in text: hexadecimal, base64 without its padding."""
    plain = base64.b64encode(secret).rstrip(b"=")
    return {secret, secret.hex().encode(), plain, plain.translate(bytes.maketrans(b"+/", b"-_"))}


def files(*roots: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below, by path."""
    for root in roots:
        for path in sorted(root.rglob("*")):
            if path.is_file():
                with suppress(FileNotFoundError):  # a journal, a spool: it is done with
                    yield str(path), path.read_bytes()


def processes(pids: Iterable[int]) -> Iterator[tuple[str, bytes]]:
    """The arguments and the environment of each."""
    for pid in pids:
        for name in ("cmdline", "environ"):
            with suppress(FileNotFoundError, ProcessLookupError):  # it has ended
                yield f"/proc/{pid}/{name}", Path(f"/proc/{pid}/{name}").read_bytes()


def hits(places: Iterable[tuple[str, bytes]], secrets: Mapping[str, bytes]) -> list[str]:
    """Where which secret stands, in any spelling; any signed token counts, whoever made it."""
    spelled = {name: spellings(secret) for name, secret in secrets.items()}
    found = []
    for place, content in places:
        found += [f"{name} in {place}" for name, ways in spelled.items() if any(w in content for w in ways)]
        found += [f"a signed token in {place}"] * bool(JWT.search(content))
    return found


def tokens_with_hash(places: Iterable[tuple[str, bytes]], hashes: set[str]) -> list[str]:
    """Where a worker's token stands that the store knows by its hash only."""
    return [
        f"a worker's token in {place}"
        for place, content in places
        for match in _WORKER_TOKEN.finditer(content)
        if hashlib.sha256(match[0]).hexdigest() in hashes
    ]
