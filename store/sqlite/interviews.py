"""Interviews: their rows, runs and leases."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, func, insert, or_, select, update

from errors import CapacityError
from interview.models import Brief, Plan
from store.rows import InterviewRow, WorkerGrant

from .base import Base, any_or_404, interview_row, owned_or_404, user_or_404
from .tables import interviews, worker_tokens

RUNNING = ("starting", "live")


class Interviews(Base):
    """See :class:`store.port.Store`."""

    def create_interview(self, *, owner_id: str, brief: Brief, plan: Plan) -> InterviewRow:
        """A new interview with an unguessable id."""
        values = {
            "id": secrets.token_hex(16),
            "owner_id": owner_id,
            "brief": brief.model_dump_json(),
            "plan": plan.model_dump_json(),
            "status": "new",
            "room": "",
            "candidate_identity": "",
            "run": 0,
            "lease_tab": "",
            "created_at": datetime.now(UTC),
            "end_detail": "",
        }
        with self._db.write() as connection:
            user_or_404(connection, owner_id)
            connection.execute(insert(interviews).values(**values))
            return interview_row(any_or_404(connection, str(values["id"])))

    def interview(self, owner_id: str, interview_id: str) -> InterviewRow:
        """The one door; NotFoundError for a stranger."""
        with self._db.read() as connection:
            return interview_row(owned_or_404(connection, owner_id, interview_id))

    def interview_of_any_owner(self, interview_id: str) -> InterviewRow:
        """For work of our own after an ending; never with an id that came in a request."""
        with self._db.read() as connection:
            return interview_row(any_or_404(connection, interview_id))

    def interviews(self, owner_id: str) -> Sequence[InterviewRow]:
        """Newest first."""
        with self._db.read() as connection:
            rows = connection.execute(
                select(interviews)
                .where(interviews.c.owner_id == owner_id)
                .order_by(interviews.c.created_at.desc(), interviews.c.id)
            ).all()
        return [interview_row(row) for row in rows]

    def set_plan(self, owner_id: str, interview_id: str, plan: Plan) -> bool:
        """Put another plan in place of the interview's; False, and nothing done, unless it is ``new``."""
        with self._db.write() as connection:
            owned_or_404(connection, owner_id, interview_id)
            done = connection.execute(
                update(interviews)
                .where(interviews.c.id == interview_id, interviews.c.status == "new")
                .values(plan=plan.model_dump_json())
            )
            return done.rowcount == 1

    def begin_run(
        self,
        owner_id: str,
        interview_id: str,
        *,
        room: str,
        candidate_identity: str,
        token_hash: str,
        capacity: int | None = None,
    ) -> InterviewRow | None:
        """Atomically move ``new`` to ``starting``; None if it wasn't new, CapacityError if all are taken."""
        with self._db.write() as connection:
            found = owned_or_404(connection, owner_id, interview_id)
            if found.status != "new":
                return None
            running = connection.scalar(
                select(func.count()).select_from(interviews).where(interviews.c.status.in_(RUNNING))
            )
            if capacity is not None and (running or 0) >= capacity:
                raise CapacityError
            run = found.run + 1
            connection.execute(
                update(interviews)
                .where(interviews.c.id == interview_id)
                .values(
                    status="starting",
                    room=room,
                    candidate_identity=candidate_identity,
                    run=run,
                    started_at=datetime.now(UTC),
                )
            )
            connection.execute(
                insert(worker_tokens).values(token_hash=token_hash, interview_id=interview_id, run=run)
            )
            return interview_row(any_or_404(connection, interview_id))

    def abort_run(self, owner_id: str, interview_id: str) -> None:
        """The worker never came up: back to ``new``, its token worthless. Nothing happens once it is live."""
        with self._db.write() as connection:
            found = owned_or_404(connection, owner_id, interview_id)
            if found.status != "starting":
                return
            connection.execute(delete(worker_tokens).where(worker_tokens.c.interview_id == interview_id))
            connection.execute(
                update(interviews)
                .where(interviews.c.id == interview_id)
                .values(status="new", room="", candidate_identity="", started_at=None)
            )

    def take_lease(self, owner_id: str, interview_id: str, tab: str, *, takeover: bool) -> bool:
        """Whether ``tab`` now holds the interview."""
        with self._db.write() as connection:
            owned_or_404(connection, owner_id, interview_id)
            mine = update(interviews).where(interviews.c.id == interview_id)
            if not takeover:
                mine = mine.where(or_(interviews.c.lease_tab == "", interviews.c.lease_tab == tab))
            return connection.execute(mine.values(lease_tab=tab)).rowcount == 1

    def live_interviews(self) -> Sequence[InterviewRow]:
        """All owners' starting and live interviews."""
        with self._db.read() as connection:
            rows = connection.execute(select(interviews).where(interviews.c.status.in_(RUNNING))).all()
        return [interview_row(row) for row in rows]

    def worker_grant(self, token_hash: str) -> WorkerGrant | None:
        """What a worker's token opens; None when it opens nothing."""
        with self._db.read() as connection:
            found = connection.execute(
                select(worker_tokens, interviews.c.owner_id, interviews.c.ended_at)
                .join_from(worker_tokens, interviews, interviews.c.id == worker_tokens.c.interview_id)
                .where(worker_tokens.c.token_hash == token_hash)
            ).first()
        if found is None:
            return None
        return WorkerGrant(found.interview_id, found.owner_id, found.run, found.ended_at)
