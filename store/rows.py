"""The rows a store gives back. Times are aware UTC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from interview.models import Brief, EndReason, Plan

InterviewStatus = Literal["new", "starting", "live", "ended"]
DocumentKind = Literal["resume", "job_description"]
KEY_FIELDS = (
    "livekit_url",
    "livekit_api_key",
    "livekit_api_secret",
    "openai_api_key",
    "openai_base_url",
    "openai_model",
    "deepgram_api_key",
    "assemblyai_api_key",
)
LOCAL_SUBJECT = "local"  # who signed in on this computer without an account: the operator
FeedbackStatus = Literal["waiting", "writing", "ready", "failed", "too_short"]


@dataclass(frozen=True)
class UserRow:
    id: str
    subject: str  # LOCAL_SUBJECT or an OIDC issuer|sub
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
    """An uploaded file of the owner's library; its original bytes are read with ``document_file``.

    Attributes:
        sha256: of the original bytes, hexadecimal; empty when they were never kept.
        text: what was read from it.
        sections: the text's sections with their chunks and places, as :mod:`documents.outline` makes them.
        notices: codes of what the owner should know, e.g. ``hidden_text``.
    """

    id: str
    owner_id: str
    kind: DocumentKind
    filename: str
    media_type: str
    size_bytes: int
    sha256: str
    text: str
    sections: Sequence[Mapping[str, Any]]
    notices: Sequence[str]
    created_at: datetime


@dataclass(frozen=True)
class RecordingRow:
    """A sound file of one interview; its bytes are read with ``recording_file``."""

    id: str
    owner_id: str
    interview_id: str
    name: str
    media_type: str
    size_bytes: int
    created_at: datetime


@dataclass(frozen=True)
class SealedKey:
    """One provider key as the vault sealed it: worthless without the master key named by ``key_id``."""

    owner_id: str
    field: str  # one of KEY_FIELDS
    key_id: str
    nonce: bytes  # 12
    ciphertext: bytes  # with its 16-byte tag
    updated_at: datetime


@dataclass(frozen=True)
class Removed:
    """The receipt of a deletion: how many of each kind, those with none left out, and their files' bytes."""

    counts: Mapping[str, int]  # table or "files" -> how many
    file_bytes: int


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
class FeedbackVersion:
    """One finished feedback of an interview; the one with the highest number is the interview's."""

    interview_id: str
    number: int  # from 1
    written_by: str
    body: dict[str, Any]
    created_at: datetime


@dataclass(frozen=True)
class Correction:
    """What the owner says they said, beside what was heard.

    Attributes:
        turn: run and seq of the turn's first event, as ``1.12``.
    """

    interview_id: str
    turn: str
    text: str
    corrected_at: datetime


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
