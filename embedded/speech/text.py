"""Where a text is cut, so that its first sound leaves early and each cut is at a natural place."""

from __future__ import annotations

import re

FIRST_WORDS = 5
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][\"'”’)])\s+|\n+")
_PAUSE = re.compile(r"[,;:—–][\"'”’)]*$")
_JOINTS = re.compile(
    r"(and|but|or|so|because|when|while|where|which|who|that|if|with|about|for|from|to|into|of|in|on|at|by"
    r"|as|than|then|after|before|during|between)",
    re.IGNORECASE,
)


def pieces(text: str) -> list[str]:
    """The text as a list of pieces to synthesise one after another.

    Each sentence is a piece; a long first sentence gives up its first few words as their own
    piece. Nothing is lost but the white space between pieces.
    """
    sentences = [part.strip() for part in _SENTENCE.split(text) if part and part.strip()]
    if not sentences:
        return []
    return [*_open_early(sentences[0]), *sentences[1:]]


def _open_early(sentence: str) -> list[str]:
    words = sentence.split()
    if len(words) <= FIRST_WORDS + 3:
        return [sentence]
    cut = _cut(words)
    return [" ".join(words[:cut]), " ".join(words[cut:])]


def _cut(words: list[str]) -> int:
    """How many words come first: up to a pause, else before a joining word, else a fixed few."""
    for count in range(2, FIRST_WORDS + 3):
        if _PAUSE.search(words[count - 1]):
            return count
    for count in range(FIRST_WORDS, 2, -1):
        if _JOINTS.fullmatch(words[count]):
            return count
    return FIRST_WORDS
