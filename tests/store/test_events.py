"""What every store promises about the append-only list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from errors import ConflictError, GoneError, NotFoundError
from interview.events import EndedData, Event, EventData, HeartbeatData, ReadyData, TurnData, envelope
from interview.models import EndReason
from store.port import Store
from store.rows import InterviewRow, Stored

pytestmark = pytest.mark.unit
T0 = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def running(store: Store, interview: InterviewRow) -> InterviewRow:
    row = store.begin_run(
        interview.owner_id, interview.id, room="r", candidate_identity="c", token_hash="hash"
    )
    assert row is not None
    return row


def at(seq: int, data: EventData, *, run: int = 1, second: int | None = None) -> Event:
    return envelope(data, run=run, seq=seq, at=T0 + timedelta(seconds=seq if second is None else second))


def said(text: str) -> TurnData:
    return TurnData(speaker="candidate", text=text, stage="self_intro")


COMPLETED = EndedData(reason=EndReason.COMPLETED)
LOST = EndedData(reason=EndReason.WORKER_LOST, detail="It died.")


def test_ready_makes_it_live_and_ended_ends_it_with_its_reason(store: Store, running: InterviewRow) -> None:
    store.append_events(running.id, [at(1, ReadyData(boot_s=0.3))])
    assert store.interview(running.owner_id, running.id).status == "live"
    store.append_events(running.id, [at(2, said("hello")), at(3, COMPLETED)])
    row = store.interview(running.owner_id, running.id)
    assert (row.status, row.end_reason) == ("ended", EndReason.COMPLETED)
    assert row.ended_at is not None
    grant = store.worker_grant("hash")
    assert grant is not None
    assert grant.ended_at == row.ended_at


def test_events_come_back_in_order_and_unchanged(store: Store, running: InterviewRow) -> None:
    batch = [at(2, said("two")), at(1, ReadyData(boot_s=1))]
    assert store.append_events(running.id, batch) == Stored(2, 0)
    assert store.events(running.owner_id, running.id) == [batch[1], batch[0]]


def test_a_repeated_event_is_counted_and_not_stored_twice(store: Store, running: InterviewRow) -> None:
    store.append_events(running.id, [at(1, said("one"))])
    answer = store.append_events(running.id, [at(1, said("one")), at(2, said("two")), at(2, said("two"))])
    assert answer == Stored(stored=1, duplicates=2)
    assert len(store.events(running.owner_id, running.id)) == 2


def test_the_same_key_with_other_words_is_refused_with_its_whole_batch(
    store: Store, running: InterviewRow
) -> None:
    store.append_events(running.id, [at(1, said("one"))])
    with pytest.raises(ConflictError) as caught:
        store.append_events(running.id, [at(2, said("two")), at(1, said("forged"))])
    assert caught.value.label == "event_conflict"
    assert store.events(running.owner_id, running.id) == [at(1, said("one"))]


def test_the_same_number_in_another_run_is_another_event(store: Store, running: InterviewRow) -> None:
    store.append_events(running.id, [at(1, said("one")), at(1, said("again"), run=2)])
    assert len(store.events(running.owner_id, running.id)) == 2


def test_heartbeats_are_not_stored(store: Store, running: InterviewRow) -> None:
    assert store.append_events(running.id, [at(1, HeartbeatData(stage="greeting"))]) == Stored(0, 0)
    assert store.events(running.owner_id, running.id) == []


def test_after_the_end_a_gap_is_filled_and_nothing_is_added(store: Store, running: InterviewRow) -> None:
    store.append_events(running.id, [at(1, said("one")), at(4, COMPLETED)])
    assert store.append_events(running.id, [at(2, said("two")), at(4, COMPLETED)]) == Stored(1, 1)
    with pytest.raises(GoneError):
        store.append_events(running.id, [at(5, said("late"))])
    assert store.append_events(running.id, [at(3, said("three")), at(6, said("late"))]) == Stored(1, 0)
    assert [event.seq for event in store.events(running.owner_id, running.id)] == [1, 2, 3, 4]


def test_after_we_called_it_lost_only_what_was_said_before_is_taken(
    store: Store, running: InterviewRow
) -> None:
    store.append_events(running.id, [at(0, LOST, run=0, second=10)])
    assert store.append_events(running.id, [at(1, said("one"))]).stored == 1
    with pytest.raises(GoneError):
        store.append_events(running.id, [at(11, said("late"))])


def test_the_workers_own_ending_corrects_our_guess_that_it_was_lost(
    store: Store, running: InterviewRow
) -> None:
    store.append_events(running.id, [at(0, LOST, run=0, second=10)])
    ended_at = store.interview(running.owner_id, running.id).ended_at
    store.append_events(running.id, [at(5, COMPLETED)])
    row = store.interview(running.owner_id, running.id)
    assert (row.end_reason, row.end_detail, row.ended_at) == (EndReason.COMPLETED, "", ended_at)


def test_a_second_ending_of_ours_changes_nothing(store: Store, running: InterviewRow) -> None:
    store.append_events(running.id, [at(3, COMPLETED)])
    assert store.append_events(running.id, [at(0, LOST, run=0, second=10)]) == Stored(0, 0)
    assert store.interview(running.owner_id, running.id).end_reason is EndReason.COMPLETED


def test_an_unknown_interview_takes_no_events(store: Store) -> None:
    with pytest.raises(NotFoundError):
        store.append_events("nothing", [at(1, said("one"))])
