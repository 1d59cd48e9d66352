"""The Test button of a provider key: what it is given, what it says, how often, and what is never logged."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from web import keys
from web.probes import Outcome, Verdict
from web.provider_keys import OPENAI_BASE_URL, ProviderKeys

from .conftest import JSON, House
from .test_keys import LIVEKIT, NAMES, OPENAI, page, save, spoil

pytestmark = pytest.mark.unit


class Probe:
    """Stands where the real call is made; remembers what it was given."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        self.given: list[tuple[str, ProviderKeys]] = []
        self.models: list[str] = []

    def __call__(self, provider: str, given: ProviderKeys, *, model: str, **_settings: Any) -> Verdict:
        self.given.append((provider, given))
        self.models.append(model)
        return self.verdict


@pytest.fixture
def probe(monkeypatch: pytest.MonkeyPatch) -> Probe:
    made = Probe(Verdict(Outcome.WRONG_KEY, "This key isn’t known there."))
    monkeypatch.setattr(keys, "probe", made)
    return made


def test_a_test_is_given_what_is_stored_of_one_provider_and_nothing_else(
    alice: FlaskClient, probe: Probe
) -> None:
    for name, form in (("livekit", LIVEKIT), ("openai", OPENAI)):
        save(alice, name, form)
    alice.post("/settings/keys/openai/test", data={"openai_api_key": "sk-from-the-form"})
    ((name, given),) = probe.given
    assert name == "openai"
    assert given.openai is not None
    assert given.openai.api_key.get_secret_value() == OPENAI["openai_api_key"]
    assert given.openai.base_url == OPENAI_BASE_URL
    assert (given.livekit, given.deepgram, given.assemblyai) == (None, None, None)


def test_the_model_that_is_tried_is_the_one_the_owner_prefers(make_house: Any, probe: Probe) -> None:
    house = make_house(llm_model="the-operators")
    alice = house.client(house.alice)
    save(alice, "openai", OPENAI)
    for likes in ({}, {"model": "mine"}):
        house.store.set_preferences(house.alice.id, likes)
        alice.post("/settings/keys/openai/test")
    assert probe.models == ["the-operators", "mine"]


def test_a_verdict_is_said_on_the_page_and_in_json(alice: FlaskClient, probe: Probe) -> None:
    save(alice, "deepgram", {"deepgram_api_key": "d" * 20})
    shown = alice.post("/settings/keys/deepgram/test").get_data(as_text=True)
    assert shown.count("This key isn’t known there.") == 1
    assert shown.count("message-bad") == 2  # the card's, and the one the script copies
    body = alice.post("/settings/keys/deepgram/test", headers=JSON).get_json()
    assert body == {"ok": False, "code": "wrong_key", "message": "This key isn’t known there."}


@pytest.mark.parametrize("name", NAMES)
def test_without_a_key_a_test_says_so(alice: FlaskClient, name: str) -> None:
    body = alice.post(f"/settings/keys/{name}/test", headers=JSON).get_json()
    assert (body["ok"], body["code"]) == (False, "missing")


def test_tests_are_limited_by_owner(make_house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    house = make_house(limit_key_tests="2 per hour")
    monkeypatch.setattr(keys, "probe", Probe(Verdict(Outcome.OK, "Fine.")))
    alice, charlie = house.client(house.alice), house.client(house.charlie)
    told = [alice.post("/settings/keys/openai/test", headers=JSON).status_code for _ in range(3)]
    assert told == [200, 200, 429]
    assert charlie.post("/settings/keys/openai/test", headers=JSON).status_code == 200


def test_no_key_is_in_any_log(
    house: House, alice: FlaskClient, caplog: pytest.LogCaptureFixture, probe: Probe
) -> None:
    caplog.set_level("DEBUG")
    save(alice, "livekit", LIVEKIT)
    save(alice, "openai", OPENAI | {"openai_base_url": "http://canary.example.org"})
    spoil(house, "openai_api_key")
    page(alice)
    alice.post("/settings/keys/livekit/test")
    assert "canary" not in caplog.text
