"""What only the SQLite store promises: its file, its journal, its migrations, its failures."""

from __future__ import annotations

import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from errors import NotFoundError, StoreError
from store.sqlite import SqliteStore, migrations, tables
from store.sqlite.database import Database, wal_is_safe
from tests.store.conftest import BRIEF, PLAN

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_it_trusts_the_wal_only_where_sqlite_was_mended(version: tuple[int, int, int], safe: bool) -> None:
    assert wal_is_safe(version) is safe


def test_its_file_is_ours_alone_and_its_journal_fits_this_sqlite(tmp_path: Path) -> None:
    path = tmp_path / "data" / "mockflow.db"
    store = SqliteStore(path)
    with store._db.read() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    assert mode == ("wal" if wal_is_safe(sqlite3.sqlite_version_info) else "delete")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    store.close()


def test_a_second_start_finds_everything_and_migrates_nothing(tmp_path: Path) -> None:
    first = SqliteStore(tmp_path / "m.db")
    user = first.upsert_user(subject="local", name="Alice", email="")
    first.close()
    second = SqliteStore(tmp_path / "m.db")
    assert second.user(user.id) == user
    assert migrations.migrate(second._db) == []
    second.close()


def test_a_migration_that_fails_leaves_nothing_of_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SqliteStore(tmp_path / "m.db")
    good = [name for name, _ in migrations.MIGRATIONS]
    bad = ("9999_bad", ("CREATE TABLE half (id TEXT)", "CREATE NONSENSE"))
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, bad))
    with pytest.raises(StoreError):
        migrations.migrate(store._db)
    with store._db.read() as connection:
        names = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
        applied = list(connection.exec_driver_sql("SELECT name FROM migrations").scalars())
    assert "half" not in names
    assert applied == good
    store.close()


def test_uploads_of_before_become_documents_of_the_library_linked_to_their_interviews(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = migrations.MIGRATIONS
    monkeypatch.setattr(migrations, "MIGRATIONS", everything[:1])
    database = Database(tmp_path / "m.db")
    migrations.migrate(database)
    user, one, two, d1, d2, d3 = (f"{number:032x}" for number in range(6))
    uploads = [(d1, one, "Kept."), (d2, two, "Kept."), (d3, two, "Other.")]
    at = "2030-01-01T00:00:00+00:00"
    with database.write() as connection:
        run = connection.exec_driver_sql
        run("INSERT INTO users VALUES (?, 'local', 'Alice', '', ?)", (user, at))
        for key in (one, two):
            run(
                "INSERT INTO interviews (id, owner_id, brief, plan, status, room, candidate_identity, run,"
                " lease_tab, created_at, end_detail) VALUES (?, ?, ?, ?, 'ended', '', '', 1, '', ?, '')",
                (key, user, BRIEF.model_dump_json(), PLAN.model_dump_json(), at),
            )
        for number, (key, interview, text) in enumerate(uploads, 2):
            row = (key, user, interview, "cv.txt", "text/plain", 5, text, f"2030-01-0{number}{at[10:]}")
            run("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    database.close()
    monkeypatch.setattr(migrations, "MIGRATIONS", everything)
    store = SqliteStore(tmp_path / "m.db")
    library = store.documents(user)
    assert [(row.id, row.text, row.kind, row.sha256) for row in library] == [
        (d3, "Other.", "resume", ""),
        (d1, "Kept.", "resume", ""),
    ]
    assert [row.id for row in store.interview_documents(user, one)] == [d1]
    assert [row.id for row in store.interview_documents(user, two)] == [d1, d3]
    with pytest.raises(NotFoundError):
        store.document_file(user, d1)
    store.close()


def test_the_migrations_make_the_tables_the_code_speaks_of(tmp_path: Path) -> None:
    SqliteStore(tmp_path / "m.db").close()
    engine = create_engine(f"sqlite:///{tmp_path / 'm.db'}")
    made = inspect(engine)
    for name, table in tables.metadata.tables.items():
        assert {column["name"] for column in made.get_columns(name)} == set(table.columns.keys())
    engine.dispose()


def test_a_file_that_is_no_database_is_a_typed_failure(tmp_path: Path) -> None:
    (tmp_path / "m.db").write_bytes(b"not a database, but long enough to be read as one" * 40)
    with pytest.raises(StoreError):
        SqliteStore(tmp_path / "m.db")


def test_a_directory_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "m.db").mkdir()
    with pytest.raises(StoreError):
        SqliteStore(tmp_path / "m.db")


def test_a_vanished_table_is_a_failure_and_never_an_empty_list(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "m.db")
    user = store.upsert_user(subject="local", name="Alice", email="")
    with store._db.write() as connection:
        connection.exec_driver_sql("PRAGMA writable_schema = ON")
        connection.exec_driver_sql("DROP TABLE feedback")
        connection.exec_driver_sql("DROP TABLE events")
        connection.exec_driver_sql("DROP TABLE workers")
        connection.exec_driver_sql("DROP TABLE recordings")
        connection.exec_driver_sql("DROP TABLE interview_documents")
        connection.exec_driver_sql("DROP TABLE documents")
        connection.exec_driver_sql("DROP TABLE worker_tokens")
        connection.exec_driver_sql("DROP TABLE interviews")
    with pytest.raises(StoreError) as caught:
        store.interviews(user.id)
    assert "no such table" not in caught.value.message
    store.close()


def test_a_sign_in_ends_when_idle_for_half_a_day_or_older_than_a_week(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "m.db")
    user = store.upsert_user(subject="local", name="Alice", email="")
    idle, used = store.create_sign_in(user.id), store.create_sign_in(user.id)
    now, second, hour = datetime.now(UTC), timedelta(seconds=5), timedelta(hours=1)
    assert store.sign_in_owner(idle, now=now + 12 * hour - second) == user
    assert store.sign_in_owner(idle, now=now + 24 * hour) is None
    for hours in range(10, 168, 10):
        assert store.sign_in_owner(used, now=now + hours * hour) == user
    assert store.sign_in_owner(used, now=now + 168 * hour + second) is None
    store.close()


def test_a_sign_in_id_is_not_in_the_file(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "m.db")
    sign_in = store.create_sign_in(store.upsert_user(subject="local", name="A", email="").id)
    store.close()
    assert sign_in.encode() not in b"".join(
        path.read_bytes() for path in tmp_path.iterdir() if path.is_file()
    )
