"""What the pages call the state of a feedback: as the store does, but for what isn't scored.

The store keeps one word, ``too_short``, for everything that has no score; its body says why there is none.
"""

from __future__ import annotations

from typing import Literal

from store.rows import FeedbackRow, FeedbackStatus

Shown = FeedbackStatus | Literal["other_language"]


def shown_status(row: FeedbackRow) -> Shown:
    """``other_language`` where the coach doesn't read what was spoken, however much that was."""
    if row.status == "too_short" and (row.body or {}).get("unscored") == "language":
        return "other_language"
    return row.status
