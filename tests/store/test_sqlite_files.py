"""The SQLite store's files: one for each row whatever fails, none without a row; and words that are gone."""

from __future__ import annotations

import random
import secrets
from datetime import UTC, datetime
from pathlib import Path

import pytest

from errors import NotFoundError, StoreError
from interview.events import TurnData, envelope
from interview.models import Brief, Plan
from store.files import FileBox
from store.rows import UserRow
from store.sqlite import SqliteStore, database
from tests.store.belongings import fill, keep
from tests.store.conftest import BRIEF, PLAN

pytestmark = pytest.mark.unit
SEED = 2  # with this order SQLite 3.40 leaves deleted words in the file when it isn't rewritten


def opened(tmp_path: Path) -> tuple[SqliteStore, UserRow]:
    store = SqliteStore(tmp_path / "m.db")
    return store, store.upsert_user(subject="local", name="Alice", email="")


def on_disk(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "files").rglob("*") if path.is_file())


def found(tmp_path: Path, word: str) -> list[str]:
    return [
        path.name for path in tmp_path.rglob("*") if path.is_file() and word.encode() in path.read_bytes()
    ]


def test_an_upload_that_cannot_be_written_is_no_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, alice = opened(tmp_path)

    def full(*_: object) -> None:
        raise StoreError(log="disk full")

    monkeypatch.setattr(FileBox, "put", full)
    with pytest.raises(StoreError):
        keep(store, alice)
    assert store.documents(alice.id) == []
    store.close()


def test_a_crash_between_file_and_row_leaves_an_orphan_that_the_next_opening_sweeps(tmp_path: Path) -> None:
    store, alice = opened(tmp_path)
    row = keep(store, alice)
    store._files.put(alice.id, "e" * 32, b"the row was never committed")
    store._files.put("f" * 32, "e" * 32, b"and neither was its owner")
    store.close()
    again = SqliteStore(tmp_path / "m.db")
    assert on_disk(tmp_path) == [row.id]
    assert again.document_file(alice.id, row.id) == b"%PDF-1.7 cv"
    again.close()


def test_a_document_without_its_file_says_so_and_can_be_deleted(tmp_path: Path) -> None:
    store, alice = opened(tmp_path)
    row = keep(store, alice)
    (tmp_path / "files" / alice.id / row.id).unlink()
    with pytest.raises(NotFoundError) as missing:
        store.document_file(alice.id, row.id)
    assert "Upload it again" in missing.value.message
    assert store.delete_document(alice.id, row.id).counts == {"documents": 1}
    store.close()


def test_the_files_can_live_elsewhere(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "m.db", files=tmp_path / "elsewhere")
    alice = store.upsert_user(subject="local", name="Alice", email="")
    row = keep(store, alice)
    assert (tmp_path / "elsewhere" / alice.id / row.id).read_bytes() == b"%PDF-1.7 cv"
    store.close()


def busy_life(store: SqliteStore, owner: UserRow, tmp_path: Path, chance: random.Random) -> list[str]:
    """Interviews written to and deleted in some order; the files that still hold words of deleted ones."""
    live, left, number = dict[str, str](), list[str](), 0
    for step in range(240):
        kind = chance.choices(("new", "say", "feedback", "delete"), (15, 65, 13, 7))[0] if live else "new"
        if kind == "new":
            number += 1
            word = f"canary{number}x"
            text = " ".join(f"{word}{chance.random()}" for _ in range(chance.choice((1, 30, 200, 900))))
            brief = Brief(role=word, resume_text=text)
            row = store.create_interview(owner_id=owner.id, brief=brief, plan=Plan(questions=()))
            live[row.id] = word
            continue
        chosen = chance.choice(list(live))
        word = live[chosen]
        if kind == "say":
            words = " ".join([word] * chance.choice((3, 10, 30, 60)))
            data = TurnData(speaker="candidate", text=words, stage="self_intro")
            seqs = range(step * 10, step * 10 + chance.choice((1, 5)))
            store.append_events(
                chosen, [envelope(data, run=1, seq=seq, at=datetime.now(UTC)) for seq in seqs]
            )
        elif kind == "feedback":
            store.set_feedback(chosen, status="ready", body={"t": [word] * chance.choice((1, 50, 400))})
        else:
            store.delete_interview(owner.id, chosen)
            left += found(tmp_path, live.pop(chosen))
    return left


@pytest.mark.parametrize("wal", [False, True])
def test_deleted_words_leave_the_file_and_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wal: bool
) -> None:
    monkeypatch.setattr(database, "wal_is_safe", lambda version: wal)
    store, alice = opened(tmp_path)
    assert (tmp_path / "m.db-wal").exists() is wal
    chance = random.Random(SEED)  # noqa: S311 - a repeatable order, no secret
    monkeypatch.setattr(secrets, "token_hex", lambda size: chance.randbytes(size).hex())
    assert busy_life(store, alice, tmp_path, chance) == []
    store.close()


def test_a_file_that_cannot_be_rewritten_now_is_rewritten_at_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_S", 0.01)
    store, alice = opened(tmp_path)
    row = store.create_interview(owner_id=alice.id, brief=BRIEF, plan=PLAN)
    fill(store, row)
    owed = "PRAGMA user_version"
    real = database.Database.forget

    def while_read(self: database.Database) -> None:
        with self.read() as reader:
            reader.exec_driver_sql("SELECT count(*) FROM users").scalar()
            real(self)

    monkeypatch.setattr(database.Database, "forget", while_read)
    store.delete_interview(alice.id, row.id)
    with store._db.read() as connection:
        assert connection.exec_driver_sql(owed).scalar() == 1
    store.close()
    monkeypatch.setattr(database.Database, "forget", real)
    again = SqliteStore(tmp_path / "m.db")
    with again._db.read() as connection:
        assert connection.exec_driver_sql(owed).scalar() == 0
    again.close()
