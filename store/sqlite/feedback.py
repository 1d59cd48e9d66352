"""Feedback, one row an interview."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.dialects.sqlite import insert as upsert

from store.rows import FeedbackRow, FeedbackStatus, InterviewRow

from .base import Base, any_or_404, interview_row, owned_or_404
from .tables import feedback, interviews


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
        """Replace the interview's feedback row."""
        values = {
            "status": status,
            "step": step,
            "percent": percent,
            "body": None if body is None else json.dumps(body, ensure_ascii=False),
            "message": message,
            "updated_at": datetime.now(UTC),
        }
        with self._db.write() as connection:
            any_or_404(connection, interview_id)
            connection.execute(
                upsert(feedback)
                .values(interview_id=interview_id, **values)
                .on_conflict_do_update(index_elements=[feedback.c.interview_id], set_=values)
            )

    def feedback(self, owner_id: str, interview_id: str) -> FeedbackRow | None:
        """None when nothing was written or begun yet."""
        with self._db.read() as connection:
            owned_or_404(connection, owner_id, interview_id)
            found = connection.execute(
                select(feedback).where(feedback.c.interview_id == interview_id)
            ).first()
        if found is None:
            return None
        values = dict(found._mapping)
        values["body"] = None if values["body"] is None else json.loads(values["body"])
        return FeedbackRow(**values)

    def unfinished_feedback(self) -> Sequence[InterviewRow]:
        """Ended interviews whose feedback is missing, waiting or writing."""
        with self._db.read() as connection:
            rows = connection.execute(
                select(interviews)
                .join_from(interviews, feedback, feedback.c.interview_id == interviews.c.id, isouter=True)
                .where(
                    interviews.c.status == "ended",
                    or_(feedback.c.status.is_(None), feedback.c.status.in_(("waiting", "writing"))),
                )
                .order_by(interviews.c.ended_at)
            ).all()
        return [interview_row(row) for row in rows]
