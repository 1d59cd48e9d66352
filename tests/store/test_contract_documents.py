"""What every store promises about the library of documents and the recordings."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from errors import NotFoundError
from store.port import Store
from store.rows import InterviewRow, UserRow
from tests.store.belongings import keep
from tests.store.conftest import BRIEF, PLAN

pytestmark = pytest.mark.unit


def test_a_document_comes_back_as_it_was_kept_bytes_and_all(store: Store, alice: UserRow) -> None:
    data = bytes(range(256)) * 40
    row = keep(store, alice, data, filename="Lebenslauf Müller.pdf", text="Führte ein Kassenbuch. 帳簿")
    assert (row.size_bytes, row.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert (row.filename, row.text, row.kind) == (
        "Lebenslauf Müller.pdf",
        "Führte ein Kassenbuch. 帳簿",
        "resume",
    )
    assert list(row.sections) == [{"title": "Work", "chunks": [{"text": "Kept a ledger.", "page": 1}]}]
    assert list(row.notices) == ["hidden_text"]
    assert store.document(alice.id, row.id) == row
    assert store.documents(alice.id) == [row]
    assert store.document_file(alice.id, row.id) == data


def test_documents_are_listed_newest_first(store: Store, alice: UserRow) -> None:
    ids = [keep(store, alice, data).id for data in (b"one", b"two", b"three")]
    assert [row.id for row in store.documents(alice.id)] == ids[::-1]


def test_the_same_bytes_again_are_the_document_that_is_there(store: Store, alice: UserRow) -> None:
    first = keep(store, alice)
    assert keep(store, alice, filename="again.pdf") == first
    assert store.documents(alice.id) == [first]


def test_the_same_bytes_as_another_kind_or_of_another_owner_are_another_document(
    store: Store, alice: UserRow, charlie: UserRow
) -> None:
    ids = {keep(store, alice).id, keep(store, alice, kind="job_description").id, keep(store, charlie).id}
    assert len(ids) == 3
    assert len(store.documents(alice.id)) == 2


def test_the_same_upload_eight_times_at_once_is_one_document(store: Store, alice: UserRow) -> None:
    with ThreadPoolExecutor(8) as pool:
        ids = {row.id for row in pool.map(lambda _: keep(store, alice), range(8))}
    assert [row.id for row in store.documents(alice.id)] == list(ids)
    assert store.document_file(alice.id, ids.pop()) == b"%PDF-1.7 cv"


def test_a_deleted_document_is_gone_with_its_file_and_its_links(
    store: Store, alice: UserRow, interview: InterviewRow
) -> None:
    row, other = keep(store, alice), keep(store, alice, b"another")
    store.link_document(alice.id, interview.id, row.id)
    removed = store.delete_document(alice.id, row.id)
    assert (removed.counts["documents"], removed.counts["files"]) == (1, 1)
    assert removed.file_bytes == len(b"%PDF-1.7 cv")
    for gone in (store.document, store.document_file, store.delete_document):
        with pytest.raises(NotFoundError):
            gone(alice.id, row.id)
    assert store.interview_documents(alice.id, interview.id) == []
    assert store.documents(alice.id) == [other]
    assert store.interview(alice.id, interview.id).brief == BRIEF
    assert keep(store, alice).id != row.id


def test_deleting_and_uploading_at_once_leaves_a_whole_document_or_none(store: Store, alice: UserRow) -> None:
    for _ in range(5):
        row = keep(store, alice)
        with ThreadPoolExecutor(2) as pool:
            deleted = pool.submit(store.delete_document, alice.id, row.id)
            pool.submit(keep, store, alice).result()
        deleted.result()
        for left in store.documents(alice.id):
            assert store.document_file(alice.id, left.id) == b"%PDF-1.7 cv"
            store.delete_document(alice.id, left.id)
    assert "files" not in store.traces(alice.id)


def test_one_of_two_deletions_at_once_finds_nothing(store: Store, alice: UserRow) -> None:
    row = keep(store, alice)

    def delete(_: int) -> int:
        try:
            return store.delete_document(alice.id, row.id).counts["documents"]
        except NotFoundError:
            return 0

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(delete, range(4))) == [0, 0, 0, 1]


def test_a_link_made_twice_is_one_and_links_are_listed_oldest_first(
    store: Store, alice: UserRow, interview: InterviewRow
) -> None:
    first, second = keep(store, alice), keep(store, alice, b"job", kind="job_description")
    for document in (second, first, second):
        store.link_document(alice.id, interview.id, document.id)
    assert store.interview_documents(alice.id, interview.id) == [second, first]
    other = store.create_interview(owner_id=alice.id, brief=BRIEF, plan=PLAN)
    store.link_document(alice.id, other.id, first.id)
    assert store.interview_documents(alice.id, other.id) == [first]


def test_an_unknown_document_is_not_found(store: Store, alice: UserRow, interview: InterviewRow) -> None:
    with pytest.raises(NotFoundError):
        store.document(alice.id, "0" * 32)
    with pytest.raises(NotFoundError):
        store.link_document(alice.id, interview.id, "0" * 32)


def test_recordings_are_kept_with_their_interview_oldest_first(
    store: Store, alice: UserRow, interview: InterviewRow
) -> None:
    rows = [
        store.add_recording(alice.id, interview.id, name=name, media_type="audio/ogg", data=name.encode())
        for name in ("candidate", "interviewer")
    ]
    assert store.recordings(alice.id, interview.id) == rows
    assert [store.recording_file(alice.id, row.id) for row in rows] == [b"candidate", b"interviewer"]
    assert (rows[0].interview_id, rows[0].size_bytes) == (interview.id, len(b"candidate"))


def test_the_id_of_a_document_opens_no_recording_and_the_other_way_round(
    store: Store, alice: UserRow, interview: InterviewRow
) -> None:
    document = keep(store, alice)
    sound = store.add_recording(alice.id, interview.id, name="a", media_type="audio/ogg", data=b"OggS")
    with pytest.raises(NotFoundError):
        store.recording_file(alice.id, document.id)
    with pytest.raises(NotFoundError):
        store.document_file(alice.id, sound.id)
