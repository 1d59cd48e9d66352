"""The Store port: what the web app may ask of a database.

Every owned thing is reached with its owner; a stranger's id raises :class:`errors.NotFoundError`,
and so does keeping anything for a user who is gone.
A database that doesn't answer raises :class:`errors.StoreError`, never an empty result.
Times are aware UTC. Implementations: :mod:`store.sqlite`, :mod:`supabase_client`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from interview.events import Event
from interview.models import Brief, Plan
from store.rows import (
    Correction,
    DocumentKind,
    DocumentRow,
    FeedbackRow,
    FeedbackStatus,
    FeedbackVersion,
    InterviewRow,
    RecordingRow,
    Removed,
    SealedKey,
    Stored,
    UserRow,
    WorkerGrant,
    WorkerRow,
)


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
        """Whose sign-in this is; None when unknown, ended, idle too long or too old.

        The two limits are given to the store when it is made.
        """
        ...

    def end_sign_in(self, sign_in_id: str) -> None: ...
    def end_sign_ins(self, user_id: str) -> int:
        """End all of them at once; how many there were."""
        ...

    def delete_user(self, user_id: str) -> Removed:
        """Everything the user has, their sign-ins and their files.

        Raises ConflictError while an interview of theirs is starting or live.
        """
        ...

    def traces(self, user_id: str) -> Mapping[str, int]:
        """What is left of a user: rows by table, and ``files``; empty when nothing is."""
        ...

    # interviews: the one door is ``interview(owner_id, id)``
    def create_interview(self, *, owner_id: str, brief: Brief, plan: Plan) -> InterviewRow: ...
    def interview(self, owner_id: str, interview_id: str) -> InterviewRow: ...
    def interviews(self, owner_id: str) -> Sequence[InterviewRow]:
        """Newest first."""
        ...

    def set_plan(self, owner_id: str, interview_id: str, plan: Plan) -> bool:
        """Put another plan in place of the interview's; False, and nothing done, unless it is ``new``."""
        ...

    def delete_interview(self, owner_id: str, interview_id: str) -> Removed:
        """The interview and all that hangs on it, recordings too.

        Raises ConflictError while it is starting or live.
        """
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

    # documents: the owner's library
    def add_document(
        self,
        owner_id: str,
        *,
        kind: DocumentKind,
        filename: str,
        media_type: str,
        data: bytes,
        text: str,
        sections: Sequence[Mapping[str, Any]] = (),
        notices: Sequence[str] = (),
    ) -> DocumentRow:
        """Keep an uploaded file and what was read from it.

        The same bytes as the same kind again are the document that is there already.
        """
        ...

    def documents(self, owner_id: str) -> Sequence[DocumentRow]:
        """Newest first."""
        ...

    def document(self, owner_id: str, document_id: str) -> DocumentRow: ...
    def document_file(self, owner_id: str, document_id: str) -> bytes:
        """The original bytes."""
        ...

    def delete_document(self, owner_id: str, document_id: str) -> Removed:
        """The document, its file and its links; interviews keep the text in their own brief."""
        ...

    def link_document(self, owner_id: str, interview_id: str, document_id: str) -> None:
        """Note that an interview was set up with a document; both are the owner's. Again changes nothing."""
        ...

    def interview_documents(self, owner_id: str, interview_id: str) -> Sequence[DocumentRow]:
        """Oldest link first."""
        ...

    # recordings
    def add_recording(
        self, owner_id: str, interview_id: str, *, name: str, media_type: str, data: bytes
    ) -> RecordingRow: ...
    def recordings(self, owner_id: str, interview_id: str) -> Sequence[RecordingRow]:
        """Oldest first."""
        ...

    def recording_file(self, owner_id: str, recording_id: str) -> bytes: ...

    # provider keys, sealed before they come here
    def keys(self, owner_id: str) -> Sequence[SealedKey]: ...
    def put_keys(self, owner_id: str, keys: Sequence[SealedKey]) -> None:
        """Store all of them or none; a field that is there is replaced.

        Raises ValueError for a key that was sealed for another owner.
        """
        ...

    def delete_keys(self, owner_id: str, fields: Sequence[str]) -> int:
        """How many there were."""
        ...

    def keys_not_under(self, key_id: str, limit: int) -> Sequence[SealedKey]:
        """Any owner's keys sealed under another master key, in (owner, field) order: for rotation only."""
        ...

    def replace_key(self, old: SealedKey, new: SealedKey) -> bool:
        """Put ``new`` in place of exactly ``old``; False when it was changed or deleted meanwhile.

        Raises ValueError when the two differ in owner or field.
        """
        ...

    # preferences
    def preferences(self, owner_id: str) -> Mapping[str, Any]:
        """Empty until something was chosen."""
        ...

    def set_preferences(self, owner_id: str, values: Mapping[str, Any]) -> None:
        """Put these in place of all there were."""
        ...

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
    ) -> None:
        """Say how far the feedback is, in place of what was said before.

        What is finished stays so: steps, failures and ``too_short`` change only what is waited for or being
        written. ``waiting`` begins anew, ``ready`` is always taken.
        """
        ...

    def feedback(self, owner_id: str, interview_id: str) -> FeedbackRow | None: ...
    def finish_feedback(self, interview_id: str, *, written_by: str, body: dict[str, Any]) -> int:
        """Keep a finished feedback as the next version and make it the interview's, in one transaction.

        Only while it is waited for or written: once it is there, by whoever was first, nothing is stored.

        Returns:
            The number of the newest version; 0 when there is none, because the writing was given up.
        """
        ...

    def feedback_versions(self, owner_id: str, interview_id: str) -> Sequence[FeedbackVersion]:
        """Newest first."""
        ...

    def unfinished_feedback(self) -> Sequence[InterviewRow]:
        """Ended interviews whose feedback is missing, waiting or writing: resumed at start."""
        ...

    # corrections of the transcript
    def correct_turn(self, owner_id: str, interview_id: str, turn: str, text: str | None) -> None:
        """Keep the owner's words for one turn beside the heard ones, in place of an earlier correction.

        Args:
            turn: see :class:`store.rows.Correction`.
            text: None takes the correction back.
        """
        ...

    def corrections(self, owner_id: str, interview_id: str) -> Sequence[Correction]:
        """In the order of their turns' names."""
        ...

    # worker registry
    def put_worker(self, row: WorkerRow) -> None: ...
    def worker(self, interview_id: str) -> WorkerRow | None:
        """The latest run's row."""
        ...

    def workers(self) -> Sequence[WorkerRow]:
        """Rows whose state isn't ``gone``."""
        ...
