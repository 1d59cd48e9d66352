"""Deepgram's speech: by websocket, text in pieces and a flush for each segment, and by POST."""

from __future__ import annotations

import io
import json
import wave

from aiohttp import WSMsgType, web

from .audio import Text, chunks
from .deepgram_manners import refused
from .line import Line, Over


async def speak(line: Line) -> web.StreamResponse:
    """Serve ``/v1/speak``; answers are mono 16-bit PCM at the rate asked for."""
    query = line.asked.query
    line.asked.model = query.get("model", "aura-2-thalia-en")
    if line.service.models is not None and line.asked.model not in line.service.models:
        raise refused(400, "INVALID_QUERY_PARAMETER", "No such model.")
    if query.get("encoding", "linear16") != "linear16":
        raise refused(400, "UNSUPPORTED_AUDIO_FORMAT", "The emulator has linear16 only.")
    if line.request.method == "GET":
        return await _stream(line)
    text = json.loads(line.asked.body).get("text", "")
    if not text.strip():
        raise refused(400, "DATA-0002", "Failed to parse text input.")
    pcm = _sound(line, text)
    if query.get("container", "wav") == "none":
        await line.begin("audio/l16")
        for chunk in chunks(pcm, _rate(line)):
            await line.put(chunk)
        return await line.end()
    return await line.whole(_wav(pcm, _rate(line)), "audio/wav")


async def _stream(line: Line) -> web.StreamResponse:
    websocket = await line.accept()
    text, utterances, flushes = "", 0, 0
    try:
        await line.greet({"type": "Metadata", "request_id": "fake", "model_name": line.asked.model})
        async for message in websocket:
            if message.type is not WSMsgType.TEXT:
                break
            said = json.loads(message.data)
            line.asked.said.append(said)
            if said["type"] == "Speak":
                if not text and utterances:
                    line.meet(line.service.hit())
                utterances += not text
                text += said["text"]
            elif said["type"] == "Clear":
                text = ""
                await line.put(json.dumps({"type": "Cleared", "sequence_id": flushes}))
            elif said["type"] in ("Flush", "Close"):
                await _say(line, text)
                text = ""
                if said["type"] == "Close":
                    break
                await line.put(json.dumps({"type": "Flushed", "sequence_id": flushes}))
                flushes += 1
    except Over:
        pass
    return await line.end()


async def _say(line: Line, text: str) -> None:
    if text.strip():
        for chunk in chunks(_sound(line, text), _rate(line)):
            await line.put(chunk)


def _sound(line: Line, text: str) -> bytes:
    model, speed = line.asked.model, float(line.asked.query.get("speed", 1.0))
    sound: bytes = line.service.script.take(Text(text, _rate(line), model, model, speed))
    return sound


def _rate(line: Line) -> int:
    return int(line.asked.query.get("sample_rate", 24000))


def _wav(pcm: bytes, rate: int) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, rate, 0, "NONE", ""))
        sound.writeframes(pcm)
    return file.getvalue()
