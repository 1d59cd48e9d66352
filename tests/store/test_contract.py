"""What every store promises about people, interviews, feedback and workers."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from errors import CapacityError, NotFoundError
from interview.events import EndedData, envelope
from interview.models import EndReason, Plan, PlannedQuestion
from store.port import Store
from store.rows import InterviewRow, UserRow, WorkerRow
from tests.store.belongings import begin

pytestmark = pytest.mark.unit


def test_it_answers_a_ping(store: Store) -> None:
    store.ping()


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


def test_a_sign_in_ends_when_it_was_idle_too_long(open_store: Callable[..., Store]) -> None:
    store = open_store(idle=timedelta(microseconds=1))
    user = store.upsert_user(subject="local", name="Alice", email="")
    assert store.sign_in_owner(store.create_sign_in(user.id)) is None


def test_a_sign_in_ends_when_it_is_too_old_however_much_it_is_used(
    open_store: Callable[..., Store],
) -> None:
    store = open_store(absolute=timedelta(microseconds=1))
    user = store.upsert_user(subject="local", name="Alice", email="")
    assert store.sign_in_owner(store.create_sign_in(user.id)) is None


def test_all_sign_ins_of_a_user_end_at_once_and_nobody_elses(
    store: Store, alice: UserRow, charlie: UserRow
) -> None:
    mine, others = [store.create_sign_in(alice.id) for _ in range(3)], store.create_sign_in(charlie.id)
    assert store.end_sign_ins(alice.id) == 3
    assert [store.sign_in_owner(sign_in) for sign_in in mine] == [None] * 3
    assert store.sign_in_owner(others) == charlie
    assert store.end_sign_ins(alice.id) == 0


def test_an_interview_comes_back_as_it_was_stored(store: Store, interview: InterviewRow) -> None:
    assert store.interview(interview.owner_id, interview.id) == interview
    assert (interview.status, interview.run, interview.room) == ("new", 0, "")
    assert interview.brief.resume_text == "Kept a ledger."


def test_work_of_our_own_finds_an_interview_without_its_owner(store: Store, interview: InterviewRow) -> None:
    assert store.interview_of_any_owner(interview.id) == interview
    with pytest.raises(NotFoundError):
        store.interview_of_any_owner("0" * 32)


def test_interviews_are_listed_newest_first(store: Store, interview: InterviewRow) -> None:
    newer = store.create_interview(owner_id=interview.owner_id, brief=interview.brief, plan=interview.plan)
    assert [row.id for row in store.interviews(interview.owner_id)] == [newer.id, interview.id]


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


def test_a_plan_takes_anothers_place_until_the_interview_begins(
    store: Store, interview: InterviewRow
) -> None:
    owner, key = interview.owner_id, interview.id
    question = PlannedQuestion(
        id="m1",
        stage="self_intro",
        text="¿Qué tal?",
        competency="clarity",
        origin="resume",
        source="A\0ledger.",
    )
    better = Plan(questions=(question,), written_by="a model")
    assert store.set_plan(owner, key, better)
    assert store.interview(owner, key) == replace(interview, plan=better)
    assert begin(store, interview)
    assert not store.set_plan(owner, key, interview.plan)
    assert store.interview(owner, key).plan == better
    store.abort_run(owner, key)
    assert store.set_plan(owner, key, interview.plan)
    assert store.interview(owner, key) == replace(interview, run=1)


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
