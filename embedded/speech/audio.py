"""Sound in and out: any container to 16 kHz floats, Piper's rate to 24 kHz, WAV headers."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import av
import numpy as np
from faster_whisper.audio import decode_audio
from numpy.typing import NDArray

Floats = NDArray[np.float32]
HEARING_RATE = 16_000
SPEAKING_RATE = 24_000


class UnreadableAudioError(Exception):
    """The bytes are no audio that can be decoded."""


def decode(data: bytes) -> Floats:
    """Mono samples in [-1, 1] at 16 kHz from WAV, WebM, Ogg, MP3 … bytes.

    Raises:
        UnreadableAudioError: they hold no audio.
    """
    try:
        samples = decode_audio(io.BytesIO(data), sampling_rate=HEARING_RATE)
    except (av.error.FFmpegError, IndexError, ValueError) as error:
        raise UnreadableAudioError from error
    return np.asarray(samples, dtype=np.float32)


class Resampler:
    """Piper's samples to 24 kHz 16-bit PCM, piece by piece, with no seam between pieces."""

    def __init__(self, source_rate: int) -> None:
        self._source_rate = source_rate
        self._swr = av.AudioResampler(format="s16", layout="mono", rate=SPEAKING_RATE)
        self._position = 0

    def push(self, samples: Floats) -> bytes:
        """The PCM that is ready after these samples (mono floats in [-1, 1])."""
        if samples.size == 0:
            return b""
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(samples.reshape(1, -1), dtype=np.float32), format="flt", layout="mono"
        )
        frame.sample_rate = self._source_rate
        frame.pts = self._position
        self._position += samples.size
        return b"".join(self._pcm(self._swr.resample(frame)))

    def flush(self) -> bytes:
        """What was held back by the filter; call once, at the end."""
        return b"".join(self._pcm(self._swr.resample(None)))

    @staticmethod
    def _pcm(frames: list[av.AudioFrame]) -> Iterator[bytes]:
        for frame in frames:
            yield np.asarray(frame.to_ndarray(), dtype="<i2").tobytes()


def wav_header(rate: int = SPEAKING_RATE) -> bytes:
    """The 44-byte header of a mono 16-bit WAV of unknown length, as streams have it."""
    unknown = 0xFFFF_FFFF
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        *(b"RIFF", unknown, b"WAVE", b"fmt ", 16, 1, 1, rate, rate * 2, 2, 16, b"data", unknown - 36),
    )
