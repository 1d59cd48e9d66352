"""Interviews: their rows, runs and leases."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from interview.models import Brief, Plan
from store.rows import InterviewRow, WorkerGrant

from .base import Base
from .rows import interview_row, list_of, nothing, optional, truth, worker_grant


class Interviews(Base):
    """See :class:`store.port.Store`."""

    def create_interview(self, *, owner_id: str, brief: Brief, plan: Plan) -> InterviewRow:
        """A new interview with an unguessable id."""
        return self._api.call(
            "create_interview",
            interview_row,
            owner=owner_id,
            interview=secrets.token_hex(16),
            brief=brief.model_dump_json(),
            plan=plan.model_dump_json(),
        )

    def interview(self, owner_id: str, interview_id: str) -> InterviewRow:
        """The one door; NotFoundError for a stranger."""
        return self._api.call("interview", interview_row, owner=owner_id, interview=interview_id)

    def interview_of_any_owner(self, interview_id: str) -> InterviewRow:
        """For work of our own after an ending; never with an id that came in a request."""
        return self._api.call("interview_of_any_owner", interview_row, interview=interview_id)

    def interviews(self, owner_id: str) -> Sequence[InterviewRow]:
        """Newest first."""
        return self._api.call("interviews", list_of(interview_row), owner=owner_id)

    def set_plan(self, owner_id: str, interview_id: str, plan: Plan) -> bool:
        """Put another plan in place of the interview's; False, and nothing done, unless it is ``new``."""
        return self._api.call(
            "set_plan", truth, owner=owner_id, interview=interview_id, plan=plan.model_dump_json()
        )

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
        return self._api.call(
            "begin_run",
            optional(interview_row),
            owner=owner_id,
            interview=interview_id,
            room=room,
            candidate_identity=candidate_identity,
            token_hash=token_hash,
            capacity=capacity,
        )

    def abort_run(self, owner_id: str, interview_id: str) -> None:
        """The worker never came up: back to ``new``, its token worthless. Nothing happens once it is live."""
        self._api.call("abort_run", nothing, owner=owner_id, interview=interview_id)

    def take_lease(self, owner_id: str, interview_id: str, tab: str, *, takeover: bool) -> bool:
        """Whether ``tab`` now holds the interview."""
        return self._api.call(
            "take_lease", truth, owner=owner_id, interview=interview_id, tab=tab, takeover=takeover
        )

    def live_interviews(self) -> Sequence[InterviewRow]:
        """All owners' starting and live interviews."""
        return self._api.call("live_interviews", list_of(interview_row))

    def worker_grant(self, token_hash: str) -> WorkerGrant | None:
        """What a worker's token opens; None when it opens nothing."""
        return self._api.call("worker_grant", optional(worker_grant), token_hash=token_hash)
