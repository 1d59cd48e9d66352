"""The default store: one SQLite file, SQLAlchemy Core, every failure typed."""

from __future__ import annotations

from pathlib import Path

from .database import Database
from .events import Events
from .interviews import Interviews
from .migrations import migrate
from .people import People
from .workers import Workers
from .writings import Writings

__all__ = ["SqliteStore"]


class SqliteStore(People, Interviews, Events, Writings, Workers):
    """The :class:`store.port.Store` over the file at ``path``, made and migrated when needed.

    Raises:
        StoreError: the file can't be opened, written or migrated.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(Database(path))
        migrate(self._db)

    def ping(self) -> None:
        """Raises StoreError when the database doesn't answer."""
        with self._db.read() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM migrations").scalar()

    def close(self) -> None:
        """Close every connection."""
        self._db.close()
