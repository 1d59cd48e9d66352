"""Speech that a program can hear: each letter is a tone of its own, each word a run of tones.

It is audible, as long as speech would be, and survives another sample rate. What was heard of it can be
read back, so a test can say which words reached an ear, and which were lost, cut or said twice.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789'"
LETTER_S = 0.05
GAP_S = 0.06
_PAUSES_S = {",": 0.1, ";": 0.1, ":": 0.1, ".": 0.2, "?": 0.2, "!": 0.2}
_LOW_HZ, _STEP_HZ = 400.0, 80.0
_HOP_S = 0.005
LOUD = 500
"""Root mean square from which 16-bit audio counts as loud."""


def plain(text: str) -> list[str]:
    """The words as they can be heard: lower case, no accents, no punctuation."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    words = ("".join(c for c in word.replace("’", "'") if c in LETTERS) for word in bare.split())
    return [word for word in words if word]


def silence(duration_s: float, rate: int) -> bytes:
    """Nothing, as 16-bit mono PCM."""
    return bytes(2 * round(duration_s * rate))


def spoken(text: str, rate: int = 24000, speed: float = 1.0) -> bytes:
    """``text`` as 16-bit mono PCM at ``rate`` Hz; ``speed`` 2 takes half as long."""
    parts = [silence(GAP_S / speed, rate)]
    for word in text.split():
        heard = plain(word)
        if heard:
            parts.append(_word(heard[0], rate, speed))
        parts.append(silence((GAP_S + _PAUSES_S.get(word[-1], 0.0)) / speed, rate))
    return b"".join(parts)


def _word(word: str, rate: int, speed: float) -> bytes:
    size = round(LETTER_S / speed * rate)
    time = np.arange(size) / rate
    edge = np.minimum(1.0, np.minimum(np.arange(size), np.arange(size)[::-1]) / (0.004 * rate))
    tones = [np.sin(2 * np.pi * (_LOW_HZ + _STEP_HZ * LETTERS.index(c)) * time) * edge for c in word]
    return (np.concatenate(tones) * 9000).astype("<i2").tobytes()


def heard(pcm: bytes, rate: int = 24000, speed: float = 1.0) -> list[str]:
    """The words of :func:`spoken` in ``pcm``; of a word that was cut, the letters that are left."""
    sound = np.frombuffer(pcm[: len(pcm) // 2 * 2], dtype="<i2").astype(np.float64)
    return [word for start, end in _runs(sound, rate) if (word := _letters(sound[start:end], rate, speed))]


def loudness(pcm: bytes) -> float:
    """Root mean square of 16-bit PCM."""
    sound = np.frombuffer(pcm[: len(pcm) // 2 * 2], dtype="<i2").astype(np.float64)
    return float(np.sqrt(np.mean(sound**2))) if sound.size else 0.0


def _runs(sound: NDArray[np.float64], rate: int) -> Iterator[tuple[int, int]]:
    """Where sound starts and ends, in samples; dips shorter than half a gap don't end it."""
    hop = max(1, round(_HOP_S * rate))
    frames = sound[: len(sound) // hop * hop].reshape(-1, hop)
    loud = np.flatnonzero(np.sqrt((frames**2).mean(axis=1)) > LOUD) if frames.size else np.array([], int)
    if not loud.size:
        return
    breaks = np.flatnonzero(np.diff(loud) > GAP_S / 2 / _HOP_S)
    for run in np.split(loud, breaks + 1):
        yield int(run[0]) * hop, int(run[-1] + 1) * hop


def _letters(word: NDArray[np.float64], rate: int, speed: float) -> str:
    size = LETTER_S / speed * rate
    letters = ""
    for index in range(round(len(word) / size)):
        middle = word[round((index + 0.15) * size) : round((index + 0.85) * size)]
        if len(middle) < size / 4:
            continue
        spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle)), 4 * round(size)))
        hz = float(np.argmax(spectrum)) * rate / (4 * round(size))
        place = round((hz - _LOW_HZ) / _STEP_HZ)
        letters += LETTERS[place] if 0 <= place < len(LETTERS) else ""
    return letters
