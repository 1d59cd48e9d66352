"""Rows of the port, made of what the database functions answer.

Every reader raises KeyError, TypeError or ValueError for what it can't read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from interview.models import Brief, EndReason, Plan
from store.rows import (
    Correction,
    DocumentRow,
    FeedbackRow,
    FeedbackVersion,
    InterviewRow,
    RecordingRow,
    SealedKey,
    UserRow,
    WorkerGrant,
    WorkerRow,
)

from .files import BUCKETS, StoredFile

T = TypeVar("T")


def nothing(data: Any) -> None:
    """For functions that have nothing to say."""
    if data is not None:
        raise TypeError("nothing was expected")


def truth(data: Any) -> bool:
    """A boolean and nothing like it."""
    if not isinstance(data, bool):
        raise TypeError("a boolean was expected")
    return data


def list_of(read: Callable[[Any], T]) -> Callable[[Any], list[T]]:
    """A reader of lists."""

    def read_all(data: Any) -> list[T]:
        if not isinstance(data, list):
            raise TypeError("a list was expected")
        return [read(item) for item in data]

    return read_all


def optional(read: Callable[[Any], T]) -> Callable[[Any], T | None]:
    """A reader of what may be missing."""
    return lambda data: None if data is None else read(data)


def counts(data: Any) -> dict[str, int]:
    """How many by name, those of which there are none left out."""
    return {str(name): int(count) for name, count in data.items() if count}


def user_row(data: Any) -> UserRow:
    """One of public.users."""
    return UserRow(**_picked(data, UserRow, "created_at"))


def interview_row(data: Any) -> InterviewRow:
    """One of public.interviews."""
    values = _picked(data, InterviewRow, "created_at", "started_at", "ended_at")
    values["brief"] = Brief.model_validate(values["brief"])
    values["plan"] = Plan.model_validate(values["plan"])
    values["end_reason"] = None if values["end_reason"] is None else EndReason(values["end_reason"])
    return InterviewRow(**values)


def document_row(data: Any) -> DocumentRow:
    """One of public.documents."""
    return DocumentRow(**_picked(data, DocumentRow, "created_at"))


def recording_row(data: Any) -> RecordingRow:
    """One of public.recordings."""
    return RecordingRow(**_picked(data, RecordingRow, "created_at"))


def feedback_row(data: Any) -> FeedbackRow:
    """One of public.feedback."""
    return FeedbackRow(**_picked(data, FeedbackRow, "updated_at"))


def feedback_version(data: Any) -> FeedbackVersion:
    """One of public.feedback_versions."""
    return FeedbackVersion(**_picked(data, FeedbackVersion, "created_at"))


def correction(data: Any) -> Correction:
    """One of public.corrections."""
    return Correction(**_picked(data, Correction, "corrected_at"))


def worker_row(data: Any) -> WorkerRow:
    """One of public.workers."""
    values = _picked(data, WorkerRow, "heartbeat_at", "created_at")
    values["process_started"] = float(values["process_started"])
    return WorkerRow(**values)


def worker_grant(data: Any) -> WorkerGrant:
    """What store_worker_grant answers."""
    return WorkerGrant(**_picked(data, WorkerGrant, "ended_at"))


def sealed_key(data: Any) -> SealedKey:
    """One of public.provider_keys, its bytes in hexadecimal."""
    values = _picked(data, SealedKey, "updated_at")
    values["nonce"] = bytes.fromhex(values["nonce"])
    values["ciphertext"] = bytes.fromhex(values["ciphertext"])
    return SealedKey(**values)


def sealed_key_json(key: SealedKey) -> dict[str, str]:
    """The same the other way round."""
    return {
        "owner_id": key.owner_id,
        "field": key.field,
        "key_id": key.key_id,
        "nonce": key.nonce.hex(),
        "ciphertext": key.ciphertext.hex(),
        "updated_at": key.updated_at.isoformat(),
    }


def stored_file(data: Any) -> StoredFile:
    """One of storage.objects; a bucket that isn't ours is a ValueError."""
    bucket = BUCKETS[BUCKETS.index(data["bucket"])]
    return StoredFile(bucket, str(data["name"]), int(data["size_bytes"]))


def _picked(data: Mapping[str, Any], row: type[Any], *times: str) -> dict[str, Any]:
    """The row's own fields, whatever other columns came with them; times as aware UTC."""
    values = {name: data[name] for name in row.__dataclass_fields__}
    for name in times:
        if values[name] is not None:
            values[name] = datetime.fromisoformat(values[name]).astimezone(UTC)
    return values
