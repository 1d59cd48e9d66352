"""Words with their times: Whisper's pieces put together and kept inside the stretches of speech."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from faster_whisper.transcribe import Word
from faster_whisper.vad import VadOptions, get_speech_timestamps

from embedded.speech.audio import HEARING_RATE, Floats

Stretch = tuple[float, float]

_SHORTEST_S = 0.04
_SPOKEN = VadOptions(threshold=0.35, min_speech_duration_ms=60, min_silence_duration_ms=160, speech_pad_ms=30)


@dataclass(frozen=True)
class HeardWord:
    """One word as people write it, punctuation included; seconds from the start of the sound."""

    text: str
    start_s: float
    end_s: float
    confidence: float


def spoken_stretches(samples: Floats) -> list[Stretch]:
    """Where somebody speaks, pauses of 0.16 s and more left out: (start, end) in seconds."""
    found = get_speech_timestamps(samples, _SPOKEN)
    return [(part["start"] / HEARING_RATE, part["end"] / HEARING_RATE) for part in found]


def heard_words(
    pieces: Sequence[Word], stretches: Sequence[Stretch], duration_s: float
) -> tuple[HeardWord, ...]:
    """Whole words in the order they were said, none reaching into a pause or past the end of the sound.

    Whisper aligns a word up to its neighbours, so the first word after a pause begins in the pause.
    """
    words: list[HeardWord] = []
    for piece in pieces:
        confidence = min(1.0, max(0.0, float(piece.probability)))
        if words and not piece.word.startswith(" "):
            words[-1] = _joined(words[-1], piece, confidence)
        elif piece.word.strip():
            words.append(HeardWord(piece.word.strip(), float(piece.start), float(piece.end), confidence))
    return tuple(_in_order([_inside(word, stretches) for word in words], duration_s))


def _joined(word: HeardWord, piece: Word, confidence: float) -> HeardWord:
    text = word.text + piece.word.strip()
    return HeardWord(text, word.start_s, float(piece.end), min(word.confidence, confidence))


def _inside(word: HeardWord, stretches: Sequence[Stretch]) -> HeardWord:
    """The word, cut to the stretch of speech it shares most time with."""
    shared = [(min(word.end_s, end) - max(word.start_s, start), start, end) for start, end in stretches]
    most, start, end = max(shared, default=(0.0, 0.0, 0.0))
    if most <= 0.0:
        return word
    return replace(word, start_s=max(word.start_s, start), end_s=min(word.end_s, end))


def _in_order(words: Sequence[HeardWord], duration_s: float) -> list[HeardWord]:
    """No word begins before the one before it has ended, and each lasts a moment where there is room."""
    ordered: list[HeardWord] = []
    before = 0.0
    for word in words:
        start = min(max(word.start_s, before), duration_s)
        before = min(max(word.end_s, start + _SHORTEST_S), duration_s)
        ordered.append(replace(word, start_s=round(start, 3), end_s=round(before, 3)))
    return ordered
