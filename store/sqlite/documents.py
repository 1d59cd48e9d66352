"""The owner's library: documents, their files, and the interviews they were used for."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from errors import NotFoundError
from store.rows import DocumentKind, DocumentRow, Removed

from .base import Base, owned_or_404, receipt, user_or_404
from .tables import documents, interview_documents


def _owned_document(connection: Connection, owner_id: str, document_id: str) -> Row[Any]:
    """The row if this owner has it; NotFoundError otherwise."""
    found = connection.execute(
        select(documents).where(documents.c.id == document_id, documents.c.owner_id == owner_id)
    ).first()
    if found is None:
        raise NotFoundError
    return found


def _document_row(row: Row[Any]) -> DocumentRow:
    """The stored row as the port's; one from before originals were kept has no digest."""
    values = {column.name: row._mapping[column.name] for column in documents.columns}
    values["sha256"] = values["sha256"] or ""
    values["sections"] = json.loads(values["sections"])
    values["notices"] = json.loads(values["notices"])
    return DocumentRow(**values)


class Documents(Base):
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
        digest = hashlib.sha256(data).hexdigest()
        values = {
            "id": uuid.uuid4().hex,
            "owner_id": owner_id,
            "kind": kind,
            "filename": filename,
            "media_type": media_type,
            "size_bytes": len(data),
            "sha256": digest,
            "text": text,
            "sections": json.dumps(list(sections), ensure_ascii=False),
            "notices": json.dumps(list(notices), ensure_ascii=False),
            "created_at": datetime.now(UTC),
        }
        same = (documents.c.owner_id == owner_id, documents.c.kind == kind, documents.c.sha256 == digest)
        with self._db.write() as connection:
            user_or_404(connection, owner_id)
            if (found := connection.execute(select(documents).where(*same)).first()) is not None:
                return _document_row(found)
            connection.execute(insert(documents).values(**values))
            self._files.put(owner_id, str(values["id"]), data)
            return _document_row(_owned_document(connection, owner_id, str(values["id"])))

    def documents(self, owner_id: str) -> Sequence[DocumentRow]:
        """Newest first."""
        with self._db.read() as connection:
            rows = connection.execute(
                select(documents)
                .where(documents.c.owner_id == owner_id)
                .order_by(documents.c.created_at.desc(), documents.c.id)
            ).all()
        return [_document_row(row) for row in rows]

    def document(self, owner_id: str, document_id: str) -> DocumentRow:
        """NotFoundError for a stranger."""
        with self._db.read() as connection:
            return _document_row(_owned_document(connection, owner_id, document_id))

    def document_file(self, owner_id: str, document_id: str) -> bytes:
        """The original bytes; NotFoundError too when they were never kept."""
        with self._db.read() as connection:
            _owned_document(connection, owner_id, document_id)
        try:
            return self._files.get(owner_id, document_id)
        except NotFoundError:
            raise NotFoundError(
                "The original of this document isn't kept, only what was read from it. Upload it again.",
                log="document without a file",
            ) from None

    def delete_document(self, owner_id: str, document_id: str) -> Removed:
        """The document, its links and then its file."""
        with self._db.erase() as connection:
            _owned_document(connection, owner_id, document_id)
            links = connection.scalar(
                select(func.count())
                .select_from(interview_documents)
                .where(interview_documents.c.document_id == document_id)
            )
            connection.execute(delete(documents).where(documents.c.id == document_id))
        counts = {"documents": 1, "interview_documents": links or 0}
        return receipt(counts, self._files.delete(owner_id, [document_id]))

    def link_document(self, owner_id: str, interview_id: str, document_id: str) -> None:
        """Both must be the owner's; again changes nothing."""
        with self._db.write() as connection:
            owned_or_404(connection, owner_id, interview_id)
            _owned_document(connection, owner_id, document_id)
            connection.execute(
                upsert(interview_documents)
                .values(interview_id=interview_id, document_id=document_id, linked_at=datetime.now(UTC))
                .on_conflict_do_nothing()
            )

    def interview_documents(self, owner_id: str, interview_id: str) -> Sequence[DocumentRow]:
        """Oldest link first."""
        with self._db.read() as connection:
            owned_or_404(connection, owner_id, interview_id)
            rows = connection.execute(
                select(documents)
                .join_from(
                    documents, interview_documents, interview_documents.c.document_id == documents.c.id
                )
                .where(interview_documents.c.interview_id == interview_id)
                .order_by(interview_documents.c.linked_at, documents.c.id)
            ).all()
        return [_document_row(row) for row in rows]
