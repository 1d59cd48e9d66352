"""How the average score moved over the latest interviews."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from store.rows import FeedbackRow, InterviewRow

SHOWN = 8


def average(body: dict[str, Any] | None) -> float | None:
    """The mean of the competencies that have a score, to one decimal; None when none has."""
    scores = [item["score"] for item in (body or {}).get("competencies", []) if item.get("score") is not None]
    return round(sum(scores) / len(scores), 1) if scores else None


def trend(rows: Sequence[tuple[InterviewRow, FeedbackRow | None]]) -> dict[str, Any] | None:
    """Points oldest first, from rows newest first; None until there are two to compare.

    Drills are left out: one part alone isn't compared with a whole interview, nor one kind of interview or
    one version of the rubric with another.
    """
    points, kind = [], None
    for row, feedback in rows:
        if row.brief.drill is not None:
            continue
        body = feedback.body if feedback else None
        value = average(body)
        if body is not None and value is not None:
            mine = (body.get("rubric") or row.brief.track, row.brief.language, row.brief.benchmark)
            kind = kind or mine
            if mine != kind:
                continue
            when = row.started_at or row.created_at
            points.append({"value": value, "label": f"{when.day} {when:%b}"})
    shown = points[:SHOWN][::-1]
    return {"label": "Average score", "points": shown} if len(shown) > 1 else None
