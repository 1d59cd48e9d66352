"""How scores moved from one interview to the next, like for like, and only beyond their spread. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from feedback.schema import CompetencyFeedback, Feedback
from feedback.speech import FEWEST_EARLIER
from interview.models import Brief, Frozen

Verdict = Literal["improved", "fell", "no change", "too early"]
Key = tuple[str, ...]
"""What two interviews must share to be compared; empty: it is compared with nothing."""


class Line(Frozen):
    """One competency over time.

    Attributes:
        scores: oldest first; only interviews in which it was scored.
        verdict: of the newest score against all earlier ones.
    """

    id: str
    label: str
    scores: tuple[int, ...]
    verdict: Verdict


def kind_of(brief: Brief) -> Key:
    """Kind of interview, language, benchmark or not; empty for a part or a single answer."""
    if brief.drill is not None or brief.redo is not None:
        return ()
    return (brief.track, brief.language, str(brief.benchmark))


def alike(brief: Brief, feedback: Feedback) -> Key:
    """For scores: the same kind, by the same yardstick and the same kind of writer."""
    kind = kind_of(brief)
    if not kind or not feedback.enough:
        return ()
    writer = "coach" if feedback.written_by.startswith("MockFlow") else feedback.written_by
    return (*kind, feedback.rubric, writer)


def like_newest(keys: Sequence[Key]) -> list[int]:
    """Which compare with the newest that compares with anything, as indexes, oldest first.

    Args:
        keys: newest first.
    """
    newest = next((key for key in keys if key), ())
    return [n for n, key in enumerate(keys) if key and key == newest][::-1]


def lines(feedbacks: Sequence[Feedback]) -> list[Line]:
    """One line for each competency that was ever scored, in the newest one's order.

    Args:
        feedbacks: that compare, oldest first; see :func:`like_newest`.
    """
    rows: dict[str, list[CompetencyFeedback]] = {}
    for feedback in reversed(feedbacks):
        for row in feedback.competencies:
            if row.score is not None:
                rows.setdefault(row.id, []).insert(0, row)
    return [
        Line(id=name, label=row[-1].label, scores=tuple(one.score or 0 for one in row), verdict=verdict(row))
        for name, row in rows.items()
    ]


def verdict(rows: Sequence[CompetencyFeedback]) -> Verdict:
    """Whether the newest rating lies outside everything seen before: all its ratings above, or all below.

    Args:
        rows: one competency's, oldest first, each with a score.
    """
    *earlier, newest = (_ratings(row) for row in rows)
    seen = [rating for ratings in earlier for rating in ratings]
    if len(earlier) < FEWEST_EARLIER:
        return "too early"
    if min(newest) > max(seen):
        return "improved"
    if max(newest) < min(seen):
        return "fell"
    return "no change"


def next_step(found: Sequence[Line]) -> str:
    """What to practise next, in one sentence: the competency that stays lowest; empty without one."""
    scored = [line for line in found if line.scores]
    if not scored:
        return ""
    lowest = min(scored, key=lambda line: (sum(line.scores[-3:]) / len(line.scores[-3:]), line.label))
    if lowest.scores[-1] == 5:
        return ""
    label = f"{lowest.label[0].lower()}{lowest.label[1:]}"
    times = len(lowest.scores[-3:])
    last = "interview" if times == 1 else f"{times} interviews"
    return f"Work on {label}: it was lowest in your last {last}."


def _ratings(row: CompetencyFeedback) -> tuple[int, ...]:
    return row.ratings or ((row.score,) if row.score is not None else ())
