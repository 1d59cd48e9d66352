"""What an interview will probably cost, told beside Start on the form and in the room's check."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from interview.estimate import Past, Served, assumed, document_characters
from interview.events import EndedData, EventData, NoticeData, ReadyData, UsageData, envelope
from interview.models import Brief, Drill, EndReason, Length, Track
from store.rows import InterviewRow
from web.estimate_view import Costs, Estimates, dollars
from web.past_usage import MOST_PAST, past_usage

from .conftest import BRIEF, PLAN, House

pytestmark = pytest.mark.unit

SERVED = (
    Served(kind="stt", provider="deepgram", model="nova-3"),
    Served(kind="tts", provider="deepgram", model="aura-2-thalia-en"),
    Served(kind="llm", provider="openai", model="gpt-4o-mini"),
)
SPEECH = SERVED[:2]
HERE = Served(kind="stt", provider="embedded", model="tiny.en")


@pytest.fixture
def payer(house: House) -> FlaskClient:
    """Alice, with keys of her own at Deepgram and OpenAI."""
    client = house.client(house.alice)
    client.post("/settings/keys/openai", data={"openai_api_key": "sk-of-alice-0001"})
    client.post("/settings/keys/deepgram", data={"deepgram_api_key": "dg-of-alice-0001"})
    likes(client)
    return client


def likes(client: FlaskClient, **more: str) -> None:
    answer = client.post("/settings/preferences", data={"hearing": "deepgram", "speaking": "deepgram"} | more)
    assert answer.status_code == 303


def page(client: FlaskClient, path: str = "/interviews/new") -> str:
    return " ".join(client.get(path).get_data(as_text=True).split())


def costs(client: FlaskClient) -> Costs:
    """What the page's script chooses from."""
    found = re.search(r'data-costs="([^"]+)"', page(client))
    assert found is not None
    table: Costs = json.loads(unescape(found[1]))
    return table


def told(shown: str) -> str:
    """The estimate as the page shows it."""
    [text] = re.findall(r'data-testid="estimate">(.*?)<', shown)
    return str(text)


def usd(text: str) -> list[float]:
    return [float(each) for each in re.findall(r"\$(\d+\.\d\d)", text)]


def held(house: House, times: float = 1.0, *, usage: Sequence[UsageData] = (), **more: Any) -> InterviewRow:
    """An interview of Alice's of ten minutes and a pause that used this, or so many times what is assumed."""
    row = house.store.create_interview(
        owner_id=house.alice.id, brief=BRIEF.model_copy(update=more), plan=PLAN
    )
    house.store.begin_run(row.owner_id, row.id, room=row.id, candidate_identity="c", token_hash=row.id)
    usage = usage or [assumed(one, 10 * times, 9000) for one in SPEECH]
    said: list[tuple[int, EventData]] = [
        (0, ReadyData(boot_s=1.0)),
        (5, NoticeData(code="paused", text="")),
        (13, NoticeData(code="resumed", text="")),
        *((18, used) for used in usage),
        (18, EndedData(reason=EndReason.COMPLETED)),
    ]
    for n, (minute, one) in enumerate(said):
        at = row.created_at + timedelta(minutes=minute)
        house.store.append_events(row.id, [envelope(one, run=1, seq=n, at=at)])
    return house.again(row)


def test_without_keys_it_is_free_whatever_is_chosen(house: House, alice: FlaskClient) -> None:
    table = costs(alice)
    assert {text for part in table.values() for kind in part.values() for text, _ in kind.values()} == {
        "Free: runs on this computer."
    }
    assert "list prices" not in page(alice)
    assert told(page(alice)) == "Free: runs on this computer."
    row = house.interview()
    assert told(page(alice, f"/interviews/{row.id}/room")) == "Free: runs on this computer."


def test_the_form_shows_what_is_chosen_and_has_every_choice_at_hand(payer: FlaskClient) -> None:
    table = costs(payer)
    assert set(table) == {"", "self_intro", "past_experience", "company_fit"}
    assert set(table[""]) == {track.value for track in Track}
    prices = [usd(table[""]["behavioral"][length.value][0]) for length in Length]
    assert all(about < most for about, most in prices)
    assert prices == sorted(prices)
    assert len({tuple(each) for each in prices}) == 3
    assert usd(table["self_intro"]["behavioral"]["standard"][0]) < prices[1]
    assert told(page(payer)) == table[""]["behavioral"]["standard"][0]
    likes(payer, length="full", track="technical")
    assert told(page(payer)) == table[""]["technical"]["full"][0]
    assert (
        told(page(payer, "/interviews/new?drill_stage=company_fit"))
        == (table["company_fit"]["technical"]["full"][0])
    )


def test_a_form_with_a_choice_there_is_not_says_nothing_of_costs(payer: FlaskClient) -> None:
    shown = payer.post("/interviews", data={"role": "Nurse", "length": "forever"}).get_data(as_text=True)
    assert told(shown) == ""


def test_it_says_what_it_rests_on_and_what_is_not_in_it(
    make_house: Callable[..., House], payer: FlaskClient
) -> None:
    note = (
        "By the list prices of 2026, and what interviews usually use. "
        "Questions and feedback by gpt-4o-mini are in it.</p>"
    )
    assert note in page(payer)


def test_a_model_without_a_known_price_is_named_and_never_costs_nothing(payer: FlaskClient) -> None:
    likes(payer, model="my-own-model")
    shown = told(page(payer))
    assert re.fullmatch(
        r"About \$\d\.\d\d, at most \$\d\.\d\d, without my-own-model: that price isn’t known here\.", shown
    )
    likes(payer, model="my-own-model", hearing="embedded", speaking="embedded")
    assert told(page(payer)) == "The price of my-own-model isn’t known here."
    assert "feedback by" not in page(payer)


def test_a_limit_below_it_is_said_to_end_the_interview_early(house: House, payer: FlaskClient) -> None:
    def limit(cap: str) -> tuple[str, str]:
        likes(payer, cap_usd=cap)
        row = house.interview()
        return costs(payer)[""]["behavioral"]["standard"][1], page(payer, f"/interviews/{row.id}/room")

    said, room = limit("0.05")
    assert said == "Your limit is $0.05, so it would come to its closing early."
    assert said in room
    said, room = limit("0.25")
    assert said == "Your limit is $0.25, so it may come to its closing early."
    assert said in room
    said, room = limit("5")
    assert said == ""
    assert "Your limit" not in room


def test_the_rooms_check_goes_by_the_interviews_own_kind_and_documents(
    house: House, payer: FlaskClient
) -> None:
    def room(**more: Any) -> float:
        return usd(told(page(payer, f"/interviews/{house.interview(**more).id}/room")))[0]

    likes(payer, model="gpt-4o")
    plain = room()
    assert room(length=Length.FULL) > plain
    assert room(track=Track.INTRO_CALL) < plain
    assert room(drill=Drill(stage="self_intro")) < plain
    assert room(resume_text="word " * 2400) > plain


def test_it_rests_on_the_owners_own_interviews_when_there_are_enough(
    house: House, payer: FlaskClient
) -> None:
    likes(payer, interviewer="offline")
    before = usd(told(page(payer)))
    held(house, 3)
    held(house, 9, drill=Drill(stage="self_intro"))
    assert usd(told(page(payer))) == before, "one whole interview is not enough"
    held(house, 3)
    assert usd(told(page(payer)))[0] == pytest.approx(3 * before[0], abs=0.03)
    assert "your last 2 interviews" in page(payer)
    for _ in range(MOST_PAST):
        held(house, 1)
    assert usd(told(page(payer)))[0] == before[0], "the latest count"


@pytest.mark.parametrize("was", [("", ""), ("a" * 5000, "b" * 200), ("a" * 90_000, "b" * 12_000)])
@pytest.mark.parametrize("track", list(Track))
def test_what_earlier_interviews_read_is_known(house: House, track: Track, was: tuple[str, str]) -> None:
    resume, ad = was
    model = Served(kind="llm", provider="openai", model="gpt-4.1")
    brief: dict[str, Any] = {"resume_text": resume, "job_description": ad, "track": Track.INTRO_CALL}
    for length in (Length.QUICK, Length.FULL):
        held(house, usage=[assumed(model, 10, document_characters(resume, ad))], length=length, **brief)
    past = past_usage(house.store, house.alice.id, [model])
    assert len(past) == 2
    following = BRIEF.model_copy(update={"track": track, "length": Length.FULL})
    plain, known = (Estimates(house.settings, {model: "own"}, past=found) for found in ((), past))
    for documents in (0, 24_000):
        expected, found = plain.of(following, documents), known.of(following, documents)
        assert found.usual_usd == pytest.approx(expected.usual_usd, rel=0.01)
        assert found.most_usd == pytest.approx(expected.most_usd, rel=0.01)


def test_interviews_of_others_say_nothing_of_ones_own(house: House, payer: FlaskClient) -> None:
    before = costs(payer)
    row = house.store.create_interview(owner_id=house.charlie.id, brief=BRIEF, plan=PLAN)
    assert payer.get(f"/interviews/{row.id}/room").status_code == 404
    assert costs(payer) == before


def test_who_pays_is_said_where_it_is_not_the_owner(make_house: Callable[..., House]) -> None:
    house = make_house(
        openai_api_key="operators",
        share_operator_keys=True,
        llm_model="gpt-4o-mini",
        livekit_url="wss://x.example",
    )
    for user, pays in ((house.alice, False), (house.charlie, True)):
        note = page(house.client(user))
        assert ("The operator pays." in note) is pays
        assert "LiveKit is not in it." in note


def test_livekit_alone_is_not_called_free(make_house: Callable[..., House]) -> None:
    house = make_house(livekit_url="wss://mine.livekit.cloud")
    assert told(page(house.client(house.alice))) == "Nothing but LiveKit may cost money."
    near = make_house(livekit_url="ws://127.0.0.1:7880")
    assert told(page(near.client(near.alice))) == "Free: runs on this computer."


@pytest.mark.parametrize(
    ("amount", "says"),
    [(0.0, "less than $0.01"), (0.009, "less than $0.01"), (0.01, "$0.01"), (0.011, "$0.02"), (1.0, "$1.00")],
)
def test_amounts_are_rounded_to_the_cent_above(amount: float, says: str) -> None:
    assert dollars(amount) == says


def test_an_amount_that_is_sure_is_told_once(house: House) -> None:
    def told(hears: Served, speaks: Served, used: float = 0) -> str:
        past = [Past(minutes=10, usage=(assumed(speaks, used, 0),))] * 2 if used else []
        made = Estimates(house.settings, {hears: "own", speaks: "own"}, past=past)
        return made.text(made.of(tiny))

    tiny = Brief(role="x", track=Track.INTRO_CALL, length=Length.QUICK, drill=Drill(stage="self_intro"))
    assert told(HERE, SERVED[1]) == "About $0.02, at most $0.03."
    assert told(HERE, SERVED[1], used=1) == "Less than $0.01, at most $0.03."
    own_voice = Served(kind="tts", provider="embedded", model="kathleen")
    assert told(SERVED[0], own_voice) == "About $0.02."
    cheapest = Served(kind="stt", provider="assemblyai", model="universal-streaming")
    assert told(cheapest, own_voice) == "Less than $0.01."


def test_where_nobody_hears_or_speaks_nothing_is_said_of_costs(house: House, alice: FlaskClient) -> None:
    shown = alice.post("/interviews", data={"role": "Nurse", "language": "es"}).get_data(as_text=True)
    assert told(shown) == ""
    made = Estimates(house.settings, {SERVED[0]: "own"}, cap_usd=0.01)
    found = made.of(BRIEF)
    assert (made.text(found), made.limit(found), made.note(found)) == ("", "", "")
