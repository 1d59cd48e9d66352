"""Feedback: one row an interview that says how far it is, and every finished version."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from store.rows import FeedbackRow, FeedbackStatus, FeedbackVersion, InterviewRow

from .base import Base, any_or_404, interview_row, owned_or_404
from .tables import feedback, feedback_versions, interviews

_UNFINISHED = ("waiting", "writing")
_ANEW = ("waiting", "ready")


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
                .on_conflict_do_update(
                    index_elements=[feedback.c.interview_id],
                    set_=values,
                    where=None if status in _ANEW else feedback.c.status.in_(_UNFINISHED),
                )
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

    def finish_feedback(self, interview_id: str, *, written_by: str, body: dict[str, Any]) -> int:
        """See :meth:`store.port.Store.finish_feedback`."""
        now, text = datetime.now(UTC), json.dumps(body, ensure_ascii=False)
        with self._db.write() as connection:
            any_or_404(connection, interview_id)
            newest = connection.scalar(
                select(func.coalesce(func.max(feedback_versions.c.number), 0)).where(
                    feedback_versions.c.interview_id == interview_id
                )
            )
            done = connection.execute(
                update(feedback)
                .where(feedback.c.interview_id == interview_id, feedback.c.status.in_(_UNFINISHED))
                .values(status="ready", step="", percent=100, body=text, message="", updated_at=now)
            )
            if not done.rowcount:
                return int(newest or 0)
            number = int(newest or 0) + 1
            connection.execute(
                insert(feedback_versions).values(
                    interview_id=interview_id,
                    number=number,
                    written_by=written_by,
                    body=text,
                    created_at=now,
                )
            )
        return number

    def feedback_versions(self, owner_id: str, interview_id: str) -> Sequence[FeedbackVersion]:
        """Newest first."""
        with self._db.read() as connection:
            owned_or_404(connection, owner_id, interview_id)
            rows = connection.execute(
                select(feedback_versions)
                .where(feedback_versions.c.interview_id == interview_id)
                .order_by(feedback_versions.c.number.desc())
            ).all()
        return [
            FeedbackVersion(**dict(row._mapping) | {"body": json.loads(row._mapping["body"])}) for row in rows
        ]

    def unfinished_feedback(self) -> Sequence[InterviewRow]:
        """Ended interviews whose feedback is missing, waiting or writing."""
        with self._db.read() as connection:
            rows = connection.execute(
                select(interviews)
                .join_from(interviews, feedback, feedback.c.interview_id == interviews.c.id, isouter=True)
                .where(
                    interviews.c.status == "ended",
                    or_(feedback.c.status.is_(None), feedback.c.status.in_(_UNFINISHED)),
                )
                .order_by(interviews.c.ended_at)
            ).all()
        return [interview_row(row) for row in rows]
