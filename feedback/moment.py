"""When a quote was said: seconds into the turn it stands in. Pure."""

from __future__ import annotations

from feedback.evidence import find
from postprocess import MergedTurn


def moment(turn: MergedTurn, quote: str = "") -> float:
    """Seconds from the turn's beginning to the quote's first word.

    Where that word has no time, when the one before it was over; 0 where there is none, where the owner
    corrected the words, and where the quote isn't found.
    """
    place = find(quote, [turn]) if quote and not turn.heard else None
    if place is None:
        return 0.0
    at, before = 0, 0.0
    for word in turn.words:
        found = turn.text.find(word.text.strip(), at)
        if found < 0:
            continue
        at = found + len(word.text.strip())
        if found > place.offset:
            return before
        if at > place.offset:
            return max(0.0, word.start_s)
        before = max(0.0, word.end_s)
    return before
