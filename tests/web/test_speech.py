"""The hearing check's client against the real speech server, and against none."""

from __future__ import annotations

import socket
import wave
from contextlib import closing
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from embedded.stack import EmbeddedServices
from errors import SpeechError
from settings import Settings
from web.endpoints import Endpoints
from web.speech import Speech


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path)


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
def test_it_hears_what_was_said_and_nothing_in_silence(stack: EmbeddedServices, settings: Settings) -> None:
    speech = Speech(Endpoints(settings, lambda _: stack), settings.stt_model)
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
    assert "payment systems" in speech.transcribe(wav(said.content), "audio/wav").lower()
    assert speech.transcribe(wav(bytes(48_000)), "audio/wav") == ""


@pytest.mark.room
def test_what_is_no_recording_is_said_so(stack: EmbeddedServices, settings: Settings) -> None:
    speech = Speech(Endpoints(settings, lambda _: stack), settings.stt_model)
    with pytest.raises(SpeechError) as caught:
        speech.transcribe(b"no sound at all", "audio/webm")
    assert "Record it once more" in caught.value.message


@pytest.fixture
def closed_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port: int = taken.getsockname()[1]
    return port


@pytest.mark.unit
def test_a_service_that_is_down_is_a_typed_failure(settings: Settings, closed_port: int) -> None:
    there = settings.model_copy(update={"speech_url": f"http://127.0.0.1:{closed_port}"})
    speech = Speech(Endpoints(there, lambda _: None), "tiny.en")
    assert not speech.healthy()
    with pytest.raises(SpeechError) as caught:
        speech.transcribe(b"x", "audio/wav")
    assert "Check that it is running" in caught.value.message


@pytest.mark.unit
def test_no_service_at_all_is_a_typed_failure(settings: Settings) -> None:
    speech = Speech(Endpoints(settings, lambda _: None), "tiny.en")
    assert not speech.healthy()
    with pytest.raises(SpeechError):
        speech.transcribe(b"x", "audio/wav")


@pytest.mark.unit
@pytest.mark.parametrize("url", ["http://s:1", "http://s:1/", "http://s:1/v1", "http://s:1/v1/"])
def test_the_address_ends_in_v1_however_it_was_written(settings: Settings, url: str) -> None:
    there = settings.model_copy(update={"speech_url": url})
    endpoint = Endpoints(there, lambda _: None).speech()
    assert endpoint.base_url == "http://s:1/v1"
    assert isinstance(endpoint.api_key, SecretStr)
