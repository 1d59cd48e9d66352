"""Scores, computed by code from the items that were found; the same for every coach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median_low

from feedback.schema import CompetencyFeedback, Item

LOWEST, HIGHEST = 1, 5


def score(items: Sequence[Item]) -> int:
    """One plus the items that are met: 1 to 5 for the four items of a competency."""
    return min(HIGHEST, LOWEST + sum(item.met for item in items))


def overall(rows: Iterable[CompetencyFeedback]) -> float | None:
    """The mean of the scored rows, each with the same weight; None when none has a score."""
    scores = [row.score for row in rows if row.score is not None]
    return sum(scores) / len(scores) if scores else None


def together(ratings: Sequence[int]) -> int:
    """The score that several ratings stand for: their median, the lower one of two.

    Raises:
        ValueError: there are none.
    """
    if not ratings:
        raise ValueError("A score needs at least one rating.")
    return median_low(ratings)
