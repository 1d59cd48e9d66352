"""What every store promises about versions of feedback and corrections of the transcript."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from errors import NotFoundError
from store.port import Store
from store.rows import FeedbackStatus, InterviewRow

pytestmark = pytest.mark.unit


def test_a_finished_feedback_is_a_version_and_the_interviews_own(
    store: Store, interview: InterviewRow
) -> None:
    owner, key = interview.owner_id, interview.id
    assert store.feedback_versions(owner, key) == []
    store.set_feedback(key, status="writing", step="Writing", percent=75)
    assert store.finish_feedback(key, written_by="the coach", body={"takeaway": "Say the number."}) == 1
    row = store.feedback(owner, key)
    assert row is not None
    assert (row.status, row.step, row.percent, row.body) == (
        "ready",
        "",
        100,
        {"takeaway": "Say the number."},
    )
    store.set_feedback(key, status="waiting")
    assert store.finish_feedback(key, written_by="a model", body={"takeaway": "Say it first."}) == 2
    newest, oldest = store.feedback_versions(owner, key)
    assert (newest.number, newest.written_by, newest.body) == (2, "a model", {"takeaway": "Say it first."})
    assert (oldest.number, oldest.written_by, oldest.body) == (
        1,
        "the coach",
        {"takeaway": "Say the number."},
    )
    assert oldest.created_at <= newest.created_at


@pytest.mark.parametrize("status", ["writing", "failed", "too_short"])
def test_a_straggler_cannot_reopen_or_spoil_what_is_finished(
    store: Store, interview: InterviewRow, status: FeedbackStatus
) -> None:
    owner, key = interview.owner_id, interview.id
    store.set_feedback(key, status="waiting")
    store.finish_feedback(key, written_by="the coach", body={"takeaway": "Say the number."})
    before = store.feedback(owner, key)
    store.set_feedback(key, status=status, step="Writing", percent=95, message="No answer.")
    assert store.feedback(owner, key) == before
    assert store.finish_feedback(key, written_by="a straggler", body={"takeaway": ""}) == 1
    store.set_feedback(key, status="waiting")  # whoever asks for another one
    store.set_feedback(key, status=status, step="Writing", percent=95)
    after = store.feedback(owner, key)
    assert after is not None
    assert after.status == status


def test_whoever_finishes_second_stores_nothing(store: Store, interview: InterviewRow) -> None:
    key = interview.id
    store.set_feedback(key, status="writing")

    def finish(number: int) -> int:
        return store.finish_feedback(key, written_by=str(number), body={"n": number})

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(finish, range(4))) == [1, 1, 1, 1]
    (only,) = store.feedback_versions(interview.owner_id, key)
    row = store.feedback(interview.owner_id, key)
    assert row is not None
    assert row.body == only.body == {"n": int(only.written_by)}


@pytest.mark.parametrize("status", ["failed", "too_short"])
def test_what_was_given_up_is_not_finished_by_a_straggler(
    store: Store, interview: InterviewRow, status: str
) -> None:
    assert store.finish_feedback(interview.id, written_by="w", body={}) == 0
    store.set_feedback(interview.id, status=status, message="No.")  # type: ignore[arg-type] # one of them
    assert store.finish_feedback(interview.id, written_by="w", body={}) == 0
    row = store.feedback(interview.owner_id, interview.id)
    assert row is not None
    assert (row.status, row.message) == (status, "No.")


def test_feedback_of_nothing_is_not_finished(store: Store) -> None:
    with pytest.raises(NotFoundError):
        store.finish_feedback("nothing", written_by="w", body={})


def test_a_correction_stands_beside_the_turn_is_replaced_and_taken_back(
    store: Store, interview: InterviewRow
) -> None:
    owner, key = interview.owner_id, interview.id
    assert store.corrections(owner, key) == []
    store.correct_turn(owner, key, "1.12", "I kept a ledger.")
    store.correct_turn(owner, key, "1.10", "Yes.")
    store.correct_turn(owner, key, "1.12", "I kept the ledger.")
    kept = store.corrections(owner, key)
    assert [(one.turn, one.text) for one in kept] == [("1.10", "Yes."), ("1.12", "I kept the ledger.")]
    store.correct_turn(owner, key, "1.10", None)
    store.correct_turn(owner, key, "1.99", None)
    assert [one.turn for one in store.corrections(owner, key)] == ["1.12"]
