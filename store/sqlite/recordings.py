"""Recordings: rows of an interview, bytes in files."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import insert, select

from errors import NotFoundError
from store.rows import RecordingRow

from .base import Base, owned_or_404
from .tables import recordings


class Recordings(Base):
    """See :class:`store.port.Store`."""

    def add_recording(
        self, owner_id: str, interview_id: str, *, name: str, media_type: str, data: bytes
    ) -> RecordingRow:
        """Keep a sound file of the owner's interview."""
        row = RecordingRow(
            uuid.uuid4().hex, owner_id, interview_id, name, media_type, len(data), datetime.now(UTC)
        )
        with self._db.write() as connection:
            owned_or_404(connection, owner_id, interview_id)
            connection.execute(insert(recordings).values(**vars(row)))
            self._files.put(owner_id, row.id, data)
        return row

    def recordings(self, owner_id: str, interview_id: str) -> Sequence[RecordingRow]:
        """Oldest first."""
        with self._db.read() as connection:
            owned_or_404(connection, owner_id, interview_id)
            rows = connection.execute(
                select(recordings)
                .where(recordings.c.interview_id == interview_id)
                .order_by(recordings.c.created_at, recordings.c.id)
            ).all()
        return [RecordingRow(**row._mapping) for row in rows]

    def recording_file(self, owner_id: str, recording_id: str) -> bytes:
        """The bytes; NotFoundError for a stranger."""
        with self._db.read() as connection:
            found = connection.scalar(
                select(recordings.c.id).where(
                    recordings.c.id == recording_id, recordings.c.owner_id == owner_id
                )
            )
        if found is None:
            raise NotFoundError
        return self._files.get(owner_id, recording_id)
