"""What the pages call the state of a feedback: as the store does, but for what isn't scored.

The store keeps one word, ``too_short``, for everything that has no score; its body says why there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from store.rows import FeedbackRow, FeedbackStatus, FeedbackVersion

Shown = FeedbackStatus | Literal["other_language"]


def shown_status(row: FeedbackRow) -> Shown:
    """``other_language`` where the coach doesn't read what was spoken, however much that was."""
    if row.status == "too_short" and (row.body or {}).get("unscored") == "language":
        return "other_language"
    return row.status


def newest(row: FeedbackRow | None, versions: Sequence[FeedbackVersion]) -> FeedbackVersion | None:
    """The version that is the interview's feedback; None without one, or where too little was found since.

    Args:
        versions: newest first.
    """
    if row is not None and row.status == "too_short":
        return None
    return versions[0] if versions else None
