"""Reading and replaying what a worker wrote down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from errors import StoreError
from interview.events import EndedData, Event, EventData, ReadyData, TurnData, envelope
from interview.models import Brief, EndReason, Plan
from store.sqlite import SqliteStore
from workers import spool

pytestmark = pytest.mark.unit

AT = datetime(2026, 1, 2, tzinfo=UTC)


def event(seq: int, data: EventData, run: int = 1) -> Event:
    return envelope(data, run=run, seq=seq, at=AT)


def turn(text: str) -> TurnData:
    return TurnData(speaker="candidate", text=text, stage="greeting", source="typed")


def write(path: Path, *events: Event, tail: str = "") -> None:
    path.write_text("".join(one.model_dump_json() + "\n" for one in events) + tail)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    made = SqliteStore(tmp_path / "mockflow.db")
    yield made
    made.close()


@pytest.fixture
def interview_id(store: SqliteStore) -> str:
    owner = store.upsert_user(subject="local", name="Alice", email="")
    row = store.create_interview(owner_id=owner.id, brief=Brief(role="r"), plan=Plan(questions=()))
    store.begin_run(owner.id, row.id, room="r", candidate_identity="c", token_hash="t", capacity=None)
    return row.id


def words(store: SqliteStore, interview_id: str) -> list[str]:
    owner = store.interview_of_any_owner(interview_id).owner_id
    return [one.data.text for one in store.events(owner, interview_id) if one.kind == "turn"]


def test_it_reads_every_whole_line(tmp_path: Path) -> None:
    path = tmp_path / "i.1.jsonl"
    write(path, event(0, ReadyData(boot_s=1)), event(1, turn("“so”")), tail='{"kind":"tu')
    spooled = spool.read(path, 1)
    assert [one.seq for one in spooled.events] == [0, 1]
    assert spooled.damaged == 0


@pytest.mark.parametrize("cut", range(1, 60))
def test_it_counts_no_torn_last_line_as_damage(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "i.1.jsonl"
    line = event(1, turn("torn — anywhere, even inside a letter")).model_dump_json().encode()
    path.write_bytes(event(0, ReadyData(boot_s=1)).model_dump_json().encode() + b"\n" + line[:-cut])
    assert spool.read(path, 1) == spool.Spooled((event(0, ReadyData(boot_s=1)),), 0)


def test_it_counts_lines_that_cannot_be_read_and_events_of_another_run(tmp_path: Path) -> None:
    path = tmp_path / "i.1.jsonl"
    path.write_text("nonsense\n")
    with path.open("a") as more:
        more.write(event(0, turn("x"), run=2).model_dump_json() + "\n")
        more.write(event(1, turn("y")).model_dump_json() + "\n")
    spooled = spool.read(path, 1)
    assert (len(spooled.events), spooled.damaged) == (1, 2)


def test_it_stores_what_is_missing_and_removes_the_file(
    store: SqliteStore, interview_id: str, tmp_path: Path
) -> None:
    events = [event(0, ReadyData(boot_s=1)), *(event(seq, turn(f"t{seq}")) for seq in range(1, 450))]
    store.append_events(interview_id, events[:100])
    write(spool.path_of(tmp_path, interview_id, 1), *events)
    assert spool.replay(store, tmp_path, interview_id, 1) == 350
    assert words(store, interview_id) == [f"t{seq}" for seq in range(1, 450)]
    assert list(spool.left_over(tmp_path)) == []
    assert spool.replay(store, tmp_path, interview_id, 1) == 0


def test_it_keeps_the_file_when_the_store_does_not_answer(
    store: SqliteStore, interview_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: object) -> None:
        raise StoreError

    write(spool.path_of(tmp_path, interview_id, 1), event(0, turn("kept")))
    monkeypatch.setattr(store, "append_events", down)
    with pytest.raises(StoreError):
        spool.replay(store, tmp_path, interview_id, 1)
    assert list(spool.left_over(tmp_path)) == [(interview_id, 1)]


def test_it_keeps_a_damaged_file_aside_once_the_rest_is_stored(
    store: SqliteStore, interview_id: str, tmp_path: Path
) -> None:
    path = spool.path_of(tmp_path, interview_id, 1)
    path.write_text("nonsense\n" + event(1, turn("fine")).model_dump_json() + "\n")
    assert spool.replay(store, tmp_path, interview_id, 1) == 1
    assert words(store, interview_id) == ["fine"]
    assert not path.exists()
    assert path.with_suffix(".damaged").exists()


def test_it_puts_aside_a_spool_that_contradicts_what_is_stored(
    store: SqliteStore, interview_id: str, tmp_path: Path
) -> None:
    store.append_events(interview_id, [event(1, turn("first"))])
    path = spool.path_of(tmp_path, interview_id, 1)
    write(path, event(1, turn("second")))
    assert spool.replay(store, tmp_path, interview_id, 1) == 0
    assert words(store, interview_id) == ["first"]
    assert path.with_suffix(".damaged").exists()


def test_it_drops_what_was_said_after_the_ending(
    store: SqliteStore, interview_id: str, tmp_path: Path
) -> None:
    store.append_events(interview_id, [event(1, EndedData(reason=EndReason.COMPLETED))])
    write(spool.path_of(tmp_path, interview_id, 1), event(2, turn("late")))
    assert spool.replay(store, tmp_path, interview_id, 1) == 0
    assert list(tmp_path.glob("*.jsonl")) == list(tmp_path.glob("*.damaged")) == []


def test_it_removes_the_spool_of_an_interview_that_was_deleted(store: SqliteStore, tmp_path: Path) -> None:
    write(spool.path_of(tmp_path, "nobody", 1), event(1, turn("private")))
    assert spool.replay(store, tmp_path, "nobody", 1) == 0
    assert list(tmp_path.glob("nobody*")) == []
