"""What the page of keys says of the next interview: who serves each purpose, and who pays for it."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from web.endpoints import Endpoints
from web.places import Payer, Use

from .test_keys import LIVEKIT, OPENAI, page, save

pytestmark = pytest.mark.unit


def now(client: FlaskClient) -> dict[str, str]:
    """By purpose, what the page says of who serves it."""
    return dict(re.findall(r'<dt>([^<]*)</dt><dd class="strong">([^<]*)</dd>', page(client)))


@pytest.mark.parametrize(
    ("payer", "says"),
    [
        ("own", "Your key pays."),
        ("operator", "The operator pays."),
        ("embedded", "Nothing to pay."),
        ("missing", "Missing: interviews can’t start until you enter"),
    ],
)
def test_each_payer_is_named_in_words(
    alice: FlaskClient, monkeypatch: pytest.MonkeyPatch, payer: Payer, says: str
) -> None:
    paying = dict.fromkeys(("livekit", "hearing", "voice"), Use("openai", payer, "m", "api.openai.com"))
    offline = {"model": Use("box", "embedded")}
    monkeypatch.setattr(Endpoints, "uses", lambda _self, _owner_id: paying | offline)
    assert sum(says in told for told in now(alice).values()) == 3 + (payer == "embedded")


def test_ones_own_keys_pay_once_they_are_saved_and_chosen(alice: FlaskClient) -> None:
    save(alice, "livekit", LIVEKIT)
    assert now(alice) == {
        "The room": "name.livekit.cloud. Your key pays.",
        "Hearing you": "MockFlow’s own speech. Nothing to pay.",
        "The interviewer’s voice": "MockFlow’s own speech. Nothing to pay.",
        "The interviewer’s words": "The offline interviewer. Nothing to pay.",
    }
    save(alice, "openai", OPENAI)
    save(alice, "deepgram", {"deepgram_api_key": "deepgram-canary-4444"})
    alice.post("/settings/preferences", data={"hearing": "deepgram", "speaking": "openai"})
    assert now(alice) == {
        "The room": "name.livekit.cloud. Your key pays.",
        "Hearing you": "Deepgram, nova-3. Your key pays.",
        "The interviewer’s voice": "OpenAI, gpt-4o-mini-tts. Your key pays.",
        "The interviewer’s words": "OpenAI, gpt-4o. Your key pays.",
    }


def test_a_model_elsewhere_is_named_by_its_host(alice: FlaskClient) -> None:
    save(alice, "openai", OPENAI | {"openai_base_url": "https://llm.example.com/v1"})
    assert now(alice)["The interviewer’s words"] == "llm.example.com, gpt-4o. Your key pays."


def test_a_saved_key_that_nothing_uses_says_so(alice: FlaskClient) -> None:
    save(alice, "assemblyai", {"assemblyai_api_key": "assemblyai-canary-5555"})
    assert page(alice).count("Not in use now.") == 1
    assert "Choose AssemblyAI in Preferences" in page(alice)
    alice.post("/settings/preferences", data={"hearing": "assemblyai"})
    assert "Not in use now." not in page(alice)
