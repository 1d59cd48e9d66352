"""The WAV files Chromium takes for a microphone, spoken by the house's own speech server."""

from __future__ import annotations

import io
import wave
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import numpy as np

from embedded.stack import EmbeddedServices
from simulation.audio import RATE, silence, trim

CHROMIUM_RATE = 2 * RATE


@dataclass(frozen=True)
class Spoken:
    """A sentence on the tape; seconds are counted from the tape's beginning."""

    text: str
    answer: int
    started_s: float
    ended_s: float


@dataclass
class Tape:
    """Sentences and silences in a row, to be written as a WAV file."""

    services: EmbeddedServices
    sentences: list[Spoken] = field(default_factory=list)
    _sound: bytearray = field(default_factory=bytearray)

    @property
    def length_s(self) -> float:
        """How long the tape is so far."""
        return len(self._sound) / 2 / RATE

    def rest(self, seconds: float) -> None:
        """Put silence on the tape."""
        self._sound += silence(seconds)

    def rest_until(self, second: float) -> None:
        """Put silence on the tape up to this second of it."""
        self.rest(max(0.0, second - self.length_s))

    def say(self, text: str, answer: int = 0) -> None:
        """Put a sentence on the tape."""
        began = self.length_s
        self._sound += self._spoken(text)
        self.sentences.append(Spoken(text, answer, began, self.length_s))

    def write(self, path: Path) -> Path:
        """The tape as a WAV file of 48 kHz, mono."""
        samples = np.frombuffer(bytes(self._sound), dtype=np.int16)
        places = np.arange(2 * len(samples)) / 2
        louder = np.interp(places, np.arange(len(samples)), samples).astype(np.int16)
        with wave.open(str(path), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(CHROMIUM_RATE)
            out.writeframes(louder.tobytes())
        return path

    def _spoken(self, text: str) -> bytes:
        answer = httpx.post(
            f"{self.services.speech_url}/audio/speech",
            json={"model": "piper", "input": text, "voice": "joe", "response_format": "pcm"},
            headers={"Authorization": f"Bearer {self.services.speech_key.get_secret_value()}"},
            timeout=60.0,
            trust_env=False,
        )
        answer.raise_for_status()
        return trim(io.BytesIO(answer.content).getvalue())
