"""What the contract doesn't ask: long lists, odd characters, races, and who may open the store."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from pydantic import SecretStr

from errors import CapacityError, ConflictError, StoreError
from interview.events import EndedData, Event, TurnData, envelope
from interview.models import Brief, EndReason
from settings import Settings
from store.rows import InterviewRow, UserRow
from store_supabase.api import VERSION
from supabase_client import SupabaseStore
from tests.store.belongings import T0, begin, keep
from tests.store.conftest import PLAN
from tests.supabase.emulator import Emulator
from wiring import WiringError, open_store

pytestmark = pytest.mark.process

ODD = 'Zoë said: "naïve" \\ 帳簿 \N{GRINNING FACE} {} \'; drop table users; -- \r\n\t\u2028'


def said(text: str, seq: int) -> Event:
    data = TurnData(speaker="candidate", text=text, stage="self_intro")
    return envelope(data, run=1, seq=seq, at=T0 + timedelta(milliseconds=seq))


@pytest.fixture
def running(store: SupabaseStore, interview: InterviewRow) -> InterviewRow:
    begin(store, interview)
    return interview


def test_a_long_interview_comes_back_whole_though_the_api_caps_lists(
    supabase: Emulator, store: SupabaseStore, running: InterviewRow
) -> None:
    batch = [said(f"turn {seq}", seq) for seq in range(1, 1301)]
    assert store.append_events(running.id, batch).stored == 1300
    capped = supabase.request("GET", "/rest/v1/events?select=seq", supabase.headers("service"))
    assert len(capped.json()) == 1000
    assert store.events(running.owner_id, running.id) == batch


def test_odd_characters_come_back_as_they_were(
    store: SupabaseStore, alice: UserRow, running: InterviewRow
) -> None:
    event = said(ODD + "\0", 1)
    store.append_events(running.id, [event])
    assert store.append_events(running.id, [event]).duplicates == 1
    assert store.events(alice.id, running.id) == [event]
    row = store.create_interview(owner_id=alice.id, brief=Brief(role="x", resume_text=ODD + "\0"), plan=PLAN)
    assert store.interview(alice.id, row.id).brief.resume_text == ODD + "\0"
    store.set_preferences(alice.id, {"voice": ODD + "\0"})
    assert store.preferences(alice.id) == {"voice": ODD + "\0"}
    assert keep(store, alice, text=ODD, filename=ODD).text == ODD


def test_a_text_column_keeps_a_replacement_for_the_character_postgresql_refuses(
    store: SupabaseStore, alice: UserRow
) -> None:
    row = keep(store, alice, text="one\0two", filename="a\0.pdf")
    assert (row.text, row.filename) == ("one\N{REPLACEMENT CHARACTER}two", "a\N{REPLACEMENT CHARACTER}.pdf")
    assert store.document(alice.id, row.id) == row


def test_an_ending_is_stored_whatever_characters_its_detail_holds(
    store: SupabaseStore, running: InterviewRow
) -> None:
    detail = EndedData(reason=EndReason.PROVIDER_FAILED, detail=ODD + "\0")
    event = envelope(detail, run=1, seq=1, at=T0)
    assert store.append_events(running.id, [event]).stored == 1
    assert store.append_events(running.id, [event]).duplicates == 1
    row = store.interview(running.owner_id, running.id)
    assert (row.status, row.end_detail) == ("ended", ODD + "\N{REPLACEMENT CHARACTER}")


def test_one_batch_from_eight_sides_is_stored_once(store: SupabaseStore, running: InterviewRow) -> None:
    batch = [said("one", 1), said("two", 2)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: store.append_events(running.id, batch), range(8)))
    assert sorted(answer.stored for answer in answers) == [0] * 7 + [2]
    assert sum(answer.duplicates for answer in answers) == 14


def test_of_eight_bodies_for_one_event_one_is_stored_with_its_batch(
    store: SupabaseStore, running: InterviewRow
) -> None:
    def post(number: int) -> bool:
        try:
            store.append_events(running.id, [said("own", 10 + number), said(f"body {number}", 1)])
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(post, range(8)))
    assert sum(won) == 1
    events = store.events(running.owner_id, running.id)
    assert [event.seq for event in events] == [1, 10 + won.index(True)]


def test_a_capacity_of_two_holds_against_eight_starts_at_once(store: SupabaseStore, alice: UserRow) -> None:
    rows = [store.create_interview(owner_id=alice.id, brief=Brief(role="x"), plan=PLAN) for _ in range(8)]

    def start(row: InterviewRow) -> bool:
        try:
            return begin(store, row, capacity=2) is not None
        except CapacityError:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(start, rows)) == 2
    assert len(store.live_interviews()) == 2


def test_the_settings_choose_it(supabase: Emulator) -> None:
    settings = Settings(
        _env_file=None, supabase_url=supabase.url, supabase_secret_key=supabase.secret_key, sign_in_idle_s=60
    )
    store = open_store(settings)
    assert isinstance(store, SupabaseStore)
    store.ping()
    store.close()


@pytest.mark.parametrize(
    ("there", "missing"),
    [("supabase_url", "SUPABASE_SECRET_KEY"), ("supabase_secret_key", "SUPABASE_URL")],
)
def test_half_of_the_settings_refuses_the_start_and_names_the_other(there: str, missing: str) -> None:
    settings = Settings.model_validate({there: "https://abc.supabase.co"})
    with pytest.raises(WiringError, match="half") as refused:
        open_store(settings)
    assert f"{missing} is not" in refused.value.message


def test_the_public_key_is_refused_with_what_to_do(supabase: Emulator) -> None:
    with pytest.raises(StoreError) as refused:
        SupabaseStore(supabase.url, SecretStr(supabase.publishable_key))
    assert "isn't the project's secret key" in refused.value.message


def test_a_wrong_key_is_refused_with_what_to_do(supabase: Emulator) -> None:
    with pytest.raises(StoreError) as refused:
        SupabaseStore(supabase.url, SecretStr("sb_secret_wrong"))
    assert "SUPABASE_SECRET_KEY" in refused.value.message


def test_a_project_without_our_schema_is_refused_with_what_to_do(supabase: Emulator) -> None:
    supabase.run("alter function public.store_version() rename to put_aside")
    try:
        with pytest.raises(StoreError) as refused:
            SupabaseStore(supabase.url, supabase.secret_key)
    finally:
        supabase.run("alter function public.put_aside() rename to store_version")
    assert "Apply the files of supabase/migrations" in refused.value.message


def test_a_project_with_another_schema_is_refused_with_what_to_do(supabase: Emulator) -> None:
    (saved,) = supabase.ask("select pg_get_functiondef('public.store_version'::regproc) as sql")
    assert f"to_json({VERSION})" in saved["sql"]
    supabase.run(saved["sql"].replace(f"to_json({VERSION})", "to_json(99)"))
    try:
        with pytest.raises(StoreError, match="another version") as refused:
            SupabaseStore(supabase.url, supabase.secret_key)
    finally:
        supabase.run(saved["sql"])
    assert "version 99" in refused.value.message
