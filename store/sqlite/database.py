"""One SQLite file: how it is opened, its journal, and transactions with typed failures."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

import logs
from errors import StoreError

BUSY_TIMEOUT_S = 10.0

log = logs.get(__name__)


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite is free of the WAL-reset bug: 3.51.3, or its back-ports 3.44.6 and 3.50.7."""
    return (
        version >= (3, 51, 3)
        or (version[:2] == (3, 50) and version >= (3, 50, 7))
        or (version[:2] == (3, 44) and version >= (3, 44, 6))
    )


def _configure(connection: Any, _record: object) -> None:
    """Prepare one connection; transactions are begun by us, not by the driver."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("mockflow_begin", "BEGIN"))


class Database:
    """The engine behind one file.

    Raises:
        StoreError: from the constructor and both transactions, when SQLite doesn't answer.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._engine = create_engine(
            f"sqlite+pysqlite:///{path}",
            connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
            pool_size=8,
            max_overflow=24,
            hide_parameters=True,  # parameters are people's words, and errors reach the log
        )
        event.listen(self._engine, "connect", _configure)
        event.listen(self._engine, "begin", _begin)
        with _typed():
            try:
                path.touch(mode=0o600)
                os.chmod(path, 0o600)
            except OSError as error:
                raise StoreError(
                    f"The database file can't be created in {path.parent}. Check that the disk has room "
                    "and that you may write there.",
                    log="database file could not be created",
                ) from error
            self._set_journal()

    def _set_journal(self) -> None:
        mode = "WAL" if wal_is_safe(sqlite3.sqlite_version_info) else "DELETE"
        try:
            with closing(self._engine.raw_connection()) as raw:
                raw.cursor().execute(f"PRAGMA journal_mode = {mode}")
        except sqlite3.Error as error:
            raise StoreError(log="journal mode could not be set") from error

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads: one consistent view."""
        with _typed(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that takes the write lock at once, so that what it read still holds."""
        with _typed(), self._engine.connect() as plain:
            connection = plain.execution_options(mockflow_begin="BEGIN IMMEDIATE")
            with connection.begin():
                yield connection

    @contextmanager
    def erase(self) -> Iterator[Connection]:
        """A write that deletes people's words; they are out of the file too when this returns.

        The transaction notes the debt in the file's ``user_version``: when the rewriting fails, the
        next deletion or the next opening pays it.
        """
        with self.write() as connection:
            yield connection
            owed = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            connection.exec_driver_sql(f"PRAGMA user_version = {owed + 1}")
        self.forget()

    def forget(self) -> None:
        """Rewrite the file if deleted rows may still be read in it.

        ``secure_delete`` overwrites a row where it is deleted, but not the copies that stay behind
        when a row moves to another page; only VACUUM rids the file of those. A WAL keeps old
        pages as well, until it is folded in and emptied.
        """
        try:
            with closing(self._engine.raw_connection()) as raw:
                cursor = raw.cursor()
                owed = cursor.execute("PRAGMA user_version").fetchone()[0]
                if owed == 0:
                    return
                cursor.execute("VACUUM")
                if cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                    raise sqlite3.OperationalError("a reader holds the log")
                cursor.execute("BEGIN IMMEDIATE")
                if cursor.execute("PRAGMA user_version").fetchone()[0] == owed:
                    cursor.execute("PRAGMA user_version = 0")
                cursor.execute("COMMIT")
        except (sqlite3.Error, SQLAlchemyError) as error:
            log.warning("database could not be rewritten", failure=type(error).__name__)

    def close(self) -> None:
        """Close every connection of the pool."""
        self._engine.dispose()


@contextmanager
def _typed() -> Iterator[None]:
    """Turn the driver's failures into :class:`StoreError`."""
    try:
        yield
    except IntegrityError as error:
        raise StoreError(log="database refused a row") from error
    except DBAPIError as error:
        log.warning("database failed", failure=type(error.orig).__name__)
        raise StoreError(log="database failed") from error
    except SQLAlchemyError as error:
        raise StoreError(log="database connection failed") from error
