"""Recognition: the last word is kept, and an utterance that Whisper starts over is decoded again."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from faster_whisper.transcribe import Segment
from piper import SynthesisConfig

from embedded.speech import recognition
from embedded.speech.audio import HEARING_RATE, Floats
from embedded.speech.recognition import Recogniser
from embedded.speech.synthesis import Synthesiser

SENTENCES = ("I would like to work with you.", "I would love to work with you.")


def cut_off(voice: Synthesiser, text: str, pace: float, missing: int) -> Floats:
    """The same sound every time (no noise), ended ``missing`` samples before its last loud one."""
    model = voice._voice
    even = SynthesisConfig(noise_scale=0.0, noise_w_scale=0.0, length_scale=pace)
    sound = np.concatenate([chunk.audio_float_array for chunk in model.synthesize(text, even)])
    at = np.arange(0, sound.size, model.config.sample_rate / HEARING_RATE)
    samples: Floats = np.interp(at, np.arange(sound.size), sound).astype(np.float32) * np.float32(1.4)
    return samples[: int(np.flatnonzero(np.abs(samples) > 0.01)[-1]) - missing]


@pytest.mark.room
def test_it_hears_the_last_word_of_a_recording_that_ends_with_it() -> None:
    """Without silence after it, six of these eight lose their last word."""
    recogniser, voice = Recogniser(), Synthesiser()
    lost = []
    for text, pace, missing in product(SENTENCES, (0.8, 1.2), (0, 800)):
        samples = cut_off(voice, text, pace, missing)
        heard = recogniser.transcribe(samples)
        assert heard.duration_s == samples.size / HEARING_RATE
        if not heard.text.rstrip(".").endswith("you"):
            lost.append(heard.text)
    assert len(lost) <= 2, lost


def segment(text: str) -> Segment:
    """One that Whisper is sure of."""
    return Segment(
        id=1,
        seek=0,
        start=0.0,
        end=1.0,
        text=text,
        tokens=[],
        avg_logprob=-0.1,
        compression_ratio=1.0,
        no_speech_prob=0.0,
        words=None,
        temperature=0.0,
    )


class Scripted(Recogniser):
    """Decodes what it is told to; remembers how wide the window was."""

    def __init__(self, *decoded: list[str]) -> None:
        self._left, self.windows = list(decoded), list[int]()

    def _run(self, *_: Any, **__: Any) -> list[Segment]:
        self.windows.append(recognition._window.get())
        return [segment(text) for text in self._left.pop(0)]


@pytest.fixture
def two_seconds(monkeypatch: pytest.MonkeyPatch) -> Floats:
    monkeypatch.setattr(recognition, "has_speech", lambda _: True)
    return np.zeros(2 * HEARING_RATE, dtype=np.float32)


@pytest.mark.unit
def test_four_words_that_come_twice_are_decoded_again_in_full(two_seconds: Floats) -> None:
    recogniser = Scripted(["We fixed the build", "and we fixed the build today."], ["We fixed the build."])
    assert recogniser.transcribe(two_seconds).text == "We fixed the build."
    assert recogniser.windows == [1000, 3000]


@pytest.mark.unit
def test_three_words_that_come_twice_are_how_people_speak(two_seconds: Floats) -> None:
    said = "We fixed the tests and then we fixed the build."
    recogniser = Scripted([said])
    assert recogniser.transcribe(two_seconds).text == said
    assert recogniser.windows == [1000]
