"""Who hears, who speaks and who thinks for an owner: by keys, choices, sharing and language, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from web.languages import WHOLE
from web.missing import KEYS_PAGE, PREFERENCES_PAGE, MissingKeyError
from web.places import SpeechEndpoint

from .conftest import embedded
from .owners import Owners, nothing

pytestmark = pytest.mark.unit

ALL_KEYS = {
    "openai_api_key": "charlies-openai",
    "deepgram_api_key": "charlies-deepgram",
    "assemblyai_api_key": "charlies-assemblyai",
}


@pytest.fixture
def make_owners(tmp_path: Path) -> Iterator[Callable[..., Owners]]:
    with ExitStack() as ending:
        yield lambda read, **settings: ending.enter_context(Owners(tmp_path, read, **settings))


def facts(chain: tuple[SpeechEndpoint, ...]) -> list[tuple[str, str, str]]:
    return [(one.provider, one.payer, one.model) for one in chain]


@pytest.mark.parametrize(
    ("chosen", "model"),
    [
        ("openai", "gpt-4o-mini-transcribe"),
        ("deepgram", "nova-3"),
        ("assemblyai", "universal-streaming-english"),
    ],
)
def test_who_was_chosen_hears_first_and_this_box_stands_behind(
    make_owners: Callable[..., Owners], chosen: str, model: str
) -> None:
    owners = make_owners(embedded)
    owners.give(owners.charlie, **ALL_KEYS)
    owners.choose(owners.charlie, hearing=chosen)
    chain = owners.endpoints.of(owners.charlie.id).hearing()
    assert facts(chain) == [(chosen, "own", model), ("embedded", "embedded", "tiny.en")]
    assert chain[0].api_key.get_secret_value() == f"charlies-{chosen}"


def test_without_speech_on_this_box_nobody_stands_behind(make_owners: Callable[..., Owners]) -> None:
    owners = make_owners(nothing)
    owners.give(owners.charlie, **ALL_KEYS)
    owners.choose(owners.charlie, hearing="deepgram", deepgram_model="nova-2", speaking="deepgram")
    sources = owners.endpoints.of(owners.charlie.id)
    assert facts(sources.hearing()) == [("deepgram", "own", "nova-2")]
    assert facts(sources.voice()) == [("deepgram", "own", "aura-2-thalia-en")]


@pytest.mark.parametrize(
    ("likes", "language", "voice", "speed"),
    [
        ({}, "en", "aura-2-thalia-en", 1.0),
        ({"deepgram_voice": "aura-2-zeus-en", "speed": 2.0}, "en", "aura-2-zeus-en", 1.5),
        ({"deepgram_voice": "aura-2-zeus-en", "speed": 0.5}, "es", "aura-2-celeste-es", 0.7),
        ({"deepgram_voice": "aura-2-nestor-es"}, "es", "aura-2-nestor-es", 1.0),
        ({"deepgram_voice": "aura-2-nestor-es"}, "en", "aura-2-thalia-en", 1.0),
        ({"speed": 1.4}, "de", "aura-2-viktoria-de", 1.0),
    ],
)
def test_a_voice_of_deepgrams_speaks_the_language_at_a_speed_it_can(
    make_owners: Callable[..., Owners], likes: dict[str, Any], language: str, voice: str, speed: float
) -> None:
    owners = make_owners(nothing)
    owners.give(owners.charlie, **ALL_KEYS)
    owners.choose(owners.charlie, speaking="deepgram", **likes)
    found = owners.endpoints.voice(owners.charlie.id, language)
    assert (found.provider, found.model, found.voice, found.speed) == ("deepgram", voice, voice, speed)


@pytest.mark.parametrize("vendor", ["openai", "deepgram", "assemblyai"])
@pytest.mark.parametrize("shared", [True, False])
def test_an_operators_key_is_for_whom_it_is_shared_with_and_for_the_operator(
    make_owners: Callable[..., Owners], vendor: str, shared: bool
) -> None:
    owners = make_owners(embedded, share_operator_keys=shared, **{f"{vendor}_api_key": "operators"})
    for owner, theirs in ((owners.local, True), (owners.charlie, shared)):
        owners.choose(owner, hearing=vendor)
        first = owners.endpoints.hearing(owner.id)
        assert (first.payer, first.provider) == (("operator", vendor) if theirs else ("embedded", "embedded"))
        assert (first.api_key.get_secret_value() == "operators") is theirs


def test_ones_own_key_comes_before_the_operators(make_owners: Callable[..., Owners]) -> None:
    owners = make_owners(nothing, share_operator_keys=True, deepgram_api_key="operators")
    owners.give(owners.charlie, **ALL_KEYS)
    owners.choose(owners.charlie, hearing="deepgram")
    assert owners.endpoints.hearing(owners.charlie.id).payer == "own"


@pytest.mark.parametrize(
    ("keys", "hears", "speaks"),
    [
        ({"deepgram_api_key": "k"}, "deepgram", "deepgram"),
        ({"assemblyai_api_key": "k", "openai_api_key": "k"}, "openai", "openai"),
        ({"assemblyai_api_key": "k", "deepgram_api_key": "k"}, "deepgram", "deepgram"),
        ({}, "openai", "openai"),
    ],
)
def test_who_chose_nobody_goes_where_there_is_a_key(
    make_owners: Callable[..., Owners], keys: dict[str, str], hears: str, speaks: str
) -> None:
    owners = make_owners(nothing)
    owners.give(owners.charlie, **keys)
    likes = owners.endpoints.of(owners.charlie.id).preferences
    assert (likes.hearing, likes.speaking) == (hears, speaks)
    here = make_owners(embedded)
    here.give(here.charlie, **keys)
    assert here.endpoints.of(here.charlie.id).preferences.hearing == "embedded"


def test_a_model_is_used_when_there_is_a_key_and_nobody_chose_otherwise(
    make_owners: Callable[..., Owners],
) -> None:
    owners = make_owners(embedded)
    owner = owners.charlie.id
    assert owners.endpoints.of(owner).model() is None
    owners.give(owners.charlie, openai_api_key="k", openai_base_url="https://llm.example.com/v1/")
    owners.choose(owners.charlie, model="gpt-5-mini", temperature=0.2)
    found = owners.endpoints.of(owner).model()
    assert found is not None
    assert (found.base_url, found.model, found.payer) == ("https://llm.example.com/v1", "gpt-5-mini", "own")
    assert (found.guarded, found.temperature) == (True, 0.2)
    owners.give(owners.charlie, openai_model="llama-70b")
    found = owners.endpoints.of(owner).model()
    assert found is not None
    assert found.model == "llama-70b"
    owners.choose(owners.charlie, interviewer="offline")
    assert owners.endpoints.of(owner).model() is None


def test_the_operators_model_is_the_operators_choice_for_everybody_else(
    make_owners: Callable[..., Owners],
) -> None:
    owners = make_owners(embedded, share_operator_keys=True, openai_api_key="k", llm_model="gpt-4o-mini")
    for owner, model in ((owners.charlie, "gpt-4o-mini"), (owners.local, "gpt-5-pro")):
        owners.choose(owner, model="gpt-5-pro")
        found = owners.endpoints.of(owner.id).model()
        assert found is not None
        assert (found.model, found.payer, found.guarded) == (model, "operator", False)


def test_the_operators_own_chat_server_needs_no_key_and_gets_no_openai_key(
    make_owners: Callable[..., Owners],
) -> None:
    ollama = {"llm_base_url": "http://127.0.0.1:11434/v1/", "openai_api_key": "operators-openai"}
    owners = make_owners(embedded, **ollama)
    found = owners.endpoints.of(owners.local.id).model()
    assert found is not None
    assert (found.base_url, found.api_key.get_secret_value()) == ("http://127.0.0.1:11434/v1", "none")
    assert owners.endpoints.of(owners.local.id).model_host() == ""
    assert owners.endpoints.of(owners.charlie.id).model() is None


def test_spanish_is_never_given_to_speech_that_knows_english_alone(
    make_owners: Callable[..., Owners],
) -> None:
    owners = make_owners(embedded)
    owner = owners.charlie.id
    with pytest.raises(MissingKeyError) as caught:
        owners.endpoints.hearing(owner, "es")
    assert caught.value.href == KEYS_PAGE
    assert "needs OpenAI, Deepgram or AssemblyAI to hear you and OpenAI or Deepgram to speak" in (
        caught.value.message
    )
    owners.give(owners.charlie, **ALL_KEYS)
    told = owners.endpoints.of(owner).missing_speech("es")
    assert told is not None
    assert (told.href, "Choose that under Settings, Preferences" in told.text) == (PREFERENCES_PAGE, True)
    owners.choose(owners.charlie, hearing="assemblyai", speaking="deepgram")
    sources = owners.endpoints.of(owner)
    assert facts(sources.hearing("es")) == [("assemblyai", "own", "universal-streaming-multilingual")]
    assert facts(sources.voice("es")) == [("deepgram", "own", "aura-2-celeste-es")]
    assert sources.missing("es") == []


def test_a_language_is_refused_where_the_chosen_provider_doesnt_know_it(
    make_owners: Callable[..., Owners],
) -> None:
    owners = make_owners(embedded)
    owners.give(owners.charlie, **ALL_KEYS)
    owners.choose(owners.charlie, hearing="assemblyai", speaking="openai")
    (told,) = owners.endpoints.missing(owners.charlie.id, "ja")
    assert "Japanese needs OpenAI or Deepgram to hear you." in told.text
    owners.choose(owners.charlie, hearing="openai", speaking="openai")
    assert owners.endpoints.missing(owners.charlie.id, "ja") == []


def test_other_languages_need_a_model(make_owners: Callable[..., Owners]) -> None:
    owners = make_owners(embedded)
    owners.give(owners.charlie, deepgram_api_key="k")
    owners.choose(owners.charlie, hearing="deepgram", speaking="deepgram")
    for language in WHOLE:
        assert owners.endpoints.of(owners.charlie.id).missing_speech(language) is None
    told = owners.endpoints.of(owners.charlie.id).missing_speech("fr")
    assert told is not None
    assert (told.label, told.href) == ("Language model", KEYS_PAGE)
    owners.give(owners.charlie, openai_api_key="k")
    assert owners.endpoints.of(owners.charlie.id).missing_speech("fr") is None


def test_an_operators_speech_server_knows_the_language_the_operator_set(
    make_owners: Callable[..., Owners],
) -> None:
    local = {"speech_url": "http://speech.example", "llm_base_url": "http://127.0.0.1:11434/v1"}
    owners = make_owners(nothing, interview_language="es", **local)
    sources = owners.endpoints.of(owners.local.id)
    assert facts(sources.hearing("es")) == [("openai", "operator", "tiny.en")]
    assert sources.missing_speech("es") is None
    assert sources.missing_speech("de") is not None


@pytest.mark.parametrize(("vendor", "title"), [("deepgram", "Deepgram"), ("assemblyai", "AssemblyAI")])
def test_a_missing_key_is_named_by_whom_it_is_for(
    make_owners: Callable[..., Owners], vendor: str, title: str
) -> None:
    owners = make_owners(nothing)
    owners.choose(owners.charlie, hearing=vendor)
    told = owners.endpoints.of(owners.charlie.id).missing_speech("en")
    assert told is not None
    assert f"no {title} key is saved" in told.text
    owners.give(owners.charlie, **{f"{vendor}_api_key": "k"})
    (row,) = owners.store.keys(owners.charlie.id)
    owners.store.put_keys(owners.charlie.id, [type(row)(**(vars(row) | {"ciphertext": b"\x00" * 17}))])
    told = owners.endpoints.of(owners.charlie.id).missing_speech("en")
    assert told is not None
    assert f"Your {title} key can’t be read" in told.text


def test_the_hosts_of_all_who_may_hear_or_speak_are_named(make_owners: Callable[..., Owners]) -> None:
    owners = make_owners(nothing, share_operator_keys=True, speech_url="http://speech.example")
    owners.give(owners.charlie, **ALL_KEYS)
    owners.choose(owners.charlie, hearing="deepgram", speaking="openai")
    assert owners.endpoints.hosts(owners.charlie.id) == (
        "the services whose keys you enter",
        "api.deepgram.com",
        "speech.example",
        "api.openai.com",
    )
    assert owners.endpoints.of(owners.charlie.id).model_host() == "api.openai.com"
