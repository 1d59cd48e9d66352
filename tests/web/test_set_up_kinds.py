"""Kind, manner, language and part on the form: what is offered, kept, refused and made of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from interview.events import ReadyData, StageData
from interview.models import Persona, Track
from store.rows import InterviewRow
from web.languages import LANGUAGES, WHOLE

from .conftest import JSON, House
from .test_live import happen, start, state

pytestmark = pytest.mark.unit


def make(house: House, client: FlaskClient, **fields: str) -> InterviewRow:
    made = client.post("/interviews", data={"role": "Nurse"} | fields, headers=JSON)
    assert made.status_code == 201, made.get_json()
    return house.store.interview(house.alice.id, made.get_json()["id"])


def refused(client: FlaskClient, **fields: str) -> dict[str, str]:
    answer = client.post("/interviews", data={"role": "Nurse"} | fields, headers=JSON)
    assert answer.status_code == 422
    found: dict[str, str] = answer.get_json()["error"]["fields"]
    return found


def page(client: FlaskClient, query: str = "") -> str:
    return client.get(f"/interviews/new{query}").get_data(as_text=True)


def offered(shown: str) -> list[str]:
    """The languages of the form, in order."""
    select = shown.partition('name="language"')[2].partition("</select>")[0]
    return re.findall(r'<option value="(\w\w)"', select)


@pytest.mark.parametrize("track", list(Track))
@pytest.mark.parametrize("persona", list(Persona))
def test_kind_and_manner_reach_brief_and_plan(
    house: House, alice: FlaskClient, track: Track, persona: Persona
) -> None:
    row = make(house, alice, track=track.value, persona=persona.value)
    assert (row.brief.track, row.brief.persona, row.brief.language) == (track, persona, "en")
    assert bool(row.plan.for_stage("past_experience")) is (track is not Track.INTRO_CALL)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("track", "software"),  # a family, as old briefs call it
        ("track", "chat"),
        ("persona", "rude"),
        ("language", "xx"),
        ("language", "english"),
        ("drill_stage", "greeting"),
        ("drill_stage", "closing"),
        ("drill_stage", "nowhere"),
    ],
)
def test_what_isnt_offered_is_refused_at_its_field(
    house: House, alice: FlaskClient, field: str, value: str
) -> None:
    assert refused(alice, **{field: value}) == {field: "Choose one of the options."}
    assert house.store.interviews(house.alice.id) == []


def test_the_minutes_are_those_of_each_kind(alice: FlaskClient) -> None:
    shown = page(alice)
    found = re.search(r'data-minutes="([^"]+)"', shown)
    assert found is not None
    table: dict[str, dict[str, int]] = json.loads(found[1].replace("&#34;", '"'))
    assert set(table) == {track.value for track in Track}
    assert 5 <= table["intro_call"]["standard"] <= 8
    assert table["intro_call"]["standard"] < table["behavioral"]["standard"]
    assert f"<small>{table['behavioral']['standard']} minutes</small>" in shown


def test_the_form_holds_six_fields_and_the_rest_folded(alice: FlaskClient) -> None:
    open_part, _, folded = page(alice).partition("<details")
    for name in ("role", "company", "track", "length", "resume", "job_description"):
        assert f'name="{name}"' in open_part
    for name in ("drill_stage", "level", "family", "persona", "language", "patience"):
        assert f'name="{name}"' in folded.partition("</details>")[0]


def test_the_last_choices_and_over_them_the_preferences_are_the_next_forms(
    house: House, alice: FlaskClient
) -> None:
    make(house, alice, track="technical", persona="tough", drill_stage="self_intro")
    shown = page(alice)
    assert re.search(r'id="track-technical"[^>]*checked', shown)
    assert '<option value="tough" selected>' in shown
    assert '<option value="" selected>The whole interview</option>' in shown
    alice.post("/settings/preferences", data={"track": "intro_call", "persona": "warm"})
    shown = page(alice)
    assert re.search(r'id="track-intro_call"[^>]*checked', shown)
    assert '<option value="warm" selected>' in shown


def test_without_a_provider_for_it_another_language_is_refused_with_what_it_needs(
    house: House, alice: FlaskClient
) -> None:
    told = refused(alice, language="es")["language"]
    assert "An interview in Spanish needs OpenAI, Deepgram or AssemblyAI to hear you" in told
    assert "or take English" in told
    assert offered(page(alice)) == list(WHOLE)
    assert house.store.interviews(house.alice.id) == []


def test_with_providers_and_a_model_every_language_they_know_is_offered(
    house: House, alice: FlaskClient
) -> None:
    alice.post("/settings/keys/openai", data={"openai_api_key": "sk-of-alice-0001"})
    assert offered(page(alice)) == list(WHOLE)
    alice.post("/settings/preferences", data={"hearing": "openai", "speaking": "openai"})
    assert offered(page(alice)) == list(LANGUAGES)
    assert make(house, alice, language="uk").brief.language == "uk"
    alice.post("/settings/preferences", data={"hearing": "assemblyai"})
    alice.post("/settings/keys/assemblyai", data={"assemblyai_api_key": "key-of-alice"})
    assert set(offered(page(alice))) == {"en", "es", "de", "fr", "it", "pt"}
    assert "Japanese" in refused(alice, language="ja")["language"]
    alice.post("/settings/preferences", data={"interviewer": "offline"})
    assert offered(page(alice)) == list(WHOLE)


def test_the_language_one_prefers_is_chosen_where_an_interview_can_be_held_in_it(
    house: House, alice: FlaskClient
) -> None:
    alice.post("/settings/preferences", data={"language": "fr"})
    assert '<option value="en" selected>' in page(alice)
    alice.post("/settings/keys/openai", data={"openai_api_key": "sk-of-alice-0001"})
    alice.post("/settings/preferences", data={"hearing": "openai", "speaking": "openai"})
    assert '<option value="fr" selected>' in page(alice)


def test_the_box_may_be_set_to_another_language(make_house: Callable[..., House]) -> None:
    house = make_house(
        interview_language="de",
        speech_url="http://speech.example",
        llm_base_url="http://127.0.0.1:11434/v1",
    )
    client = house.client(house.alice)
    assert '<option value="de" selected>' in page(client)
    assert make(house, client).brief.language == "de"


def test_one_part_is_practised_alone(house: House, alice: FlaskClient) -> None:
    shown = page(alice, "?drill_stage=past_experience")
    assert "Which part tonight?" in shown
    assert '<option value="past_experience" selected>' in shown
    row = make(house, alice, drill_stage="past_experience")
    assert row.brief.drill is not None
    assert (row.brief.drill.stage, row.brief.drill.question) == ("past_experience", "")
    assert {q.stage for q in row.plan.questions} == {"past_experience"}
    room = alice.get(f"/interviews/{row.id}/room").get_data(as_text=True)
    assert "One part: Past experience, about" in room
    assert re.findall(r'data-stage="(\w+)"', room) == ["greeting", "past_experience", "closing"]


def test_a_link_to_no_part_is_the_whole_form(alice: FlaskClient) -> None:
    shown = page(alice, "?drill_stage=%3Cscript%3E")
    assert "What are you interviewing for?" in shown
    assert "<script>" not in shown.partition("<main")[2]


def test_a_part_is_called_by_the_name_it_has_in_that_kind(house: House, alice: FlaskClient) -> None:
    row = make(house, alice, track="technical", drill_stage="past_experience")
    room = alice.get(f"/interviews/{row.id}/room").get_data(as_text=True)
    assert "One part: Technical questions" in room


def test_the_state_calls_a_stage_what_the_room_calls_it(house: House, alice: FlaskClient) -> None:
    row = make(house, alice, track="technical")
    start(alice, row)
    happen(house, row, ReadyData(boot_s=0.1), StageData(stage="past_experience", cause="transition"))
    assert state(alice, row)["stage_label"] == "Technical questions"
