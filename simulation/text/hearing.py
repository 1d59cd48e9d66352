"""How the grader reads words: its own rules, so that a fault of the interviewer's reading shows."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from rapidfuzz import fuzz

_END = re.compile(r"(?<=[.!?…])\s+")
_ASKS = re.compile(
    r"^(?:so |and |now |then |first )*(?:tell|describe|explain|think of|give|share|walk|talk me|name|pick)\b",
    re.I,
)
_SMALL = re.compile(r"\b(?:ready|shall we|all right|okay)\b", re.I)
_ALIKE = 90
_FEWEST = 5


def sentences(text: str) -> list[str]:
    """The sentences of ``text``."""
    return [part.strip() for part in _END.split(text) if part.strip()]


def words(text: str) -> list[str]:
    """Its words, lower case."""
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.lower())


def questions(text: str) -> list[str]:
    """The sentences that want an answer."""
    return [
        part
        for part in sentences(text)
        if (part.endswith("?") or _ASKS.match(part))
        and not _SMALL.search(part)
        and len(words(part)) >= _FEWEST
    ]


def alike(one: str, other: str) -> bool:
    """Whether two sentences ask the same in nearly the same words."""
    return fuzz.ratio(" ".join(words(one)), " ".join(words(other))) >= _ALIKE


def longest_run(one: str, other: str) -> int:
    """How many words in a row both texts share at most."""
    first, second = words(one), words(other)
    return SequenceMatcher(None, first, second, autojunk=False).find_longest_match().size


def content(text: str) -> set[str]:
    """Its longer words, crudely stemmed."""
    return {re.sub(r"(?:ing|ed|es|s)$", "", word)[:7] for word in words(text) if len(word) > 3}
