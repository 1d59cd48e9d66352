"""Files in Storage: private, read by their owner alone, and none left without a row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from errors import NotFoundError, StoreError
from store.rows import InterviewRow, UserRow
from supabase_client import SupabaseStore
from tests.store.belongings import fill, keep
from tests.supabase.emulator import MIGRATIONS, Emulator
from tests.supabase.matrix import ROLES

pytestmark = pytest.mark.process

_POLICIES = {
    "documents": "owners read their original documents",
    "recordings": "owners listen to their recordings",
}
_NOW = timedelta(0)


@pytest.fixture
def mended(supabase: Emulator) -> Iterator[Emulator]:
    """The server, its storage policies put back afterwards."""
    yield supabase
    for path in MIGRATIONS.glob("*_storage.sql"):
        supabase.run(path.read_text(encoding="utf-8"))


def objects(supabase: Emulator) -> dict[str, str]:
    """Names by bucket."""
    rows = supabase.ask("select bucket_id, name from storage.objects")
    return {row["bucket_id"]: row["name"] for row in rows}


def found(supabase: Emulator, bucket: str, alice: UserRow, charlie: UserRow) -> dict[str, str]:
    """Which verbs work on Alice's object for each role."""
    subjects = {"owner": alice.id, "stranger": charlie.id}
    name = objects(supabase)[bucket]
    answer = {}
    for role in ROLES:
        who = supabase.headers("authenticated" if role in subjects else role, subjects.get(role, ""))
        file = {"file": ("x", b"forged", "text/plain")}
        tried = {
            "s": supabase.request("GET", f"/storage/v1/object/{bucket}/{name}", who),
            "i": supabase.request("POST", f"/storage/v1/object/{bucket}/{alice.id}/new", who, files=file),
            "u": supabase.request("PUT", f"/storage/v1/object/{bucket}/{name}", who, files=file),
        }
        supabase.request("DELETE", f"/storage/v1/object/{bucket}", who, json={"prefixes": [name]})
        gone = name not in objects(supabase).values()
        answer[role] = "".join(verb for verb, got in tried.items() if got.status_code == 200) + "d" * gone
    return answer


@pytest.mark.parametrize("bucket", sorted(_POLICIES))
def test_an_object_is_read_by_its_owner_and_written_by_us_alone(
    supabase: Emulator,
    store: SupabaseStore,
    interview: InterviewRow,
    alice: UserRow,
    charlie: UserRow,
    bucket: str,
) -> None:
    fill(store, interview)
    assert found(supabase, bucket, alice, charlie) == {
        "anon": "",
        "owner": "s",
        "stranger": "",
        "service": "siud",
    }


@pytest.mark.parametrize("bucket", sorted(_POLICIES))
def test_dropping_a_storage_policy_is_noticed(
    mended: Emulator,
    store: SupabaseStore,
    interview: InterviewRow,
    alice: UserRow,
    charlie: UserRow,
    bucket: str,
) -> None:
    fill(store, interview)
    mended.run(f'drop policy "{_POLICIES[bucket]}" on storage.objects')
    assert found(mended, bucket, alice, charlie)["owner"] == ""


def test_every_storage_policy_is_declared_and_every_bucket_private(supabase: Emulator) -> None:
    policies = supabase.ask("select policyname from pg_catalog.pg_policies where schemaname = 'storage'")
    assert {row["policyname"] for row in policies} == set(_POLICIES.values())
    buckets = supabase.ask("select id from storage.buckets where not public")
    assert {row["id"] for row in buckets} == set(_POLICIES)
    assert supabase.ask("select id from storage.buckets where public") == []


def test_what_was_uploaded_is_never_served_as_a_page(
    supabase: Emulator, store: SupabaseStore, alice: UserRow
) -> None:
    keep(store, alice, b"<script>alert(1)</script>", filename="cv.html")
    name = objects(supabase)["documents"]
    answer = supabase.request(
        "GET", f"/storage/v1/object/documents/{name}", supabase.headers("authenticated", alice.id)
    )
    assert answer.headers["content-type"] == "application/octet-stream"


def test_a_row_that_cannot_be_written_takes_its_file_with_it(
    supabase: Emulator, store: SupabaseStore, alice: UserRow
) -> None:
    supabase.run("alter table public.documents add constraint no_more check (id is null) not valid")
    try:
        with pytest.raises(StoreError):
            keep(store, alice)
    finally:
        supabase.run("alter table public.documents drop constraint no_more")
    assert objects(supabase) == {}
    assert keep(store, alice).size_bytes


def test_the_sweep_removes_files_no_row_speaks_of_and_no_other(
    supabase: Emulator, store: SupabaseStore, interview: InterviewRow, alice: UserRow
) -> None:
    had = fill(store, interview)
    file = {"file": ("x", b"orphan", "application/octet-stream")}
    for bucket in _POLICIES:
        path = f"/storage/v1/object/{bucket}/{alice.id}/{had.interview.id}"
        assert supabase.request("POST", path, supabase.headers("service"), files=file).status_code == 200
    assert store.traces(alice.id)["files"] == 4
    assert store.sweep() == 0
    assert store.sweep(_NOW) == 2
    assert store.traces(alice.id)["files"] == 2
    assert store.document_file(alice.id, had.document.id) == b"%PDF-1.7 cv"
    assert store.recording_file(alice.id, had.recording.id) == b"OggS sound"


def test_a_missing_file_is_not_found_and_a_missing_bucket_is_a_failure(
    supabase: Emulator, store: SupabaseStore, alice: UserRow
) -> None:
    row = keep(store, alice)
    supabase.run("delete from storage.objects")
    with pytest.raises(NotFoundError):
        store.document_file(alice.id, row.id)
    supabase.run("update storage.buckets set id = 'moved', name = 'moved' where id = 'documents'")
    try:
        with pytest.raises(StoreError):
            store.document_file(alice.id, row.id)
        with pytest.raises(StoreError):
            keep(store, alice, b"another")
    finally:
        supabase.run("update storage.buckets set id = 'documents', name = 'documents' where id = 'moved'")


def test_a_deletion_that_was_interrupted_after_the_files_is_done_again(
    supabase: Emulator, store: SupabaseStore, interview: InterviewRow, alice: UserRow
) -> None:
    fill(store, interview)
    supabase.run("delete from storage.objects")
    assert store.delete_interview(alice.id, interview.id).counts["interviews"] == 1
    assert store.delete_user(alice.id).counts["users"] == 1
    assert store.traces(alice.id) == {}
