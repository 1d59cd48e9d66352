"""The stage contract as the review page takes it: numbers, and why, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from interview.contract import Left, PlannedLine, StageReport
from interview.models import EndReason, Plan, PlannedQuestion
from interview.talk import CANDIDATE_QUESTIONS

from . import labels
from .plan_words import BANK

_WHY: dict[Left, str] = {
    "transition": "Its minimums were met, so the interviewer moved on.",
    "deadline": "Its time was up.",
    "inactivity": "Nobody spoke for long.",
    "skip": "You skipped it.",
    "end": "The interview ended with it.",
    "cut_off": "The interview ended in it",
    "never_reached": "The interview ended before it",
}
_SAID_AS_IT_IS: tuple[Left, ...] = ("deadline", "inactivity")
_ORIGINS = {
    "resume": "from your résumé",
    "job_description": "from the job ad",
    "bank": "from the question bank",
    "drill": "the question you chose",
}


def contract_view(
    stages: Sequence[StageReport], plan: Plan, end_reason: EndReason | None
) -> dict[str, Any] | None:
    """What the template shows; None when nothing was reached and there is nothing to compare."""
    if all(stage.left == "never_reached" for stage in stages):
        return None
    from_bank = plan.written_by == BANK
    return {
        "made": "drawn from the question bank" if from_bank else f"written by {plan.written_by}",
        "planned": sum(len(stage.planned) for stage in stages),
        "asked": sum(stage.asked for stage in stages),
        "exceptions": sum(len(stage.exceptions) for stage in stages),
        "stages": [_stage(stage, end_reason) for stage in stages],
    }


def _stage(stage: StageReport, end_reason: EndReason | None) -> dict[str, Any]:
    return {
        "name": stage.name,
        "label": stage.label,
        "reached": stage.left != "never_reached",
        "spent": clock(stage.spent_s),
        "limit": clock(stage.limit_s),
        "questions": stage.questions,
        "min_questions": stage.min_questions,
        "asked": stage.asked,
        "kept": stage.kept,
        "why": _why(stage, end_reason),
        "exceptions": stage.exceptions,
        "planned": [_line(stage.name, line) for line in stage.planned],
        "unplanned": stage.unplanned,
    }


def _why(stage: StageReport, end_reason: EndReason | None) -> str:
    if stage.reason and stage.left in _SAID_AS_IT_IS:
        return stage.reason
    if stage.left in ("cut_off", "never_reached"):
        ending = labels.END_REASONS[end_reason].lower() if end_reason else "it stopped"
        return f"{_WHY[stage.left]}: {ending}."
    return _WHY[stage.left]


def _line(stage: str, line: PlannedLine) -> dict[str, Any]:
    return {
        "text": line.question.text,
        "origin": _origin(line.question),
        "asked": line.asked,
        "alone": stage in labels.PARTS and line.question.id != CANDIDATE_QUESTIONS,
        "follow_ups": line.follow_ups,
        "repeats": line.repeats,
    }


def _origin(question: PlannedQuestion) -> str:
    known = _ORIGINS.get(question.origin, question.origin)
    return f"{known}: “{question.source}”" if question.source else known


def clock(seconds: float) -> str:
    """Seconds as minutes and seconds."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"
