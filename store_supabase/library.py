"""Documents and recordings: rows in the database, bytes in Storage.

A file is uploaded before its row is written and removed before its row is deleted. So no row lacks its
file but while it is being deleted, and what a crash leaves is a file without a row, which
:meth:`supabase_client.SupabaseStore.sweep` finds.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from errors import AppError, StoreError
from store.rows import DocumentKind, DocumentRow, RecordingRow, Removed

from .base import Base
from .files import StoredFile
from .rows import counts, document_row, list_of, nothing, optional, recording_row

T = TypeVar("T")


class Library(Base):
    """See :class:`store.port.Store`."""

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
        """Keep a file and what was read from it; the same bytes as the same kind are there already."""
        sha256 = hashlib.sha256(data).hexdigest()
        there = self._api.call(
            "find_document", optional(document_row), owner=owner_id, kind=kind, sha256=sha256
        )
        if there is not None:
            return there
        document_id = uuid.uuid4().hex
        file = self._files.put("documents", owner_id, document_id, data)
        row = self._with_file(
            file,
            lambda: self._api.call(
                "add_document",
                document_row,
                owner=owner_id,
                document=document_id,
                kind=kind,
                filename=filename,
                media_type=media_type,
                size_bytes=len(data),
                sha256=sha256,
                text=text,
                sections=json.dumps(list(sections)),
                notices=json.dumps(list(notices)),
            ),
        )
        if row.id != document_id:  # another upload of the same bytes was faster
            self._files.remove([file])
        return row

    def documents(self, owner_id: str) -> Sequence[DocumentRow]:
        """Newest first."""
        return self._api.call("documents", list_of(document_row), owner=owner_id)

    def document(self, owner_id: str, document_id: str) -> DocumentRow:
        """NotFoundError for a stranger."""
        return self._api.call("document", document_row, owner=owner_id, document=document_id)

    def document_file(self, owner_id: str, document_id: str) -> bytes:
        """The bytes; NotFoundError for a stranger."""
        return self._files.get("documents", owner_id, self.document(owner_id, document_id).id)

    def delete_document(self, owner_id: str, document_id: str) -> Removed:
        """The document's file, then the document and its links."""
        row = self.document(owner_id, document_id)
        self._files.remove([StoredFile("documents", f"{owner_id}/{row.id}", row.size_bytes)])
        removed = self._api.call("delete_document", counts, owner=owner_id, document=document_id)
        return Removed(removed | {"files": 1}, row.size_bytes)

    def link_document(self, owner_id: str, interview_id: str, document_id: str) -> None:
        """Both must be the owner's; again changes nothing."""
        self._api.call("link_document", nothing, owner=owner_id, interview=interview_id, document=document_id)

    def interview_documents(self, owner_id: str, interview_id: str) -> Sequence[DocumentRow]:
        """Oldest link first."""
        return self._api.call(
            "interview_documents", list_of(document_row), owner=owner_id, interview=interview_id
        )

    def add_recording(
        self, owner_id: str, interview_id: str, *, name: str, media_type: str, data: bytes
    ) -> RecordingRow:
        """Keep a sound file of the owner's interview."""
        self._api.call("interview", lambda _: None, owner=owner_id, interview=interview_id)
        recording_id = uuid.uuid4().hex
        file = self._files.put("recordings", owner_id, recording_id, data)
        return self._with_file(
            file,
            lambda: self._api.call(
                "add_recording",
                recording_row,
                owner=owner_id,
                interview=interview_id,
                recording=recording_id,
                name=name,
                media_type=media_type,
                size_bytes=len(data),
            ),
        )

    def recordings(self, owner_id: str, interview_id: str) -> Sequence[RecordingRow]:
        """Oldest first."""
        return self._api.call("recordings", list_of(recording_row), owner=owner_id, interview=interview_id)

    def recording_file(self, owner_id: str, recording_id: str) -> bytes:
        """The bytes; NotFoundError for a stranger."""
        row = self._api.call("recording", recording_row, owner=owner_id, recording=recording_id)
        return self._files.get("recordings", owner_id, row.id)

    def _with_file(self, file: StoredFile, write: Callable[[], T]) -> T:
        """Write the row of an uploaded file; when that fails, the file goes too, as far as it can."""
        try:
            return write()
        except AppError:
            with suppress(StoreError):  # the sweep finds it
                self._files.remove([file])
            raise
