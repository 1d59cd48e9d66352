"""What the room's page says of an interview's questions, without a word of them."""

from __future__ import annotations

from typing import Literal, TypedDict

from interview.models import Brief, Plan
from store.rows import InterviewRow

from .planning import State

BANK = Plan(questions=()).written_by


class PlanState(TypedDict):
    """``state`` for programs, ``text`` for people."""

    state: Literal["writing", "ready", "failed", "bank"]
    text: str


def plan_state(interview: InterviewRow, state: State, why: str) -> PlanState:
    """Where the questions of an interview come from.

    Args:
        state, why: what :meth:`web.planning.Planning.state` says.
    """
    writer = interview.plan.written_by
    if writer != BANK:
        return {
            "state": "ready",
            "text": f"Your questions are ready, written from {_sources(interview.brief)} by {writer}.",
        }
    if state == "writing":
        return {
            "state": "writing",
            "text": f"Your questions are being written from {_sources(interview.brief)}. "
            "Start when you like: until they are ready, those of the question bank are used.",
        }
    if state == "failed":
        return {"state": "failed", "text": f"Your questions come from the question bank. {why}"}
    return {"state": "bank", "text": "Your questions are ready. They come from the question bank."}


def _sources(brief: Brief) -> str:
    """What there was to write from."""
    has_resume, has_ad = bool(brief.resume_text.strip()), bool(brief.job_description.strip())
    if has_resume and has_ad:
        return "your résumé and the job ad"
    if has_resume:
        return "your résumé"
    return "the job ad" if has_ad else "the role you named"
