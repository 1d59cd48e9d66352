"""What every store promises about deletion: what goes, what stays, the receipt, and who must wait."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from errors import AppError, ConflictError, NotFoundError
from interview.events import ReadyData, envelope
from store.port import Store
from store.rows import InterviewRow, UserRow
from tests.store.belongings import T0, begin, ended, fill
from tests.store.conftest import BRIEF, PLAN

pytestmark = pytest.mark.unit

OF_THE_INTERVIEW = {
    "interviews": 1,
    "events": 2,
    "feedback": 1,
    "feedback_versions": 1,
    "corrections": 1,
    "recordings": 1,
    "interview_documents": 1,
}
OF_THE_ACCOUNT = {"users": 1, "sign_ins": 1, "documents": 1, "provider_keys": 2, "preferences": 1}


def test_a_deleted_interview_takes_all_that_hangs_on_it_and_says_so(
    store: Store, interview: InterviewRow
) -> None:
    owner, had = interview.owner_id, fill(store, interview)
    assert store.worker_grant(had.token_hash) is not None
    removed = store.delete_interview(owner, interview.id)
    assert {name: removed.counts.get(name) for name in OF_THE_INTERVIEW} == OF_THE_INTERVIEW
    assert (removed.counts["files"], removed.file_bytes) == (1, len(b"OggS sound"))
    assert store.interviews(owner) == []
    for door in (store.interview, store.events, store.feedback, store.recordings, store.delete_interview):
        with pytest.raises(NotFoundError):
            door(owner, interview.id)
    with pytest.raises(NotFoundError):
        store.recording_file(owner, had.recording.id)
    assert store.worker_grant(had.token_hash) is None


def test_a_deleted_interview_leaves_the_rest_of_the_account(store: Store, interview: InterviewRow) -> None:
    owner, had = interview.owner_id, fill(store, interview)
    other = store.create_interview(owner_id=owner, brief=BRIEF, plan=PLAN)
    sound = store.add_recording(owner, other.id, name="a", media_type="audio/ogg", data=b"other")
    store.delete_interview(owner, interview.id)
    assert [row.id for row in store.interviews(owner)] == [other.id]
    assert store.recording_file(owner, sound.id) == b"other"
    assert store.document_file(owner, had.document.id) == b"%PDF-1.7 cv"
    assert store.sign_in_owner(had.sign_in) is not None
    assert len(store.keys(owner)) == 2
    assert store.preferences(owner) == {"voice": "joe"}


def test_a_new_interview_can_be_deleted_and_a_kind_that_had_none_is_not_on_the_receipt(
    store: Store, interview: InterviewRow
) -> None:
    removed = store.delete_interview(interview.owner_id, interview.id)
    assert (removed.counts, removed.file_bytes) == ({"interviews": 1}, 0)


DELETIONS: dict[str, Callable[[Store, InterviewRow], object]] = {
    "interview": lambda s, row: s.delete_interview(row.owner_id, row.id),
    "account": lambda s, row: s.delete_user(row.owner_id),
}


@pytest.mark.parametrize("deletion", sorted(DELETIONS))
def test_what_runs_is_not_deleted_until_it_has_ended(
    store: Store, interview: InterviewRow, deletion: str
) -> None:
    begin(store, interview)
    for status in ("starting", "live"):
        with pytest.raises(ConflictError) as refused:
            DELETIONS[deletion](store, interview)
        assert "End it first" in refused.value.message
        assert store.interview(interview.owner_id, interview.id).status == status
        store.append_events(interview.id, [envelope(ReadyData(boot_s=1), run=1, seq=1, at=T0)])
    store.append_events(interview.id, [ended()])
    DELETIONS[deletion](store, interview)
    with pytest.raises(NotFoundError):
        store.interview(interview.owner_id, interview.id)


def test_a_deleted_user_takes_everything_and_leaves_no_trace(
    store: Store, interview: InterviewRow, alice: UserRow
) -> None:
    had = fill(store, interview)
    everything = OF_THE_INTERVIEW | OF_THE_ACCOUNT
    assert {name: store.traces(alice.id).get(name) for name in everything} == everything
    assert store.traces(alice.id)["files"] == 2
    removed = store.delete_user(alice.id)
    assert {name: removed.counts.get(name) for name in everything} == everything
    assert (removed.counts["files"], removed.file_bytes) == (2, len(b"%PDF-1.7 cv") + len(b"OggS sound"))
    assert store.traces(alice.id) == {}
    assert store.sign_in_owner(had.sign_in) is None
    assert store.keys(alice.id) == []
    assert store.preferences(alice.id) == {}
    for door in (lambda: store.user(alice.id), lambda: store.interview_of_any_owner(interview.id)):
        with pytest.raises(NotFoundError):
            door()


def test_a_deleted_users_neighbour_keeps_everything(
    store: Store, interview: InterviewRow, charlie: UserRow
) -> None:
    fill(store, interview)
    his = store.create_interview(owner_id=charlie.id, brief=BRIEF, plan=PLAN)
    kept = fill(store, his)
    store.delete_user(interview.owner_id)
    assert store.sign_in_owner(kept.sign_in) == charlie
    assert store.document_file(charlie.id, kept.document.id) == b"%PDF-1.7 cv"
    assert store.recording_file(charlie.id, kept.recording.id) == b"OggS sound"
    assert len(store.events(charlie.id, his.id)) == 2
    assert len(store.keys(charlie.id)) == 2


def test_who_comes_back_after_deletion_is_somebody_new(store: Store, alice: UserRow) -> None:
    store.delete_user(alice.id)
    again = store.upsert_user(subject=alice.subject, name=alice.name, email=alice.email)
    assert again.id != alice.id


def test_an_event_for_a_deleted_interview_is_refused(store: Store, interview: InterviewRow) -> None:
    store.delete_interview(interview.owner_id, interview.id)
    with pytest.raises(NotFoundError):
        store.append_events(interview.id, [ended()])
    with pytest.raises(NotFoundError):
        store.set_feedback(interview.id, status="waiting")


@pytest.mark.parametrize("deletion", sorted(DELETIONS))
def test_start_and_delete_at_once_either_starts_or_deletes(
    store: Store, charlie: UserRow, deletion: str
) -> None:
    def attempt(work: Callable[[], object]) -> str:
        try:
            work()
        except AppError as error:
            return error.label
        return "done"

    for number in range(4):
        owner = store.upsert_user(subject=f"issuer|{number}", name="", email="")
        row = store.create_interview(owner_id=owner.id, brief=BRIEF, plan=PLAN)
        with ThreadPoolExecutor(2) as pool:
            started = pool.submit(attempt, partial(begin, store, row))
            deleted = pool.submit(attempt, partial(DELETIONS[deletion], store, row))
        outcome = (started.result(), deleted.result())
        assert outcome in {("done", "conflict"), ("not_found", "done")}
        left = [live.id for live in store.live_interviews()]
        assert (row.id in left) is (outcome[0] == "done")
