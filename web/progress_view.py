"""How the owner's scores moved, for the dashboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from feedback.progress import comparable, lines, next_step
from feedback.schema import Feedback
from interview.models import Brief
from store.rows import FeedbackRow, InterviewRow

WORDS = {
    "improved": "improved",
    "fell": "fell",
    "no change": "no change beyond what varies anyway",
    "too early": "too early to say",
}


def progress_view(rows: Sequence[tuple[InterviewRow, FeedbackRow | None]]) -> dict[str, Any] | None:
    """Lines, and what to do next; None until two interviews can be compared.

    Args:
        rows: newest first.
    """
    found: list[tuple[Brief, Feedback]] = []
    for row, feedback in rows:
        if feedback is None or feedback.status != "ready" or feedback.body is None:
            continue
        try:
            found.append((row.brief, Feedback.model_validate(feedback.body)))
        except ValidationError:  # written in an older form; it is still shown on its own page
            continue
    like = comparable(found)
    if len(like) < 2:
        return None
    moved = lines(like)
    return {"lines": moved, "words": WORDS, "next": next_step(moved), "count": len(like)}
