"""OpenAI's audio: text to speech, and transcription of a file."""

from __future__ import annotations

import base64
import io
import json
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import av
import numpy as np
from aiohttp import web
from aiohttp.multipart import BodyPartReader

from . import tones
from .hearing import Heard, words_of
from .line import Line
from .openai_manners import check_model, refused

RATE = 24000
CHUNK_S = 0.1
VOICES = (
    *("alloy", "ash", "ballad", "coral", "echo", "fable", "nova", "onyx", "sage", "shimmer", "verse"),
    *("marin", "cedar"),
)
_CONTENT = {"mp3": "audio/mpeg", "wav": "audio/wav", "pcm": "audio/pcm"}


@dataclass(frozen=True)
class Text:
    """What is to be spoken.

    Attributes:
        rate: of the PCM that is wanted, in Hz.
        speed: 1 is normal.
    """

    text: str
    rate: int
    voice: str
    model: str
    speed: float = 1.0


def usual_sound(said: Text) -> bytes:
    """Tones that :func:`tests.fakes.vendors.tones.heard` reads."""
    return tones.spoken(said.text, said.rate, said.speed)


def chunks(pcm: bytes, rate: int) -> Iterator[bytes]:
    """Pieces of 0.1 s of 16-bit PCM."""
    size = 2 * round(CHUNK_S * rate)
    for start in range(0, len(pcm), size):
        yield pcm[start : start + size]


async def speak(line: Line) -> web.StreamResponse:
    """Serve ``POST /v1/audio/speech``; answers are mono 16-bit PCM at 24 kHz."""
    body = json.loads(line.asked.body)
    model, voice, form = body["model"], body["voice"], body.get("response_format", "mp3")
    check_model(line, model)
    speed = float(body.get("speed", 1.0))
    if voice not in VOICES:
        raise refused(400, f"Invalid voice '{voice}'.", None, "voice")
    if not body["input"] or len(body["input"]) > 4096 or not 0.25 <= speed <= 4:
        raise refused(400, "The input or the speed is out of bounds.", None, "input")
    events = body.get("stream_format") == "sse"
    if form not in _CONTENT or (events and model.startswith("tts-1")):
        raise refused(400, f"Unsupported format {form!r} for {model}.", None, "response_format")
    pcm = line.service.script.take(Text(body["input"], RATE, voice, model, speed))
    await line.begin("text/event-stream" if events else _CONTENT[form])
    for chunk in chunks(pcm, RATE) if form == "pcm" else _encoded(pcm, form):
        if events:
            event = {"type": "speech.audio.delta", "audio": base64.b64encode(chunk).decode()}
            await line.put(f"data: {json.dumps(event)}\n\n")
        else:
            await line.put(chunk)
    if events:
        usage = {"input_tokens": len(body["input"]) // 4 + 1, "output_tokens": len(pcm) // 2400}
        usage["total_tokens"] = sum(usage.values())
        await line.put(f"data: {json.dumps({'type': 'speech.audio.done', 'usage': usage})}\n\n")
    return await line.end()


def _encoded(pcm: bytes, form: str) -> Iterator[bytes]:
    file = io.BytesIO()
    with av.open(file, "w", format=form) as container:
        codec = {"wav": "pcm_s16le", "mp3": "libmp3lame"}[form]
        stream = cast(Any, container.add_stream(codec, rate=RATE))
        stream.layout = "mono"
        samples = np.frombuffer(pcm, dtype="<i2").reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate = RATE
        resampler = av.AudioResampler(stream.format, "mono", RATE)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    whole = file.getvalue()
    return (whole[start : start + 4096] for start in range(0, len(whole), 4096))


async def transcribe(line: Line) -> web.StreamResponse:
    """Serve ``POST /v1/audio/transcriptions`` for a WAV file."""
    file = b""
    async for part in await line.request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        if part.name == "file":
            file = bytes(await part.read())
        else:
            line.asked.form[part.name or ""] = await part.text()
    line.asked.audio += file
    form = line.asked.form
    check_model(line, form.get("model", ""))
    wanted = form.get("response_format", "json")
    if wanted == "verbose_json" and form["model"] != "whisper-1":
        raise refused(400, f"response_format '{wanted}' is not compatible with model '{form['model']}'.")
    try:
        with wave.open(io.BytesIO(file)) as sound:
            pcm, rate = sound.readframes(sound.getnframes()), sound.getframerate()
    except (wave.Error, EOFError):
        raise refused(400, "Invalid file format.", None, "file") from None
    heard = Heard(pcm, rate, 0.0, len(pcm) / 2 / rate, form["model"], form.get("language", ""), final=True)
    words = words_of(line.service.script.take(heard), heard)
    text = " ".join(word.text for word in words)
    if wanted == "text":
        return await line.whole(text.encode() + b"\n", "text/plain")
    if wanted == "json":
        return await line.whole({"text": text})
    seen = [{"word": word.text, "start": word.start_s, "end": word.end_s} for word in words]
    rest = {"language": heard.language or "english", "duration": heard.end_s, "segments": [], "words": seen}
    return await line.whole({"task": "transcribe", "text": text, **rest})
