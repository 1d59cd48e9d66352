"""Sound as numbers: 16-bit mono at 24 kHz, loudness, and clips without silent edges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

RATE = 24_000
FRAME_S = 0.02
FRAME_SAMPLES = int(RATE * FRAME_S)
AUDIBLE = 500  # peak of a 16-bit sample; about -36 dB, above a coded silence and below soft speech


def is_audible(pcm: bytes | memoryview) -> bool:
    """Whether a person would hear this stretch of 16-bit samples."""
    samples = np.frombuffer(pcm, dtype=np.int16)
    return bool(samples.size) and int(np.abs(samples.astype(np.int32)).max()) >= AUDIBLE


def trim(pcm: bytes) -> bytes:
    """``pcm`` without the silence before its first and after its last audible sample."""
    loud = np.flatnonzero(np.abs(np.frombuffer(pcm, dtype=np.int16).astype(np.int32)) >= AUDIBLE)
    return pcm[2 * int(loud[0]) : 2 * (int(loud[-1]) + 1)] if loud.size else b""


def silence(seconds: float) -> bytes:
    """That many seconds of zeros."""
    return bytes(2 * int(RATE * seconds))


def quiet_middle(pcm: bytes) -> float:
    """Where a sentence can be cut without cutting a word: seconds to the quietest place in its middle."""
    step = 2 * int(RATE * 0.03)
    starts = range(len(pcm) // 3 // 2 * 2, 2 * len(pcm) // 3, step)
    quiet = next((at for at in starts if not is_audible(pcm[at : at + step])), len(pcm) // 2)
    return quiet / 2 / RATE


@dataclass(frozen=True)
class Clip:
    """A sentence ready to be said.

    Attributes:
        text: its words.
        pcm: its sound, trimmed.
        answer: which of the candidate's answers it belongs to, from 1.
        pause_s: silence after it.
        rest_at: seconds into the clip where ``rest_s`` of silence is put (a pause in mid-sentence).
    """

    text: str
    pcm: bytes
    answer: int
    pause_s: float = 0.0
    rest_at: float = 0.0
    rest_s: float = 0.0

    def sound(self) -> bytes:
        """The samples to send, the rest in mid-sentence included, the pause after it not."""
        if not self.rest_s:
            return self.pcm
        cut = min(2 * int(RATE * self.rest_at), len(self.pcm))
        return self.pcm[:cut] + silence(self.rest_s) + self.pcm[cut:]
