"""Whose LiveKit and whose speech carry an owner's interview, and what is said when nobody's does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from embedded.process import ProcessId
from errors import LiveKitError, NotFoundError, SpeechError
from web.missing import KEYS_PAGE, PREFERENCES_PAGE, MissingKeyError

from .conftest import embedded
from .owners import Owners, nothing

pytestmark = pytest.mark.unit

OWN = {
    "livekit_url": "wss://charlie.livekit.cloud",
    "livekit_api_key": "charlies-key",
    "livekit_api_secret": "charlies secret of thirty-two characters",
}
OPERATORS: dict[str, Any] = {
    "livekit_url": "wss://operator.example",
    "livekit_api_key": "operators-key",
    "livekit_api_secret": "operators secret of thirty-two characters",
}
SPEECH: dict[str, Any] = {"speech_url": "http://speech.example", "openai_api_key": "operators-openai"}


@pytest.fixture
def make_owners(tmp_path: Path) -> Iterator[Callable[..., Owners]]:
    with ExitStack() as ending:
        yield lambda read, **settings: ending.enter_context(Owners(tmp_path, read, **settings))


def payers(owners: Owners, owner_id: str) -> list[str]:
    found = owners.endpoints.uses(owner_id)
    assert list(found) == ["livekit", "hearing", "voice", "model"]
    return [str(use.payer) for use in found.values()][:3]


@pytest.mark.parametrize(
    ("own", "shared", "operators", "runs", "payer"),
    [
        (True, True, True, True, "own"),
        (True, False, False, False, "own"),
        (False, True, True, True, "operator"),
        (False, False, True, True, "embedded"),
        (False, False, True, False, "missing"),
        (False, True, False, True, "embedded"),
        (False, True, False, False, "missing"),
    ],
)
def test_the_owners_livekit_comes_first_then_a_shared_one_then_the_embedded_one(
    make_owners: Callable[..., Owners], own: bool, shared: bool, operators: bool, runs: bool, payer: str
) -> None:
    settings = OPERATORS if operators else {}
    owners = make_owners(embedded if runs else nothing, share_operator_keys=shared, **settings)
    if own:
        owners.give(owners.charlie, **OWN)
    owner = owners.charlie.id
    assert payers(owners, owner)[0] == payer
    if payer == "missing":
        with pytest.raises(LiveKitError) as caught:
            owners.endpoints.livekit(owner)
        assert isinstance(caught.value, MissingKeyError)
        assert owners.endpoints.connect_to(owner) == ()
        return
    found = owners.endpoints.livekit(owner)
    keys = {"own": "charlies-key", "operator": "operators-key", "embedded": "key"}
    urls = {
        "own": ("wss://charlie.livekit.cloud", "https://charlie.livekit.cloud"),
        "operator": ("wss://operator.example", "https://operator.example"),
        "embedded": ("ws://127.0.0.1:7880", "http://127.0.0.1:7880"),
    }
    assert (found.payer, found.api_key.get_secret_value()) == (payer, keys[payer])
    assert (found.url, found.api_url) == urls[payer]
    assert found.allowed_hosts == ("*.livekit.cloud" if own else None)
    assert owners.endpoints.connect_to(owner) == (found.url,)


def test_who_signed_in_on_this_computer_is_the_operator(make_owners: Callable[..., Owners]) -> None:
    owners = make_owners(nothing, **OPERATORS, **SPEECH)
    owners.choose(owners.local, hearing="openai")
    assert payers(owners, owners.local.id) == ["operator", "operator", "operator"]
    assert payers(owners, owners.charlie.id) == ["missing", "missing", "missing"]
    assert owners.endpoints.hearing(owners.local.id).api_key.get_secret_value() == "operators-openai"
    assert owners.endpoints.voice(owners.local.id).base_url == "http://speech.example/v1"


def test_one_owners_key_carries_no_other_owners_interview(make_owners: Callable[..., Owners]) -> None:
    owners = make_owners(nothing)
    owners.give(owners.charlie, **OWN, openai_api_key="charlies-openai")
    assert payers(owners, owners.charlie.id) == ["own", "own", "own"]
    assert payers(owners, owners.local.id) == ["missing", "missing", "missing"]


def test_hearing_and_voice_go_where_the_owner_chose(make_owners: Callable[..., Owners]) -> None:
    owners = make_owners(embedded)
    owner = owners.charlie.id
    owners.give(owners.charlie, openai_api_key="charlies-openai", openai_base_url="https://ai.example/v1")
    assert payers(owners, owner)[1:] == ["embedded", "embedded"]
    owners.choose(owners.charlie, speaking="openai", voice="nova", speed=1.25)
    hearing, voice = owners.endpoints.hearing(owner), owners.endpoints.voice(owner)
    assert (hearing.payer, hearing.model, hearing.guarded) == ("embedded", "tiny.en", False)
    assert (voice.payer, voice.base_url, voice.guarded) == ("own", "https://ai.example/v1", True)
    assert (voice.model, voice.voice, voice.speed) == ("gpt-4o-mini-tts", "nova", 1.25)
    owners.choose(owners.charlie, hearing="openai")
    hearing, voice = owners.endpoints.hearing(owner), owners.endpoints.voice(owner)
    assert (hearing.payer, hearing.model, hearing.guarded) == ("own", "gpt-4o-mini-transcribe", True)
    assert (voice.payer, voice.model, voice.voice) == ("embedded", "piper", "joe")


def test_the_operators_openai_goes_to_openai_alone_and_needs_no_guard(
    make_owners: Callable[..., Owners],
) -> None:
    owners = make_owners(nothing, share_operator_keys=True, openai_api_key="operators-openai")
    found = owners.endpoints.voice(owners.charlie.id)
    assert (found.payer, found.base_url) == ("operator", "https://api.openai.com/v1")
    assert (found.voice, found.guarded) == ("ash", False)


def test_who_chose_openai_and_has_no_key_is_heard_on_this_box_if_it_can(
    make_owners: Callable[..., Owners],
) -> None:
    owners = make_owners(embedded)
    owners.choose(owners.charlie, hearing="openai", speaking="openai", voice="nova")
    assert payers(owners, owners.charlie.id)[1:] == ["embedded", "embedded"]
    assert owners.endpoints.voice(owners.charlie.id).voice == "joe"


def test_a_choice_of_this_box_is_never_sent_to_openai_instead(make_owners: Callable[..., Owners]) -> None:
    owners = make_owners(nothing, share_operator_keys=True, openai_api_key="operators-openai")
    owners.choose(owners.charlie, hearing="embedded", speaking="embedded")
    owners.give(owners.charlie, openai_api_key="charlies-openai")
    assert payers(owners, owners.charlie.id)[1:] == ["missing", "missing"]
    with pytest.raises(SpeechError, match="no key for this purpose"):
        owners.endpoints.hearing(owners.charlie.id)
    (told,) = [one for one in owners.endpoints.missing(owners.charlie.id) if one.label == "Speech"]
    assert told.href == PREFERENCES_PAGE


def test_what_is_missing_is_named_with_the_way_there(make_owners: Callable[..., Owners]) -> None:
    owners = make_owners(nothing)
    livekit, speech = owners.endpoints.missing(owners.charlie.id)
    assert (livekit.label, livekit.href) == ("LiveKit", KEYS_PAGE)
    assert "Enter a LiveKit key under Settings" in livekit.text
    assert (speech.label, speech.href) == ("Speech", KEYS_PAGE)
    assert "no OpenAI key is saved" in speech.text
    with pytest.raises(MissingKeyError) as caught:
        owners.endpoints.voice(owners.charlie.id)
    assert (caught.value.status, caught.value.href) == (HTTPStatus.CONFLICT, KEYS_PAGE)
    assert caught.value.message == speech.text
    owners.give(owners.charlie, **OWN, openai_api_key="charlies-openai")
    assert owners.endpoints.missing(owners.charlie.id) == []


def test_a_key_that_cant_be_read_is_to_be_entered_again(make_owners: Callable[..., Owners]) -> None:
    owners = make_owners(nothing)
    owners.give(owners.charlie, **OWN, openai_api_key="charlies-openai")
    for row in owners.store.keys(owners.charlie.id):
        spoilt = type(row)(**(vars(row) | {"ciphertext": b"\x00" * len(row.ciphertext)}))
        owners.store.put_keys(owners.charlie.id, [spoilt])
    told = owners.endpoints.missing(owners.charlie.id)
    assert [one.label for one in told] == ["LiveKit", "Speech"]
    assert all("Enter it again" in one.text for one in told)


@pytest.mark.parametrize("url", ["wss://10.0.0.1", "ws://127.0.0.1:7880", "wss://evil.example", "nonsense"])
def test_an_address_off_the_list_is_refused_whenever_it_is_used(
    make_owners: Callable[..., Owners], url: str
) -> None:
    """The list may have become shorter since the key was saved."""
    owners = make_owners(embedded, **OPERATORS, share_operator_keys=True)
    owners.give(owners.charlie, **OWN | {"livekit_url": url})
    owner = owners.charlie.id
    with pytest.raises(LiveKitError, match="not allowed") as caught:
        owners.endpoints.livekit(owner)
    assert owners.endpoints.connect_to(owner) == ()
    (told,) = owners.endpoints.missing(owner)
    assert (told.text, told.href) == (caught.value.message, KEYS_PAGE)


@pytest.mark.parametrize("field", list(OWN))
def test_an_empty_part_of_a_key_is_never_filled_from_the_environment(
    make_owners: Callable[..., Owners], monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    monkeypatch.setenv(field.upper(), "the-operators")
    owners = make_owners(nothing)
    owners.give(owners.charlie, **OWN | {field: ""})
    with pytest.raises(MissingKeyError):
        owners.endpoints.livekit(owners.charlie.id)


def test_a_server_that_is_down_is_not_called_a_missing_key(make_owners: Callable[..., Owners]) -> None:
    def down(data_dir: Path) -> Any:
        away = {"livekit_url": "", "livekit_api_url": "", "speech_url": ""}
        pids = {"livekit": ProcessId.mine(), "speech": ProcessId.mine()}
        return embedded(data_dir).model_copy(update={**away, "pids": pids})

    owners = make_owners(down)
    owner = owners.charlie.id
    assert payers(owners, owner) == ["embedded", "embedded", "embedded"]
    assert owners.endpoints.missing(owner) == []
    assert owners.endpoints.speech_here(owner)
    for ask in (owners.endpoints.livekit, owners.endpoints.hearing, owners.endpoints.voice):
        with pytest.raises((LiveKitError, SpeechError), match="not running") as caught:
            ask(owner)
        assert caught.value.status == HTTPStatus.SERVICE_UNAVAILABLE


@pytest.mark.parametrize(
    ("public_url", "payer"),
    [("http://localhost:8000", "embedded"), ("https://mockflow.example", "missing")],
)
def test_livekit_on_loopback_serves_no_browser_elsewhere(
    make_owners: Callable[..., Owners], public_url: str, payer: str
) -> None:
    owners = make_owners(embedded, public_url=public_url)
    assert payers(owners, owners.charlie.id) == [payer, "embedded", "embedded"]


def test_the_box_itself_has_the_operators_and_nobodys_keys(make_owners: Callable[..., Owners]) -> None:
    owners = make_owners(embedded, **OPERATORS)
    owners.give(owners.charlie, **OWN)
    assert owners.endpoints.livekit(None).payer == "operator"
    assert owners.endpoints.hearing(None).payer == "embedded"


def test_an_owner_who_is_gone_has_nothing(make_owners: Callable[..., Owners]) -> None:
    owners = make_owners(embedded)
    with pytest.raises(NotFoundError):
        owners.endpoints.livekit("nobody")


def test_it_names_every_host_a_voice_passes_through(make_owners: Callable[..., Owners]) -> None:
    owners = make_owners(embedded)
    owner = owners.charlie.id
    assert owners.endpoints.hosts(owner) == ()
    owners.give(owners.charlie, **OWN, openai_api_key="charlies-openai")
    assert owners.endpoints.hosts(owner) == ("charlie.livekit.cloud",)
    owners.choose(owners.charlie, hearing="openai", speaking="openai")
    assert owners.endpoints.hosts(owner) == ("charlie.livekit.cloud", "api.openai.com")
    owners.store.delete_keys(owner, list(OWN))
    assert owners.endpoints.hosts(owner) == ("api.openai.com",)


def test_before_there_is_a_key_it_says_that_a_voice_will_leave(make_owners: Callable[..., Owners]) -> None:
    owners = make_owners(nothing)
    assert owners.endpoints.hosts(owners.charlie.id) == ("the services whose keys you enter",)
    assert owners.endpoints.hosts(None) == ("the services whose keys you enter",)
