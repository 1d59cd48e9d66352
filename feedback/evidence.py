"""The check every quote must pass: these words stand in the candidate's own turns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from feedback.schema import Evidence
from interview.models import Frozen
from postprocess import MergedTurn


class Place(Frozen):
    """Where a quote stands: the turn's index, and the character it begins at in that turn's text."""

    turn: int
    offset: int


def find(quote: str, turns: Sequence[MergedTurn], *, turn: int | None = None) -> Place | None:
    """Where the candidate said ``quote``; None when they didn't.

    Only white space and upper or lower case may differ. The interviewer's turns are never searched.

    Args:
        turn: look in this turn only.
    """
    parts = quote.split()
    if not parts:
        return None
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, parts)) + r"(?!\w)", re.IGNORECASE)
    for index, said in enumerate(turns):
        if said.speaker == "candidate" and turn in (None, index) and (hit := pattern.search(said.text)):
            return Place(turn=index, offset=hit.start())
    return None


def holds(evidence: Evidence, turns: Sequence[MergedTurn]) -> bool:
    """Whether the quote stands in the very turn it names."""
    return find(evidence.quote, turns, turn=evidence.turn) is not None
