"""What every store promises about people, interviews, documents, feedback and workers."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from errors import CapacityError, NotFoundError
from interview.events import EndedData, envelope
from interview.models import EndReason
from store.port import Store
from store.rows import InterviewRow, UserRow, WorkerRow

pytestmark = pytest.mark.unit


def begin(store: Store, row: InterviewRow, **more: int) -> InterviewRow | None:
    return store.begin_run(
        row.owner_id,
        row.id,
        room="r-1",
        candidate_identity="c-1",
        token_hash=uuid.uuid4().hex,
        **more,
    )


def test_it_knows_a_user_again_by_subject(store: Store, alice: UserRow) -> None:
    again = store.upsert_user(subject="local", name="Alice B", email="a@example.org")
    assert (again.id, again.name, again.email) == (alice.id, "Alice B", "a@example.org")
    assert store.user(alice.id) == again


def test_it_says_not_found_for_an_unknown_user(store: Store) -> None:
    with pytest.raises(NotFoundError):
        store.user("nobody")


def test_a_sign_in_opens_until_it_is_ended(store: Store, alice: UserRow) -> None:
    sign_in = store.create_sign_in(alice.id)
    other = store.create_sign_in(alice.id)
    assert store.sign_in_owner(sign_in) == alice
    store.end_sign_in(sign_in)
    assert store.sign_in_owner(sign_in) is None
    assert store.sign_in_owner(other) == alice
    assert store.sign_in_owner("made-up") is None


def test_an_interview_comes_back_as_it_was_stored(store: Store, interview: InterviewRow) -> None:
    assert store.interview(interview.owner_id, interview.id) == interview
    assert (interview.status, interview.run, interview.room) == ("new", 0, "")
    assert interview.brief.resume_text == "Kept a ledger."


def test_interviews_are_listed_newest_first(store: Store, interview: InterviewRow) -> None:
    newer = store.create_interview(owner_id=interview.owner_id, brief=interview.brief, plan=interview.plan)
    assert [row.id for row in store.interviews(interview.owner_id)] == [newer.id, interview.id]


DOORS: dict[str, Callable[[Store, str, str], object]] = {
    "interview": lambda s, o, i: s.interview(o, i),
    "begin_run": lambda s, o, i: s.begin_run(o, i, room="r", candidate_identity="c", token_hash="h"),
    "abort_run": lambda s, o, i: s.abort_run(o, i),
    "take_lease": lambda s, o, i: s.take_lease(o, i, "t", takeover=True),
    "events": lambda s, o, i: s.events(o, i),
    "feedback": lambda s, o, i: s.feedback(o, i),
}


@pytest.mark.parametrize("door", sorted(DOORS))
def test_a_stranger_finds_nothing_at_any_door(
    store: Store, interview: InterviewRow, charlie: UserRow, door: str
) -> None:
    with pytest.raises(NotFoundError):
        DOORS[door](store, charlie.id, interview.id)
    assert store.interviews(charlie.id) == []
    assert store.interview(interview.owner_id, interview.id) == interview


def test_two_hundred_clicks_begin_one_run(store: Store, interview: InterviewRow) -> None:
    with ThreadPoolExecutor(16) as pool:
        begun = [row for row in pool.map(lambda _: begin(store, interview), range(200)) if row]
    assert [row.run for row in begun] == [1]
    assert (begun[0].status, begun[0].candidate_identity) == ("starting", "c-1")


def test_the_last_place_is_given_once(store: Store, interview: InterviewRow) -> None:
    other = store.create_interview(owner_id=interview.owner_id, brief=interview.brief, plan=interview.plan)
    assert begin(store, interview, capacity=1)
    with pytest.raises(CapacityError):
        begin(store, other, capacity=1)
    assert begin(store, other, capacity=2)
    assert {row.id for row in store.live_interviews()} == {interview.id, other.id}


def test_an_aborted_run_can_be_begun_again_and_its_token_is_worthless(
    store: Store, interview: InterviewRow
) -> None:
    owner = interview.owner_id
    store.begin_run(owner, interview.id, room="r", candidate_identity="c", token_hash="first")
    store.abort_run(owner, interview.id)
    assert store.worker_grant("first") is None
    assert store.live_interviews() == []
    again = store.begin_run(owner, interview.id, room="r2", candidate_identity="c2", token_hash="second")
    assert again is not None
    assert (again.run, again.room) == (2, "r2")
    grant = store.worker_grant("second")
    assert grant is not None
    assert (grant.interview_id, grant.owner_id, grant.run, grant.ended_at) == (interview.id, owner, 2, None)


def test_one_tab_holds_the_lease_until_another_takes_it_over(store: Store, interview: InterviewRow) -> None:
    owner, key = interview.owner_id, interview.id
    assert store.take_lease(owner, key, "one", takeover=False)
    assert store.take_lease(owner, key, "one", takeover=False)
    assert not store.take_lease(owner, key, "two", takeover=False)
    assert store.take_lease(owner, key, "two", takeover=True)
    assert not store.take_lease(owner, key, "one", takeover=False)
    assert store.interview(owner, key).lease_tab == "two"


def test_feedback_is_replaced_and_unfinished_ones_are_found(store: Store, interview: InterviewRow) -> None:
    owner, key = interview.owner_id, interview.id
    assert store.feedback(owner, key) is None
    assert store.unfinished_feedback() == []
    ended = envelope(EndedData(reason=EndReason.STOPPED), run=0, seq=0, at=datetime.now(UTC))
    store.append_events(key, [ended])
    assert [row.id for row in store.unfinished_feedback()] == [key]
    store.set_feedback(key, status="writing", step="Measuring", percent=40)
    assert [row.id for row in store.unfinished_feedback()] == [key]
    store.set_feedback(key, status="ready", percent=100, body={"takeaway": "Say the number."})
    assert store.unfinished_feedback() == []
    found = store.feedback(owner, key)
    assert found is not None
    assert (found.status, found.step, found.body) == ("ready", "", {"takeaway": "Say the number."})


def test_the_registry_answers_with_the_latest_run(store: Store, interview: InterviewRow) -> None:
    now = datetime.now(UTC)
    first = WorkerRow(interview.id, 1, "n1", 0, 0.0, "starting", None, None, now)
    second = WorkerRow(interview.id, 2, "n2", 42, 1.5, "ready", None, now, now)
    store.put_worker(first)
    store.put_worker(second)
    assert store.worker(interview.id) == second
    assert {row.run for row in store.workers()} == {1, 2}
    store.put_worker(replace(first, state="gone", exit_code=3))
    assert store.workers() == [second]
    assert store.worker("unknown") is None
