"""The Store port: what the web app may ask of a database, and the rows it gets back.

Every owned thing is reached with its owner; a stranger's id raises :class:`errors.NotFoundError`.
A database that doesn't answer raises :class:`errors.StoreError`, never an empty result.
Times are aware UTC. Implementations: :mod:`store.sqlite`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from interview.events import Event
from interview.models import Brief, EndReason, Plan

InterviewStatus = Literal["new", "starting", "live", "ended"]
FeedbackStatus = Literal["waiting", "writing", "ready", "failed", "too_short"]


@dataclass(frozen=True)
class UserRow:
    id: str
    subject: str  # "local" or an OIDC issuer|sub
    name: str
    email: str
    created_at: datetime


@dataclass(frozen=True)
class InterviewRow:
    """One interview. ``room``/``candidate_identity`` are empty until Start was first pressed."""

    id: str
    owner_id: str
    brief: Brief
    plan: Plan
    status: InterviewStatus
    room: str
    candidate_identity: str
    run: int
    lease_tab: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    end_reason: EndReason | None
    end_detail: str


@dataclass(frozen=True)
class DocumentRow:
    id: str
    owner_id: str
    interview_id: str
    filename: str
    media_type: str
    size_bytes: int
    text: str
    created_at: datetime


@dataclass(frozen=True)
class FeedbackRow:
    interview_id: str
    status: FeedbackStatus
    step: str
    percent: int
    body: dict[str, Any] | None
    message: str
    updated_at: datetime


@dataclass(frozen=True)
class WorkerRow:
    """A registry row, written before the spawn; ``pid`` is 0 until the process exists."""

    interview_id: str
    run: int
    nonce: str
    pid: int
    process_started: float  # psutil.Process.create_time(); 0.0 until known
    state: Literal["starting", "ready", "gone"]
    exit_code: int | None
    heartbeat_at: datetime | None
    created_at: datetime


@dataclass(frozen=True)
class WorkerGrant:
    """What a worker's token opens: one interview, one run."""

    interview_id: str
    owner_id: str
    run: int
    ended_at: datetime | None


@dataclass(frozen=True)
class Stored:
    stored: int
    duplicates: int


class Store(Protocol):
    """See the module's docstring for the errors every method may raise."""

    def ping(self) -> None: ...
    def close(self) -> None: ...

    # users and sign-ins
    def upsert_user(self, *, subject: str, name: str, email: str) -> UserRow: ...
    def user(self, user_id: str) -> UserRow: ...
    def create_sign_in(self, user_id: str) -> str:
        """A new opaque sign-in id (256 random bits)."""
        ...

    def sign_in_owner(self, sign_in_id: str) -> UserRow | None:
        """Whose sign-in this is; None when unknown, ended or past its limits."""
        ...

    def end_sign_in(self, sign_in_id: str) -> None: ...

    # interviews: the one door is ``interview(owner_id, id)``
    def create_interview(self, *, owner_id: str, brief: Brief, plan: Plan) -> InterviewRow: ...
    def interview(self, owner_id: str, interview_id: str) -> InterviewRow: ...
    def interviews(self, owner_id: str) -> Sequence[InterviewRow]:
        """Newest first."""
        ...

    def interview_of_any_owner(self, interview_id: str) -> InterviewRow:
        """For work of our own after an ending; never with an id that came in a request."""
        ...

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
        """Atomically move ``new`` to ``starting`` with the next run number; None if it wasn't new.

        Raises :class:`errors.CapacityError` when ``capacity`` interviews are starting or live.
        """
        ...

    def abort_run(self, owner_id: str, interview_id: str) -> None:
        """The worker never came up: back to ``new`` so that Start can be pressed again."""
        ...

    def take_lease(self, owner_id: str, interview_id: str, tab: str, *, takeover: bool) -> bool: ...
    def live_interviews(self) -> Sequence[InterviewRow]:
        """All owners' starting and live interviews: for the sweep only."""
        ...

    # events
    def worker_grant(self, token_hash: str) -> WorkerGrant | None: ...
    def append_events(self, interview_id: str, batch: Sequence[Event], /) -> Stored:
        """Store a batch in one transaction and apply ready/ended to the interview's row.

        The same key with the same body is counted a duplicate; with another body it raises
        :class:`errors.ConflictError` labelled ``event_conflict`` and stores none of the batch.
        Heartbeats are passed over. After the end, events from before it are stored and later
        ones dropped; a batch of a worker that holds nothing but new later ones raises
        :class:`errors.GoneError`. An ending of run 0 after another ending is dropped in silence.
        """
        ...

    def events(self, owner_id: str, interview_id: str) -> Sequence[Event]:
        """In (run, seq) order."""
        ...

    # documents
    def add_document(
        self, *, owner_id: str, interview_id: str, filename: str, media_type: str, size_bytes: int, text: str
    ) -> DocumentRow: ...
    def documents(self, owner_id: str, interview_id: str) -> Sequence[DocumentRow]: ...

    # feedback
    def set_feedback(
        self,
        interview_id: str,
        *,
        status: FeedbackStatus,
        step: str = "",
        percent: int = 0,
        body: dict[str, Any] | None = None,
        message: str = "",
    ) -> None: ...
    def feedback(self, owner_id: str, interview_id: str) -> FeedbackRow | None: ...
    def unfinished_feedback(self) -> Sequence[InterviewRow]:
        """Ended interviews whose feedback is missing, waiting or writing: resumed at start."""
        ...

    # worker registry
    def put_worker(self, row: WorkerRow) -> None: ...
    def worker(self, interview_id: str) -> WorkerRow | None:
        """The latest run's row."""
        ...

    def workers(self) -> Sequence[WorkerRow]:
        """Rows whose state isn't ``gone``."""
        ...
