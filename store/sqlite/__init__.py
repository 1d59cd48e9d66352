"""The default store: one SQLite file, SQLAlchemy Core, every failure typed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from store.files import FileBox

from .corrections import Corrections
from .database import Database
from .documents import Documents
from .events import Events
from .feedback import Feedback
from .interviews import Interviews
from .keys import Keys
from .migrations import migrate
from .people import People
from .recordings import Recordings
from .removal import Removal
from .tables import documents, recordings
from .workers import Workers

__all__ = ["SqliteStore"]


class SqliteStore(
    People, Interviews, Events, Documents, Recordings, Keys, Feedback, Corrections, Workers, Removal
):
    """The :class:`store.port.Store` over the file at ``path``, made and migrated when needed.

    Args:
        path: the database.
        files: directory of the original documents and the recordings; ``files`` beside the database.
        idle: how long a sign-in lasts unused.
        absolute: how long it lasts however much it is used.

    Raises:
        StoreError: the file can't be opened, written or migrated.
    """

    def __init__(
        self,
        path: Path,
        *,
        files: Path | None = None,
        idle: timedelta = timedelta(hours=12),
        absolute: timedelta = timedelta(days=7),
    ) -> None:
        super().__init__(
            Database(path), FileBox(files or path.parent / "files"), idle=idle, absolute=absolute
        )
        migrate(self._db)
        self._db.forget()
        self._sweep()

    def ping(self) -> None:
        """Raises StoreError when the database doesn't answer."""
        with self._db.read() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM migrations").scalar()

    def close(self) -> None:
        """Close every connection."""
        self._db.close()

    def _sweep(self) -> None:
        """Remove files no row speaks of; the write lock keeps any other process from putting one."""
        with self._db.write() as connection:
            rows = connection.execute(
                select(documents.c.owner_id, documents.c.id).union_all(
                    select(recordings.c.owner_id, recordings.c.id)
                )
            ).all()
            self._files.sweep({(row.owner_id, row.id) for row in rows})
