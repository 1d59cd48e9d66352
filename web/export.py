"""Everything an owner has, in one ZIP file."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, BinaryIO

import postprocess
from errors import NotFoundError
from interview.events import EVENTS
from store.port import Store
from store.rows import DocumentRow, FeedbackRow, InterviewRow, RecordingRow, UserRow

from .export_names import ending, numbered
from .feedback_status import shown_status
from .transcript_markdown import transcript_markdown

README = """\
Everything MockFlow keeps for you, as it was at {at:%Y-%m-%d %H:%M} UTC.

profile.json         who you are here, what you prefer, and which provider keys are kept
                     (their values never leave MockFlow)
documents/           the files you uploaded, and beside each what was read from it
interviews/          one folder each, oldest first: interview.json holds the brief, the plan, the events,
                     the transcript, the measures and the feedback; transcript.md is for reading;
                     recordings/ is there if any were made
"""


class Archive:
    """A ZIP file being written; each entry is added once."""

    def __init__(self, file: BinaryIO, at: datetime) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._stamp = at.astimezone(UTC).timetuple()[:6]

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def data(self, name: str, data: bytes, *, packed: bool = True) -> None:
        """Add a file; one that is small already is not packed again."""
        entry = zipfile.ZipInfo(name, self._stamp)
        entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        entry.external_attr = 0o600 << 16
        self._zip.writestr(entry, data)

    def text(self, name: str, text: str) -> None:
        """Add a UTF-8 text."""
        self.data(name, text.encode("utf-8", "replace"))

    def json(self, name: str, value: Mapping[str, Any]) -> None:
        """Add a JSON object; times as ISO text."""
        self.text(name, json.dumps(value, ensure_ascii=False, indent=2, default=_iso) + "\n")


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def write(store: Store, user: UserRow, file: BinaryIO, *, at: datetime) -> None:
    """Write the archive of this owner into ``file``. What is deleted meanwhile is left out.

    Raises:
        StoreError: something can't be read; the archive is worthless.
    """
    with Archive(file, at) as archive:
        archive.text("README.txt", README.format(at=at.astimezone(UTC)))
        archive.json("profile.json", _profile(store, user))
        for number, document in enumerate(reversed(store.documents(user.id)), 1):
            _document(store, archive, document, f"documents/{numbered(number, document.filename)}")
        for number, interview in enumerate(reversed(store.interviews(user.id)), 1):
            _interview(store, archive, interview, f"interviews/{numbered(number, interview.brief.role)}")


def _profile(store: Store, user: UserRow) -> dict[str, Any]:
    return {
        "name": user.name,
        "email": user.email,
        "signed_in_as": user.subject,
        "created_at": user.created_at,
        "preferences": dict(store.preferences(user.id)),
        "provider_keys": [{"field": key.field, "updated_at": key.updated_at} for key in store.keys(user.id)],
    }


def _document(store: Store, archive: Archive, row: DocumentRow, name: str) -> None:
    """What was read, and the original if it is kept."""
    original = name + ending(row.media_type)
    try:
        archive.data(original, store.document_file(row.owner_id, row.id), packed=False)
    except NotFoundError:
        original = ""
    archive.json(f"{name}.json", asdict(row) | {"original": original.rpartition("/")[2] or None})


def _interview(store: Store, archive: Archive, row: InterviewRow, folder: str) -> None:
    try:
        events = store.events(row.owner_id, row.id)
        feedback = store.feedback(row.owner_id, row.id)
        documents = store.interview_documents(row.owner_id, row.id)
        recordings = store.recordings(row.owner_id, row.id)
        versions = store.feedback_versions(row.owner_id, row.id)
        corrections = store.corrections(row.owner_id, row.id)
    except NotFoundError:  # deleted since it was listed
        return
    turns = postprocess.merge(events)
    sounds = [
        _recording(store, archive, sound, f"{folder}/recordings/{numbered(number, sound.name)}")
        for number, sound in enumerate(recordings, 1)
    ]
    content = {
        "id": row.id,
        "status": row.status,
        "created_at": row.created_at,
        "started_at": row.started_at,
        "ended_at": row.ended_at,
        "end_reason": row.end_reason,
        "end_detail": row.end_detail,
        "brief": row.brief.model_dump(mode="json"),
        "plan": row.plan.model_dump(mode="json"),
        "documents": [{"id": document.id, "filename": document.filename} for document in documents],
        "events": EVENTS.dump_python(list(events), mode="json"),
        "transcript": [turn.model_dump(mode="json") for turn in turns],
        "measures": postprocess.measure(turns, events, language=row.brief.language).model_dump(mode="json"),
        "feedback": _feedback(feedback),
        "feedback_versions": [asdict(one) for one in versions],
        "corrections": [asdict(one) for one in corrections],
        "recordings": sounds,
    }
    archive.json(f"{folder}/interview.json", content)
    archive.text(f"{folder}/transcript.md", transcript_markdown(row, turns))


def _feedback(row: FeedbackRow | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "status": shown_status(row),
        "message": row.message,
        "updated_at": row.updated_at,
        "body": row.body,
    }


def _recording(store: Store, archive: Archive, row: RecordingRow, name: str) -> dict[str, Any]:
    """Add the sound, and say what it is."""
    file = name + ending(row.media_type)
    try:
        archive.data(file, store.recording_file(row.owner_id, row.id), packed=False)
    except NotFoundError:
        file = ""
    return {
        "name": row.name,
        "media_type": row.media_type,
        "size_bytes": row.size_bytes,
        "created_at": row.created_at,
        "file": file.rpartition("/")[2] or None,
    }
