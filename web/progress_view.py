"""How the owner's scores moved, for the dashboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from feedback.progress import alike, like_newest, lines, next_step
from feedback.schema import Feedback
from store.rows import FeedbackRow, InterviewRow

Rows = Sequence[tuple[InterviewRow, FeedbackRow | None]]
"""The owner's interviews with what was written of them, newest first."""
WORDS = {
    "improved": "improved",
    "fell": "fell",
    "no change": "no change beyond what varies anyway",
    "too early": "too early to say",
}


def written(feedback: FeedbackRow | None) -> Feedback | None:
    """What was written; None where nothing was, or in an older form, which its own page still shows."""
    if feedback is None or feedback.body is None or feedback.status not in ("ready", "too_short"):
        return None
    try:
        return Feedback.model_validate(feedback.body)
    except ValidationError:
        return None


def scored(rows: Rows) -> list[tuple[InterviewRow, Feedback]]:
    """Those whose scores compare with the newest ones, oldest first."""
    found = [(row, body) for row, feedback in rows if (body := written(feedback)) is not None]
    return [found[n] for n in like_newest([alike(row.brief, body) for row, body in found])]


def progress_view(compared: Sequence[tuple[InterviewRow, Feedback]]) -> dict[str, Any] | None:
    """Lines, and what to do next; None until two interviews can be compared.

    Args:
        compared: from :func:`scored`.
    """
    if len(compared) < 2:
        return None
    moved = lines([feedback for _, feedback in compared])
    return {"lines": moved, "words": WORDS, "next": next_step(moved), "count": len(compared)}
