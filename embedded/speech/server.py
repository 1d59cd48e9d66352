"""The HTTP face: OpenAI's audio routes, its error shape, a bearer key. No text is ever logged."""

from __future__ import annotations

import asyncio
import hmac
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiohttp import web
from pydantic import BaseModel, Field, ValidationError

import logs
from embedded.speech.audio import UnreadableAudioError, decode, wav_header
from embedded.speech.desk import Desk
from embedded.speech.listener import MAX_MESSAGE_BYTES, Listener
from embedded.speech.recognition import Heard, Recogniser
from embedded.speech.synthesis import Synthesiser

_log = logs.get(__name__)
_MAX_BYTES = 25 * 1024 * 1024
MAX_STREAMS = 64
_TYPES = {"pcm": "audio/pcm", "wav": "audio/wav"}
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class SpeechRequest(BaseModel):
    """The body of POST /v1/audio/speech; unknown fields are allowed and unused."""

    input: str = Field(min_length=1, max_length=4096)
    model: str = ""
    voice: str = ""
    response_format: str = Field("wav", pattern="^(pcm|wav)$")
    speed: float = Field(1.0, ge=0.5, le=2.0)


class RequestError(Exception):
    """A request that gets an error in OpenAI's shape."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code)
        self.status, self.code, self.message = status, code, message


def _error(status: int, code: str, message: str) -> web.Response:
    kind = "server_error" if status >= 500 else "invalid_request_error"
    body = {"error": {"message": message, "type": kind, "param": None, "code": code}}
    return web.json_response(body, status=status)


def _guard(key: str) -> Any:
    @web.middleware
    async def guard(request: web.Request, handler: _Handler) -> web.StreamResponse:
        given = request.headers.get("Authorization", "")
        if request.path != "/health" and not hmac.compare_digest(given.encode(), f"Bearer {key}".encode()):
            return _error(401, "invalid_api_key", "The speech server's key is missing or wrong.")
        try:
            return await handler(request)
        except RequestError as error:
            return _error(error.status, error.code, error.message)
        except web.HTTPException as error:
            return _error(error.status, "http_error", error.reason)

    return guard


class SpeechApi:
    """The routes, over one recogniser and one synthesiser."""

    def __init__(self, recogniser: Recogniser, synthesiser: Synthesiser) -> None:
        self._recogniser, self._synthesiser = recogniser, synthesiser
        self._desk = Desk()
        self._streams = 0
        self._speaking = ThreadPoolExecutor(2, "speaking")

    def app(self, key: str) -> web.Application:
        """The application; every route but /health wants ``Authorization: Bearer <key>``."""
        app = web.Application(middlewares=[_guard(key)], client_max_size=_MAX_BYTES)
        app.router.add_get("/health", self.health)
        app.router.add_post("/v1/audio/transcriptions", self.transcriptions)
        app.router.add_post("/v1/audio/speech", self.speech)
        app.router.add_get("/v1/audio/stream", self.stream)
        return app

    async def health(self, _request: web.Request) -> web.Response:
        """200 once the models are loaded and warm (the server listens only then)."""
        return web.json_response({"status": "ok"})

    async def transcriptions(self, request: web.Request) -> web.StreamResponse:
        """Recognise one upload."""
        form = await request.post()
        upload = form.get("file")
        if not isinstance(upload, web.FileField):
            raise RequestError(400, "missing_file", "Send the audio as the form field “file”.")
        wanted = str(form.get("response_format", "json"))
        if wanted not in ("json", "verbose_json", "text"):
            raise RequestError(400, "invalid_response_format", "Ask for json, verbose_json or text.")
        began = time.perf_counter()
        try:
            heard = await self._desk.decode(self._hear, upload.file.read(), str(form.get("prompt", "")))
        except UnreadableAudioError:
            raise RequestError(
                400, "unreadable_audio", "This file holds no audio that can be read."
            ) from None
        _log.info(
            "speech recognised",
            audio_s=round(heard.duration_s, 2),
            took_s=round(time.perf_counter() - began, 3),
            characters=len(heard.text),
        )
        return _transcription(heard, wanted)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Recognise speech while it is spoken, over a websocket: :mod:`embedded.speech.listener`."""
        if self._streams >= MAX_STREAMS:
            raise RequestError(503, "too_many_streams", "Too many are listened to at once. Try again later.")
        socket = web.WebSocketResponse(max_msg_size=MAX_MESSAGE_BYTES, compress=False)
        self._streams += 1
        try:
            await socket.prepare(request)
            await Listener(socket, self._recogniser, self._desk).run()
        finally:
            self._streams -= 1
        return socket

    async def speech(self, request: web.Request) -> web.StreamResponse:
        """Speak a text, sending each piece as it is made."""
        try:
            asked = SpeechRequest.model_validate_json(await request.read())
        except ValidationError as error:
            names = sorted({str(part) for item in error.errors() for part in item["loc"]}) or ["body"]
            raise RequestError(
                400, "invalid_request", f"These fields can't be used as sent: {', '.join(names)}."
            ) from None
        began = time.perf_counter()
        response = web.StreamResponse(headers={"Content-Type": _TYPES[asked.response_format]})
        first_s, sent = 0.0, 0
        await response.prepare(request)
        if asked.response_format == "wav":
            await response.write(wav_header())
        async for chunk in self._spoken(self._synthesiser.stream(asked.input, speed=asked.speed)):
            first_s = first_s or time.perf_counter() - began
            sent += len(chunk)
            await response.write(chunk)
        await response.write_eof()
        _log.info(
            "speech made",
            characters=len(asked.input),
            audio_s=round(sent / 48_000, 2),
            first_s=round(first_s, 3),
            took_s=round(time.perf_counter() - began, 3),
        )
        return response

    def _hear(self, data: bytes, prompt: str) -> Heard:
        return self._recogniser.transcribe(decode(data), prompt=prompt)

    async def _spoken(self, chunks: Iterator[bytes]) -> AsyncIterator[bytes]:
        loop = asyncio.get_running_loop()
        while chunk := await loop.run_in_executor(self._speaking, next, chunks, b""):
            yield chunk


def _transcription(heard: Heard, wanted: str) -> web.Response:
    if wanted == "text":
        return web.Response(text=heard.text + "\n")
    if wanted == "json":
        return web.json_response({"text": heard.text})
    segments = [
        {"id": i, "start": start, "end": end, "text": text}
        for i, (start, end, text) in enumerate(heard.segments)
    ]
    return web.json_response(
        {
            "task": "transcribe",
            "language": "english",
            "duration": heard.duration_s,
            "text": heard.text,
            "segments": segments,
        }
    )
