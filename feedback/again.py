"""Rated again after a correction: only what the corrected answers touch is new. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from feedback.answers import exchanges
from feedback.evidence import holds
from feedback.material import replies
from feedback.schema import Feedback
from interview.models import Brief, Plan
from interview.rubric import competency
from postprocess import MergedTurn


def only_changed(
    old: Feedback,
    new: Feedback,
    changed: Collection[int],
    *,
    brief: Brief,
    plan: Plan,
    turns: Sequence[MergedTurn],
) -> Feedback:
    """``new``, in which every competency and question that no corrected turn touches is the old one.

    Args:
        changed: indexes of the corrected turns.
        turns: as corrected.
    """
    if (old.rubric, old.written_by) != (new.rubric, new.written_by):
        return new
    asked = exchanges(plan, turns, language=brief.language)
    untouched = {exchange.turn for exchange in asked if not _touched(exchange.replies, changed)}
    rows, questions = {row.id: row for row in old.competencies}, {q.turn: q for q in old.questions}
    kept = []
    for row in new.competencies:
        known, before = competency(row.id), rows.get(row.id)
        touched = known is None or _touched(replies(known, asked), changed)
        stands = before is not None and all(holds(one, turns) for one in before.evidence)
        kept.append(before if before is not None and stands and not touched else row)
    return new.model_copy(
        update={
            "competencies": tuple(kept),
            "questions": tuple(
                questions[q.turn] if q.turn in untouched and q.turn in questions else q for q in new.questions
            ),
        }
    )


def _touched(answers: Sequence[tuple[int, str]], changed: Collection[int]) -> bool:
    return any(turn in changed for turn, _ in answers)
