"""The hearing check's client against the real speech server, and against none."""

from __future__ import annotations

import socket
import wave
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from io import BytesIO
from pathlib import Path

import httpx
import pytest

from embedded.stack import EmbeddedServices
from errors import SpeechError
from web.speech import Speech

from .owners import Owners, nothing


@pytest.fixture
def make_owners(tmp_path: Path) -> Iterator[Callable[..., Owners]]:
    with ExitStack() as ending:
        yield lambda read, **settings: ending.enter_context(Owners(tmp_path, read, **settings))


def wav(pcm: bytes) -> bytes:
    """24 kHz mono samples as a WAV file."""
    out = BytesIO()
    with wave.open(out, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(24_000)
        made.writeframes(pcm)
    return out.getvalue()


@pytest.mark.room
def test_it_hears_what_was_said_and_nothing_in_silence(
    stack: EmbeddedServices, make_owners: Callable[..., Owners]
) -> None:
    owners = make_owners(lambda _: stack)
    speech = Speech(owners.endpoints)
    assert speech.healthy()
    said = httpx.post(
        f"{stack.speech_url}/audio/speech",
        json={
            "model": "piper",
            "voice": "joe",
            "input": "My name is Ada and I build payment systems.",
            "response_format": "pcm",
        },
        headers={"Authorization": f"Bearer {stack.speech_key.get_secret_value()}"},
        timeout=30,
    )
    assert "payment systems" in speech.transcribe(owners.charlie.id, wav(said.content), "audio/wav").lower()
    assert speech.transcribe(owners.charlie.id, wav(bytes(48_000)), "audio/wav") == ""


@pytest.mark.room
def test_what_is_no_recording_is_said_so(stack: EmbeddedServices, make_owners: Callable[..., Owners]) -> None:
    owners = make_owners(lambda _: stack)
    speech = Speech(owners.endpoints)
    with pytest.raises(SpeechError) as caught:
        speech.transcribe(owners.charlie.id, b"no sound at all", "audio/webm")
    assert "Record it once more" in caught.value.message


@pytest.fixture
def closed_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port: int = taken.getsockname()[1]
    return port


@pytest.mark.unit
def test_a_service_that_is_down_is_a_typed_failure(
    make_owners: Callable[..., Owners], closed_port: int
) -> None:
    owners = make_owners(nothing, speech_url=f"http://127.0.0.1:{closed_port}", share_operator_keys=True)
    speech = Speech(owners.endpoints)
    assert not speech.healthy()
    with pytest.raises(SpeechError) as caught:
        speech.transcribe(owners.charlie.id, b"x", "audio/wav")
    assert "Check that it is running" in caught.value.message


@pytest.mark.unit
def test_no_service_at_all_is_a_typed_failure(make_owners: Callable[..., Owners]) -> None:
    owners = make_owners(nothing)
    speech = Speech(owners.endpoints)
    assert not speech.healthy()
    with pytest.raises(SpeechError):
        speech.transcribe(owners.charlie.id, b"x", "audio/wav")


@pytest.mark.unit
@pytest.mark.parametrize("url", ["http://s:1", "http://s:1/", "http://s:1/v1", "http://s:1/v1/"])
def test_the_address_ends_in_v1_however_it_was_written(make_owners: Callable[..., Owners], url: str) -> None:
    owners = make_owners(nothing, speech_url=url)
    assert owners.endpoints.hearing(owners.local.id).base_url == "http://s:1/v1"
    assert owners.endpoints.voice(owners.local.id).base_url == "http://s:1/v1"
