"""Who carries a dispatched interview, by the operator's settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from dispatch import carriers as of
from dispatch.brief import DispatchRefusedError
from dispatch.carriers import carriers
from embedded.process import ProcessId
from embedded.services import EmbeddedServices
from settings import Settings
from web import chains, languages, provider_keys, voices

pytestmark = pytest.mark.unit

KEYS = {"openai_api_key": "sk-o", "deepgram_api_key": "dg", "assemblyai_api_key": "aai"}
HERE = EmbeddedServices(
    speech_url="http://127.0.0.1:1/v1", speech_key=SecretStr("k"), pids={}, owner=ProcessId(pid=1, started=1)
)


def settings(**values: object) -> Settings:
    return Settings.model_validate({**Settings(_env_file=None).model_dump(), **values})


def test_this_boxs_speech_is_used_alone_where_it_knows_the_language() -> None:
    found = carriers(settings(**KEYS), HERE, "en")
    assert [(one.provider, one.base_url) for one in found.hearing] == [("embedded", HERE.speech_url)]
    assert [(one.provider, one.voice) for one in found.voice] == [("embedded", "joe")]


def test_without_it_every_provider_with_a_key_stands_in_line() -> None:
    found = carriers(settings(**KEYS), None, "en")
    assert [one.provider for one in found.hearing] == ["openai", "deepgram", "assemblyai"]
    assert [one.provider for one in found.voice] == ["openai", "deepgram"]
    assert [one.api_key.get_secret_value() for one in found.hearing] == ["sk-o", "dg", "aai"]
    assert found.hearing[2].model == of.ASSEMBLYAI_ENGLISH


def test_another_language_goes_to_who_knows_it() -> None:
    found = carriers(settings(**KEYS), HERE, "ko")
    assert [one.provider for one in found.hearing] == ["openai", "deepgram"]
    assert [one.provider for one in found.voice] == ["openai"]
    spanish = carriers(settings(deepgram_api_key="dg"), None, "es")
    assert spanish.voice[0].voice == "aura-2-celeste-es"


def test_a_speech_server_of_the_settings_is_one_of_openais_kind() -> None:
    found = carriers(settings(speech_url="http://10.0.0.2:9/"), HERE, "en")
    assert (found.hearing[0].provider, found.hearing[0].base_url) == ("openai", "http://10.0.0.2:9/v1")


def test_the_model_is_the_operators_or_none() -> None:
    assert carriers(settings(), HERE, "en").thinking == ()
    [model] = carriers(settings(openai_api_key="sk-o", llm_model="m"), HERE, "en").thinking
    assert (model.base_url, model.model) == (of.OPENAI_BASE_URL, "m")
    [other] = carriers(settings(llm_base_url="http://127.0.0.1:2/v1/"), HERE, "en").thinking
    assert (other.base_url, other.api_key.get_secret_value()) == ("http://127.0.0.1:2/v1", "none")


@pytest.mark.parametrize(
    ("values", "language"),
    [
        ({}, "en"),  # nobody hears
        ({"deepgram_api_key": "dg"}, "ko"),  # nobody speaks it
        ({"deepgram_api_key": "dg"}, "fr"),  # nobody words questions in it
    ],
)
def test_it_refuses_what_nobody_can_hold(values: dict[str, str], language: str) -> None:
    with pytest.raises(DispatchRefusedError):
        carriers(settings(**values), None, language)


def test_it_names_the_models_and_voices_that_the_web_app_names() -> None:
    """Both may not import the other; they must not drift apart."""
    assert (of.OPENAI_HEARING, of.OPENAI_SPEAKING) == (chains.OPENAI_HEARING, chains.OPENAI_SPEAKING)
    assert of.OPENAI_BASE_URL == provider_keys.OPENAI_BASE_URL
    assert of.ASSEMBLYAI_ENGLISH == chains.ASSEMBLYAI_ENGLISH
    assert of.ASSEMBLYAI_OTHERS == chains.ASSEMBLYAI_OTHERS
    assert languages.HEARS["assemblyai"] == of.ASSEMBLYAI_HEARS
    assert of.DEEPGRAM_VOICES.keys() == languages.SPEAKS["deepgram"]
    assert dict(of.DEEPGRAM_VOICES) == dict(voices.DEEPGRAM_USUAL)
    assert set(voices.OPENAI_VOICES) - {""} == of.OPENAI_VOICES
    assert of.OPENAI_USUAL == voices.OPENAI_USUAL
    for language in ("en", "es", "fr"):
        assert voices.deepgram_speed(2.0, language) == _speed(language)


def _speed(language: str) -> float:
    return of._voice(settings(deepgram_api_key="dg", tts_speed=2.0), language)[-1].speed


def test_the_worker_may_import_all_of_it() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in Path(of.__file__).parent.glob("*.py"))
    assert "from web" not in text
