"""How a wording is chosen: the first that was not said before; and how two are put together."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONE_CAPITAL = re.compile(r"\W*(?:[^\W\d_](?![^\W\d_])|[A-Z]{2})")


def pick(options: Sequence[str], said: Sequence[str], otherwise: str = "") -> str:
    """The first option that nothing in ``said`` holds, starting at a place set by how much was said.

    Args:
        options: whole sentences.
        said: everything the interviewer said so far.
        otherwise: what to return when each was used already.
    """
    sentences = {part for text in said for part in _parts(text)}
    start = len(said) % len(options) if options else 0
    for option in (*options[start:], *options[:start]):
        if not _parts(option) & sentences:
            return option
    return otherwise


def in_turn(options: Sequence[str], said: Sequence[str]) -> str:
    """The first option not used yet; when each was, the one that was used longest ago."""
    used = {part: place for place, text in enumerate(said) for part in _parts(text)}

    def last_used(option: str) -> int:
        return max((used.get(part, -1) for part in _parts(option)), default=-1)

    return pick(options, said) or min(options, key=last_used)


def lower_first(text: str) -> str:
    """The sentence as it stands after a colon; a lone capital or two in a row stay."""
    return text if _LONE_CAPITAL.match(text) else re.sub(r"\w", lambda found: found[0].lower(), text, count=1)


def upper_first(text: str) -> str:
    """The sentence with a capital at its start."""
    return re.sub(r"\w", lambda found: found[0].upper(), text, count=1)


def _parts(text: str) -> set[str]:
    plain = text.lower()
    for mark in "!?:¡¿":
        plain = plain.replace(mark, ".")
    return {part.strip(" .,") for part in plain.split(".") if part.strip(" .,")}
