"""Captions that don't flicker: words two guesses agree on stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

_NOT_YET_OVER = ".…-, "  # what Whisper puts behind a word because the sound ends there


class Caption:
    """The words shown while one stretch of speech goes on."""

    def __init__(self) -> None:
        self._settled: list[str] = []
        self._last: list[str] = []

    def guess(self, text: str) -> str:
        """Take in a guess at all of the words so far; returns what to show.

        A word settles when two guesses in a row have it and all words before it, and another word
        follows; from then on it is shown as it is, whatever later guesses say.
        """
        words = text.split()
        at = _continued(self._settled, words)
        agreed = min(_agreeing(self._last, words), len(words) - 1)
        if agreed > at:
            self._settled += words[at:agreed]
            at = agreed
        self._last = words
        return " ".join([*self._settled, *words[at:]]).rstrip(_NOT_YET_OVER)


def _bare(words: Sequence[str]) -> list[str]:
    return ["".join(c for c in word.lower() if c.isalnum()) for word in words]


def _agreeing(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words they have in common from the start."""
    pairs = zip(_bare(one), _bare(other), strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _continued(settled: Sequence[str], words: Sequence[str]) -> int:
    """The index in ``words`` of the first one that comes after the settled ones."""
    if _agreeing(settled, words) == len(settled):
        return len(settled)
    matcher = SequenceMatcher(None, _bare(settled), _bare(words), autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return min(len(settled), len(words))
    last = blocks[-1]
    return min(last.b + last.size + len(settled) - (last.a + last.size), len(words))
