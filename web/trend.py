"""How the average score moved over the latest interviews."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from feedback.schema import Feedback
from feedback.score import overall
from store.rows import InterviewRow

SHOWN = 8


def trend(scored: Sequence[tuple[InterviewRow, Feedback]]) -> dict[str, Any] | None:
    """Points oldest first; None until there are two to compare.

    Args:
        scored: from :func:`web.progress_view.scored`.
    """
    points = []
    for row, feedback in scored:
        if (value := overall(feedback.competencies)) is not None:
            when = row.started_at or row.created_at
            points.append({"value": round(value, 1), "label": f"{when.day} {when:%b}"})
    shown = points[-SHOWN:]
    return {"label": "Average score", "points": shown} if len(shown) > 1 else None
