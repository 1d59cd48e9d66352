"""One answer given twice, side by side: what each tells, and the difference in one sentence. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from feedback.coach import on_question
from feedback.schema import QuestionFeedback
from interview.models import Brief, Frozen, Plan
from postprocess import AnswerMetrics, MergedTurn, measure

SAME = "No change: these are the same words."
NO_CHANGE = "No change in the parts of the story."
_PARTS = {
    "situation": "the situation",
    "task": "what had to be done",
    "action": "what you did",
    "result": "the result",
}


class Told(Frozen):
    """One telling of an answer.

    Attributes:
        text: the candidate's words, all of them; empty when nothing was answered.
        question: its parts, by rule; None in a language the rules don't know, or without an answer.
        metrics: of the longest turn of it; None without one.
    """

    text: str = ""
    question: QuestionFeedback | None = None
    metrics: AnswerMetrics | None = None


def told(brief: Brief, plan: Plan, turns: Sequence[MergedTurn], *, turn: int | None = None) -> Told:
    """What was answered to one question.

    Args:
        turn: index of the interviewer's turn that asked; None: the first question that was asked.
    """
    found = on_question(brief, plan, turns, turn=turn)
    if found is None:
        return Told()
    exchange, question = found
    said = [index for index, _ in exchange.replies]
    measured = [one for one in measure(turns, language=brief.language).answers if one.turn in said]
    return Told(
        text=exchange.text,
        question=question,
        metrics=max(measured, key=lambda one: one.words, default=None),
    )


def difference(before: Told, after: Told) -> str:
    """What the second telling has that the first had not, or lost; the same twice is “no change”."""
    if not after.text:
        return "There is no second answer to compare yet."
    if not before.text:
        return "You left this open before. Now there is an answer."
    if _plain(before.text) == _plain(after.text):
        return SAME
    if before.question is None or after.question is None:
        return ""
    if not before.question.star or not after.question.star:
        return ""
    had, has = _parts(before.question), _parts(after.question)
    won = [name for part, name in _PARTS.items() if part in has - had]
    lost = [name for part, name in _PARTS.items() if part in had - has]
    said = [f"{_listed(won)} {'is' if len(won) == 1 else 'are'} there now" if won else ""]
    said += [f"{_listed(lost)} {'is' if len(lost) == 1 else 'are'} missing now" if lost else ""]
    text = ", and ".join(part for part in said if part)
    return f"{text[0].upper()}{text[1:]}." if text else NO_CHANGE


def _parts(question: QuestionFeedback) -> set[str]:
    return {one.part for one in question.star if one.found}


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _listed(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
