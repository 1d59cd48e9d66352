"""The check every quote must pass: these words stand in the candidate's own turns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from feedback.schema import Evidence
from interview.models import Frozen
from postprocess import MergedTurn

FEWEST_WORDS = 4
"""A quote that a score stands on has at least so many words."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_APOSTROPHES = str.maketrans("’ʼ`", "'''")


class Place(Frozen):
    """Where a quote stands: the turn's index, and the characters it runs from and to in that turn's text."""

    turn: int
    offset: int
    end: int


@lru_cache(maxsize=2048)
def _plain(text: str) -> tuple[tuple[str, int, int], ...]:
    """The words of ``text``, lower case, each with its place."""
    return tuple(
        (hit[0].translate(_APOSTROPHES).casefold(), hit.start(), hit.end()) for hit in _WORD.finditer(text)
    )


def find(quote: str, turns: Sequence[MergedTurn], *, turn: int | None = None) -> Place | None:
    """Where the candidate said ``quote``; None when they didn't.

    The same words in the same order, whole; upper and lower case, punctuation and spacing may differ.
    The interviewer's turns are never searched.

    Args:
        turn: look in this turn only.
    """
    wanted = [word for word, _, _ in _plain(quote)]
    if not wanted:
        return None
    for index, said in enumerate(turns):
        if said.speaker != "candidate" or turn not in (None, index):
            continue
        spoken = _plain(said.text)
        for at in range(len(spoken) - len(wanted) + 1):
            if all(spoken[at + n][0] == word for n, word in enumerate(wanted)):
                return Place(turn=index, offset=spoken[at][1], end=spoken[at + len(wanted) - 1][2])
    return None


def verbatim(quote: str, turns: Sequence[MergedTurn], *, turn: int) -> Evidence | None:
    """The quote as that turn spells it; None when it doesn't stand there, or is too short for a score."""
    place = find(quote, turns, turn=turn)
    if place is None or len(_plain(quote)) < FEWEST_WORDS:
        return None
    return Evidence(turn=turn, quote=turns[turn].text[place.offset : place.end])


def stretch(text: str, start: int, end: int, *, turn: int) -> Evidence | None:
    """What that turn's ``text`` holds between two characters, from its first whole word to its last; None
    when that is too short for a score.
    """
    words = [hit.span() for hit in _WORD.finditer(text, start, end)]
    if len(words) < FEWEST_WORDS:
        return None
    return Evidence(turn=turn, quote=text[words[0][0] : words[-1][1]])


def holds(evidence: Evidence, turns: Sequence[MergedTurn]) -> bool:
    """Whether the quote stands in the very turn it names."""
    return find(evidence.quote, turns, turn=evidence.turn) is not None


def carries(evidence: Evidence, turns: Sequence[MergedTurn]) -> bool:
    """Whether a score may stand on the quote: it holds, and is long enough to say something."""
    return verbatim(evidence.quote, turns, turn=evidence.turn) is not None
