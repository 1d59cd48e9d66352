"""The hearing check with Deepgram and AssemblyAI: what they are asked, and what their answers mean."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from errors import SpeechError
from tests.fakes import provider_answers as said
from tests.fakes.certificates import Tls, make_tls
from tests.fakes.providers import KEY, NAMES, Answer, FakeProviders, running
from web.speech import Speech

from .conftest import embedded
from .owners import Owners

pytestmark = pytest.mark.process

LISTEN, UPLOAD, ORDER, PLACE = "/v1/listen", "/v2/upload", "/v2/transcript", "/v2/transcript/t-1"
HEARD = Answer(
    200, {"results": {"channels": [{"alternatives": [{"transcript": "I keep ledgers. ", "confidence": 1}]}]}}
)


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Tls:
    return make_tls(tmp_path_factory.mktemp("tls"), NAMES)


@pytest.fixture
def providers(tls: Tls) -> Iterator[FakeProviders]:
    with running(tls) as server:
        yield server


@pytest.fixture
def hear(tmp_path: Path, providers: FakeProviders) -> Iterator[Callable[..., str]]:
    with ExitStack() as ending:
        owners = ending.enter_context(Owners(tmp_path, embedded))
        owners.give(owners.charlie, deepgram_api_key=KEY, assemblyai_api_key=KEY)

        def hear(vendor: str, language: str = "en") -> str:
            owners.choose(owners.charlie, hearing=vendor)
            speech = Speech(owners.endpoints, guard=providers.guard())
            return speech.transcribe(owners.charlie.id, b"some sound", "audio/webm", language)

        yield hear


def transcript(status: str, text: str | None = None) -> Answer:
    return Answer(200, {"id": "t-1", "status": status, "text": text})


def assemblyai(providers: FakeProviders, *looks: Answer) -> None:
    providers.instead = {
        UPLOAD: [Answer(200, {"upload_url": "https://cdn.assemblyai.com/upload/u-1"})],
        ORDER: [transcript("queued")],
        PLACE: list(looks),
    }


def test_deepgram_is_sent_the_recording_as_it_is(providers: FakeProviders, hear: Callable[..., str]) -> None:
    providers.instead[LISTEN] = [HEARD]
    assert hear("deepgram", "es") == "I keep ledgers."
    (asked,) = providers.asked
    assert (asked.method, asked.body) == ("POST", b"some sound")


def test_deepgram_hears_nothing_in_silence(hear: Callable[..., str]) -> None:
    assert hear("deepgram") == ""


def test_assemblyai_is_asked_until_it_has_read_it_and_then_to_forget_it(
    providers: FakeProviders, hear: Callable[..., str]
) -> None:
    assemblyai(providers, transcript("processing"), transcript("completed", "I keep ledgers."))
    assert hear("assemblyai", "es") == "I keep ledgers."
    steps = [(asked.method, asked.path) for asked in providers.asked]
    assert steps == [
        ("POST", UPLOAD),
        ("POST", ORDER),
        ("GET", PLACE),
        ("GET", PLACE),
        ("DELETE", PLACE),
    ]
    assert json.loads(providers.asked[1].body) == {
        "audio_url": "https://cdn.assemblyai.com/upload/u-1",
        "language_code": "es",
        "speech_models": ["universal-3-pro", "universal-2"],
    }


def test_a_recording_that_assemblyai_cant_read_is_forgotten_too(
    providers: FakeProviders, hear: Callable[..., str]
) -> None:
    assemblyai(providers, transcript("error"))
    with pytest.raises(SpeechError):
        hear("assemblyai")
    assert providers.asked[-1].method == "DELETE"


@pytest.mark.parametrize(
    ("vendor", "path", "answer", "says"),
    [
        ("deepgram", LISTEN, said.DEEPGRAM_WRONG_KEY, "Deepgram refused your key"),
        ("deepgram", LISTEN, said.DEEPGRAM_NO_PERMISSION, "Deepgram refused your key"),
        ("deepgram", LISTEN, said.DEEPGRAM_NO_CREDIT, "Deepgram took your key but answers no more"),
        ("deepgram", LISTEN, said.DEEPGRAM_TOO_MANY, "Deepgram took your key but answers no more"),
        ("deepgram", LISTEN, Answer(400, {"err_msg": "corrupt"}), "can't be read"),
        ("deepgram", LISTEN, said.BROKEN, "doesn't answer the way it should"),
        ("deepgram", LISTEN, said.HTML, "doesn't answer the way it should"),
        (
            "deepgram",
            LISTEN,
            Answer(200, {"results": {"channels": [{}]}}),
            "doesn't answer the way it should",
        ),
        ("deepgram", LISTEN, Answer(302, b"", {"Location": "http://127.0.0.1/"}), "isn't the provider's API"),
        ("assemblyai", UPLOAD, said.ASSEMBLYAI_WRONG_KEY, "AssemblyAI refused your key"),
        ("assemblyai", UPLOAD, said.ASSEMBLYAI_NOT_UPGRADED, "AssemblyAI took your key but answers no more"),
        ("assemblyai", UPLOAD, said.HTML, "doesn't answer the way it should"),
    ],
)
def test_each_refusal_says_what_to_do_and_shows_no_key(
    providers: FakeProviders, hear: Callable[..., str], vendor: str, path: str, answer: Answer, says: str
) -> None:
    providers.instead[path] = [answer]
    with pytest.raises(SpeechError) as caught:
        hear(vendor)
    assert says in caught.value.message
    assert KEY not in caught.value.message + caught.value.log


def test_the_keys_go_out_the_way_each_wants_them(
    providers: FakeProviders, hear: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[str, str]] = []
    usual = providers.usual

    def noting(request: Any, body: bytes) -> Answer:
        sent.append((request.path, request.headers["Authorization"]))
        return usual(request, body)

    monkeypatch.setattr(providers, "usual", noting)
    assert hear("deepgram", "es") == ""
    with pytest.raises(SpeechError):
        hear("assemblyai")
    assert sent[0] == ("/v1/listen?model=nova-3&language=es&punctuate=true", f"Token {KEY}")
    assert sent[1] == ("/v2/upload", KEY)
