"""Feedback: one row an interview that says how far it is, and every finished version."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from store.rows import FeedbackRow, FeedbackStatus, FeedbackVersion, InterviewRow

from .base import Base
from .rows import feedback_row, feedback_version, interview_row, list_of, nothing, optional


class Feedback(Base):
    """See :class:`store.port.Store`."""

    def set_feedback(
        self,
        interview_id: str,
        *,
        status: FeedbackStatus,
        step: str = "",
        percent: int = 0,
        body: dict[str, Any] | None = None,
        message: str = "",
    ) -> None:
        """See :meth:`store.port.Store.set_feedback`."""
        self._api.call(
            "set_feedback",
            nothing,
            interview=interview_id,
            status=status,
            step=step,
            percent=percent,
            body=None if body is None else json.dumps(body),
            message=message,
        )

    def feedback(self, owner_id: str, interview_id: str) -> FeedbackRow | None:
        """None when nothing was written or begun yet."""
        return self._api.call("feedback", optional(feedback_row), owner=owner_id, interview=interview_id)

    def finish_feedback(self, interview_id: str, *, written_by: str, body: dict[str, Any]) -> int:
        """See :meth:`store.port.Store.finish_feedback`."""
        return self._api.call(
            "finish_feedback", int, interview=interview_id, written_by=written_by, body=json.dumps(body)
        )

    def feedback_versions(self, owner_id: str, interview_id: str) -> Sequence[FeedbackVersion]:
        """Newest first."""
        return self._api.call(
            "feedback_versions", list_of(feedback_version), owner=owner_id, interview=interview_id
        )

    def unfinished_feedback(self) -> Sequence[InterviewRow]:
        """Ended interviews whose feedback is missing, waiting or writing."""
        return self._api.call("unfinished_feedback", list_of(interview_row))
