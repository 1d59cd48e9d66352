"""Answers that were given again, as the two review pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import postprocess
from errors import NotFoundError
from feedback.before_after import Told, difference, told
from postprocess import MergedTurn
from store.port import Store
from store.rows import InterviewRow

from .deletion import attempts

GONE = "The interview in which you first answered this is deleted, so there is nothing to compare with."


@dataclass(frozen=True)
class BeforeAfter:
    """Both tellings of one answer.

    Attributes:
        original_id: the interview of the first one; empty when it is gone.
        change: the difference in one sentence; may be empty.
    """

    question: str
    before: Told
    after: Told
    change: str
    original_id: str = ""


def before_after(store: Store, row: InterviewRow, turns: Sequence[MergedTurn]) -> BeforeAfter | None:
    """The two tellings; None for an interview in which nothing was answered again.

    Args:
        turns: of ``row``.
    """
    redo, drill = row.brief.redo, row.brief.drill
    if redo is None or drill is None:
        return None
    after = told(row.brief, row.plan, turns)
    try:
        first = store.interview(row.owner_id, redo.interview_id)
        earlier = postprocess.merge(store.events(row.owner_id, redo.interview_id))
    except NotFoundError:
        return BeforeAfter(drill.question, Told(), after, GONE)
    before = told(first.brief, first.plan, earlier, turn=redo.turn)
    return BeforeAfter(drill.question, before, after, difference(before, after), first.id)


def given_again(store: Store, row: InterviewRow) -> dict[int, list[dict[str, Any]]]:
    """By the interviewer's turn that asked: the attempts at answering again, oldest first."""
    found: dict[int, list[dict[str, Any]]] = {}
    for one in attempts(store, row):
        if one.brief.redo is not None and one.status == "ended":
            found.setdefault(one.brief.redo.turn, []).append(
                {"id": one.id, "at": one.started_at or one.created_at}
            )
    return found
