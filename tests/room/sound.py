"""A recording taken apart: its two sides as samples, and what is heard in them."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import av
import httpx
import numpy as np
from numpy.typing import NDArray

from embedded.services import EmbeddedServices

RATE = 24_000
Samples = NDArray[np.int16]


def sides(path: Path) -> tuple[Samples, Samples]:
    """Candidate and interviewer, 16-bit samples at :data:`RATE`."""
    with av.open(str(path)) as container:
        resampler = av.AudioResampler(format="s16", layout="stereo", rate=RATE)
        blocks = [
            part.to_ndarray().reshape(-1, 2)
            for frame in (*container.decode(audio=0), None)
            for part in resampler.resample(frame)
        ]
    both = np.concatenate(blocks).astype(np.int16)
    return both[:, 0], both[:, 1]


def words(services: EmbeddedServices, samples: Samples) -> str:
    """What the embedded recogniser hears, lower case."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(samples.tobytes())
    answer = httpx.post(
        f"{services.speech_url}/audio/transcriptions",
        headers={"Authorization": f"Bearer {services.speech_key.get_secret_value()}"},
        files={"file": ("a.wav", file.getvalue(), "audio/wav")},
        data={"model": "tiny.en"},
        timeout=60,
    )
    return str(answer.raise_for_status().json()["text"]).lower()
