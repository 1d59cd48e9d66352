"""The page of preferences: what it starts with, what it keeps, what it says of a mistake."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from web.preferences import Preferences, load
from web.voices import DEEPGRAM_VOICES, OPENAI_VOICES

from .conftest import JSON, House
from .test_live import start

pytestmark = pytest.mark.unit

CHOSEN = {
    "hearing": "openai",
    "speaking": "openai",
    "voice": "coral",
    "deepgram_voice": "aura-2-zeus-en",
    "deepgram_model": "nova-2",
    "speed": "1.25",
    "interviewer": "offline",
    "model": "gpt-5-mini",
    "temperature": "0",
    "language": "de",
    "patience": "patient",
    "track": "technical",
    "persona": "tough",
    "family": "data",
    "length": "full",
    "cap_usd": "0.50",
}
KEPT = CHOSEN | {"speed": 1.25, "temperature": 0.0, "cap_usd": 0.5}
PATH = "/settings/preferences"


def present(house: House) -> Preferences:
    return load(house.settings, house.store, house.alice.id)


def save(client: FlaskClient, **changes: str) -> Any:
    return client.post(PATH, data=CHOSEN | changes)


def test_who_has_chosen_nothing_has_the_operators_settings(make_house: Any) -> None:
    house = make_house(llm_model="llama", tts_speed=1.5, default_length="quick", interview_language="fr")
    shown = house.client(house.alice).get(PATH).get_data(as_text=True)
    assert 'value="llama"' in shown
    assert 'value="1.5"' in shown
    assert '<option value="quick" selected>' in shown
    assert '<option value="fr" selected>' in shown


def test_what_was_chosen_is_kept_and_shown(house: House, alice: FlaskClient) -> None:
    answer = save(alice)
    assert (answer.status_code, answer.location) == (303, f"{PATH}?saved=1")
    assert present(house).model_dump(mode="json") == KEPT
    shown = alice.get(answer.location).get_data(as_text=True)
    for name in CHOSEN.keys() - {"speed", "model", "temperature", "cap_usd"}:
        assert f'<option value="{CHOSEN[name]}" selected>' in shown
    assert "Saved." in shown


def test_a_stranger_has_their_own(house: House, alice: FlaskClient) -> None:
    save(alice)
    shown = house.client(house.charlie).get(PATH).get_data(as_text=True)
    assert "gpt-5-mini" not in shown


def test_a_program_gets_json(alice: FlaskClient) -> None:
    assert alice.post(PATH, data=CHOSEN, headers=JSON).get_json()["voice"] == "coral"
    refused = alice.post(PATH, data=CHOSEN | {"voice": "nobody"}, headers=JSON)
    assert (refused.status_code, list(refused.get_json()["error"]["fields"])) == (422, ["voice"])


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("hearing", "somebody", "Choose one"),
        ("speaking", "", "Choose one"),
        ("voice", "joe", "Choose one"),
        ("speaking", "assemblyai", "Choose one"),
        ("deepgram_voice", "aura-2-joe-en", "Choose one"),
        ("deepgram_model", "nova-9", "Choose one"),
        ("interviewer", "nobody", "Choose one"),
        ("track", "software", "Choose one"),
        ("persona", "rude", "Choose one"),
        ("speed", "0.49", "from 0.5 to 2"),
        ("speed", "2.01", "from 0.5 to 2"),
        ("speed", "quick", "from 0.5 to 2"),
        ("speed", "nan", "from 0.5 to 2"),
        ("temperature", "-0.1", "from 0 to 2"),
        ("temperature", "2.1", "from 0 to 2"),
        ("temperature", "inf", "from 0 to 2"),
        ("model", "", "at most 120"),
        ("model", "x" * 121, "at most 120"),
        ("language", "xx", "Choose one"),
        ("language", "english", "Choose one"),
        ("patience", "saintly", "Choose one"),
        ("family", "magic", "Choose one"),
        ("length", "endless", "Choose one"),
    ],
)
def test_each_mistake_is_said_at_its_field_and_nothing_is_saved(
    house: House, alice: FlaskClient, field: str, value: str, says: str
) -> None:
    answer = save(alice, **{field: value})
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422
    place = shown.partition(f'id="{field}-error"')[2].partition("</p>")[0]
    assert says in place
    assert "Nothing was saved" in shown
    if field != "model":
        assert 'value="gpt-5-mini"' in shown
    assert house.store.preferences(house.alice.id) == {}


@pytest.mark.parametrize(
    ("field", "value"), [("speed", "0.5"), ("speed", "2"), ("temperature", "2"), ("model", "x" * 120)]
)
def test_the_limit_itself_is_accepted(alice: FlaskClient, field: str, value: str) -> None:
    assert save(alice, **{field: value}).status_code == 303


@pytest.mark.parametrize(
    ("field", "voice"),
    [*(("voice", one) for one in OPENAI_VOICES), *(("deepgram_voice", one) for one in DEEPGRAM_VOICES)],
)
def test_every_voice_is_offered_and_accepted(alice: FlaskClient, field: str, voice: str) -> None:
    assert save(alice, **{field: voice}).status_code == 303
    assert f'<option value="{voice}" selected>' in alice.get(PATH).get_data(as_text=True)


@pytest.mark.parametrize("provider", ["openai", "deepgram", "assemblyai"])
def test_everyone_who_hears_is_offered_and_accepted(house: House, alice: FlaskClient, provider: str) -> None:
    assert save(alice, hearing=provider).status_code == 303
    assert present(house).hearing == provider


def test_fields_that_arent_sent_stay_as_they_are(house: House, alice: FlaskClient) -> None:
    save(alice)
    assert alice.post(PATH, data={"speed": "1"}).status_code == 303
    assert present(house).model_dump(mode="json") == KEPT | {"speed": 1.0}


def test_a_stored_choice_that_isnt_legal_any_more_counts_as_not_chosen(
    house: House, alice: FlaskClient
) -> None:
    house.store.set_preferences(house.alice.id, {"voice": "retired", "family": "data", "unheard_of": 1})
    assert (present(house).voice, present(house).family.value) == ("", "data")
    assert alice.get(PATH).status_code == 200


def test_a_family_stored_under_its_old_name_is_found(house: House) -> None:
    house.store.set_preferences(house.alice.id, {"track": "data"})
    assert (present(house).family.value, present(house).track.value) == ("data", "behavioral")


def test_openai_without_a_key_is_told_with_the_way_to_enter_one(alice: FlaskClient) -> None:
    assert "there is no key for it" not in alice.get(PATH).get_data(as_text=True)
    save(alice)
    shown = alice.get(PATH).get_data(as_text=True)
    assert "OpenAI is chosen, and there is no key for it." in shown
    assert 'href="/settings/keys#openai"' in shown
    alice.post("/settings/keys/openai", data={"openai_api_key": "sk-of-alice-0001"})
    assert "there is no key for it" not in alice.get(PATH).get_data(as_text=True)


def test_markup_is_shown_as_text(alice: FlaskClient) -> None:
    save(alice, model="<script>x")
    assert "<script>x" not in alice.get(PATH).get_data(as_text=True)


def test_every_provider_chosen_without_a_key_is_told(alice: FlaskClient) -> None:
    save(alice, hearing="assemblyai", speaking="deepgram")
    shown = alice.get(PATH).get_data(as_text=True)
    assert "AssemblyAI is chosen, and there is no key for it." in shown
    assert "Deepgram is chosen, and there is no key for it." in shown
    assert "OpenAI is chosen" not in shown


def test_who_asks_the_questions_is_said(alice: FlaskClient) -> None:
    assert "In use: the offline interviewer." in alice.get(PATH).get_data(as_text=True)
    alice.post("/settings/keys/openai", data={"openai_api_key": "sk-of-alice-0001"})
    assert "In use: gpt-4o-mini." in alice.get(PATH).get_data(as_text=True)
    save(alice)
    assert "In use: the offline interviewer." in alice.get(PATH).get_data(as_text=True)


def test_a_limit_on_costs_is_kept_and_goes_into_the_job(house: House, alice: FlaskClient) -> None:
    row = house.interview()
    save(alice, cap_usd="0.5")
    assert start(alice, row).status_code == 200
    assert house.manager.jobs[0].limits.cap_usd == 0.5
    save(alice, cap_usd="")
    assert present(house).cap_usd is None


@pytest.mark.parametrize("amount", ["0", "-1", "a lot", "nan", "inf", "1001"])
def test_a_limit_that_is_none_is_refused_with_a_sentence(alice: FlaskClient, amount: str) -> None:
    answer = save(alice, cap_usd=amount)
    assert answer.status_code == 422
    assert "Enter an amount of US dollars above 0" in answer.get_data(as_text=True)
