"""The speech server as the worker meets it: over HTTP, with the OpenAI plugins' own requests."""

from __future__ import annotations

import io
import time
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jiwer
import numpy as np
import pytest
from numpy.typing import NDArray

from embedded.services import EmbeddedServices

pytestmark = pytest.mark.room

QUESTION = "Could you walk me through a project you are proud of and what you learned?"
ANSWER = (
    "We had planned a shadow period for the migration, so both systems ran side by side for two weeks. "
    "I compared the totals every night and fixed the errors before we moved over."
)
MORE = (
    "After the move I wrote a short report for the whole team, with a chart of the errors we had found "
    "and what each of them would have cost. My manager asked me to show it to the other groups, and two"
    " of them took over the same method for their own systems. If I did it again, I would involve the "
    "support desk earlier, because they knew about three of the problems before we did. The hardest "
    "part was to keep everyone calm during the second week, when the numbers did not match and nobody "
    "could say why. I made a list of every difference, sorted it by size, and asked one person to own "
    "each line."
)


@pytest.fixture
def api(stack: EmbeddedServices) -> Iterator[httpx.Client]:
    key = stack.speech_key.get_secret_value()
    with httpx.Client(
        base_url=stack.speech_url, headers={"Authorization": f"Bearer {key}"}, trust_env=False, timeout=60
    ) as client:
        yield client


def spoken(api: httpx.Client, text: str, **options: object) -> bytes:
    answer = api.post("/audio/speech", json={"input": text, "response_format": "pcm", **options})
    assert answer.status_code == 200, answer.text
    return answer.content


def wav(samples: NDArray[np.floating[Any]]) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(24_000)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return out.getvalue()


def floats(pcm: bytes) -> NDArray[np.floating[Any]]:
    return np.frombuffer(pcm, "<i2").astype(np.float64) / 32768


def heard(api: httpx.Client, audio: bytes, **form: str) -> httpx.Response:
    return api.post("/audio/transcriptions", files={"file": ("a.wav", audio, "audio/wav")}, data=form)


def words(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum() or c == " ")


def test_it_understands_what_it_said(api: httpx.Client) -> None:
    text = heard(api, wav(floats(spoken(api, ANSWER)))).json()["text"]
    assert jiwer.wer(words(ANSWER), words(text)) <= 0.15


def test_it_recognises_an_answer_longer_than_whispers_window(api: httpx.Client) -> None:
    said = f"{ANSWER} {MORE}"
    text = heard(api, wav(floats(spoken(api, said)))).json()["text"]
    assert jiwer.wer(words(said), words(text)) <= 0.2


@pytest.mark.parametrize("kind", ["silence", "noise", "hum", "clicks"])
def test_it_hears_no_words_where_nobody_speaks(api: httpx.Client, kind: str) -> None:
    rng, ticks = np.random.default_rng(7), np.arange(72_000)
    audio = {
        "silence": np.zeros(72_000),
        "noise": rng.normal(0, 0.05, 72_000),
        "hum": 0.2 * np.sin(ticks * 2 * np.pi * 100 / 24_000),
        "clicks": (rng.random(72_000) > 0.9995) * 0.8,
    }[kind]
    assert heard(api, wav(audio)).json() == {"text": ""}


def test_it_sends_the_first_sound_before_the_rest_is_made(api: httpx.Client) -> None:
    body = {"input": f"{QUESTION} {ANSWER}", "response_format": "pcm"}
    began, firsts = time.perf_counter(), []
    with api.stream("POST", "/audio/speech", json=body) as answer:
        for chunk in answer.iter_bytes():
            if chunk:
                firsts.append(time.perf_counter() - began)
    assert firsts[0] < firsts[-1] / 3


def test_it_speaks_24_khz_at_a_natural_pace(api: httpx.Client) -> None:
    """Each synthesis draws its own durations; over a whole answer they even out."""
    seconds, faster = (len(spoken(api, ANSWER, speed=speed)) / 48_000 for speed in (1.0, 1.5))
    words_a_minute = len(ANSWER.split()) / seconds * 60
    assert 110 < words_a_minute < 230
    assert faster < seconds * 0.8


def test_it_keeps_the_pitch_of_the_voice_when_it_resamples(api: httpx.Client) -> None:
    """A wrong rate would move the energy out of a voice's band or leave images above 11 kHz."""
    samples = floats(spoken(api, ANSWER))
    power = np.abs(np.fft.rfft(samples)) ** 2
    frequencies = np.fft.rfftfreq(samples.size, 1 / 24_000)
    assert power[frequencies > 11_200].sum() / power.sum() < 1e-3
    assert np.abs(samples).max() < 1.0


def test_it_answers_in_the_three_text_formats(api: httpx.Client) -> None:
    audio = wav(floats(spoken(api, "Yes, I am ready to begin.")))
    assert "ready" in heard(api, audio, response_format="text").text
    verbose = heard(api, audio, response_format="verbose_json").json()
    assert verbose["duration"] > 1
    assert "ready" in verbose["segments"][0]["text"]


def test_it_gives_wav_that_a_wav_reader_accepts(api: httpx.Client) -> None:
    data = api.post("/audio/speech", json={"input": "Hello there.", "response_format": "wav"}).content
    assert data[:4] == b"RIFF"
    assert "hello" in words(heard(api, data).json()["text"])


@pytest.mark.parametrize("key", ["", "Bearer wrong", "Basic abc"])
def test_it_refuses_who_has_no_key(stack: EmbeddedServices, key: str) -> None:
    answer = httpx.post(
        f"{stack.speech_url}/audio/speech",
        json={"input": "Hi."},
        headers={"Authorization": key},
        trust_env=False,
    )
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "invalid_api_key"


@pytest.mark.parametrize(
    ("body", "named"),
    [({"input": ""}, "input"), ({"input": "Hi.", "response_format": "mp3"}, "response_format"), ([], "body")],
)
def test_it_names_what_it_cant_use(api: httpx.Client, body: object, named: str) -> None:
    answer = api.post("/audio/speech", json=body)
    assert answer.status_code == 400
    assert named in answer.json()["error"]["message"]


def test_it_says_so_when_a_file_is_no_audio(api: httpx.Client) -> None:
    answer = heard(api, b"this is not sound")
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "unreadable_audio"
    assert api.post("/audio/transcriptions", data={"model": "x"}).status_code == 400


def test_it_logs_nobodys_words(api: httpx.Client, stack_dir: Path) -> None:
    canary = "The purple walrus negotiates quarterly dividends."
    heard(api, wav(floats(spoken(api, canary))), prompt="walrus")
    api.post("/audio/speech", json={"input": canary, "speed": 99})
    logs = "".join(path.read_text() for path in (stack_dir / "logs").iterdir())
    assert "speech recognised" in logs
    for word in ("walrus", "purple", "dividends"):
        assert word not in logs
