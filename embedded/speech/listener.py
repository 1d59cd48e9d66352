"""Recognition while somebody speaks: one websocket, one stretch of speech after another.

The client sends sound as binary messages (PCM, signed 16-bit little-endian, 16 kHz, mono) and says
``{"type": "pause"}`` when the speaker pauses and ``{"type": "end"}`` when the stretch is over. It is told
``{"type": "interim", "text"}`` now and then, and for each end, in order,
``{"type": "final", "text", "confidence", "duration_s", "words"}``, each word ``{"text", "start_s", "end_s",
"confidence"}``. Seconds count from the stretch's first sample. A message that can't be used is answered
``{"type": "error", "code", "message"}``, and the connection ends.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import asdict
from typing import Literal

import numpy as np
from aiohttp import WSCloseCode, WSMessage, WSMsgType, web
from pydantic import BaseModel, ConfigDict, ValidationError

import logs
from embedded.speech.audio import HEARING_RATE, Floats
from embedded.speech.captions import Caption
from embedded.speech.desk import Desk
from embedded.speech.recognition import Heard, Recogniser

_log = logs.get(__name__)
MAX_MESSAGE_BYTES = 64 * 1024
MAX_STRETCH_S = 60.0
_MAX_BYTES = int(MAX_STRETCH_S * HEARING_RATE) * 2
_FIRST_GUESS_S = 0.6
_GUESS_EVERY_S = 0.8
_GUESS_EVERY_SHARE = 0.2  # of the stretch: a longer one costs more to decode
_REST_FACTOR = 3.0  # after a guess, at least this many times as long as it took


class Control(BaseModel):
    """What the client says between the sounds."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    type: Literal["pause", "end"]


class _UnusableError(Exception):
    def __init__(self, code: str, message: str, close: int = WSCloseCode.POLICY_VIOLATION) -> None:
        super().__init__(code)
        self.code, self.message, self.close = code, message, close


class Listener:
    """One connection: guesses while sound comes in, whole answers at each end; one decode at a time."""

    def __init__(self, socket: web.WebSocketResponse, recogniser: Recogniser, desk: Desk) -> None:
        self._socket, self._recogniser, self._desk = socket, recogniser, desk
        self._sound = bytearray()
        self._caption = Caption()
        self._pausing = False
        self._draft: tuple[int, Heard] | None = None
        self._next_guess_s = _FIRST_GUESS_S
        self._decoding = asyncio.Lock()
        self._news = asyncio.Event()

    async def run(self) -> None:
        """Serve until the client goes or sends what can't be used."""
        try:
            async with asyncio.TaskGroup() as tasks:
                guessing = tasks.create_task(self._guess())
                await self._listen()
                guessing.cancel()
        except* ConnectionResetError:
            _log.info("who spoke went away in mid-answer")

    async def _listen(self) -> None:
        try:
            async for message in self._socket:
                await self._take(message)
        except _UnusableError as error:
            await self._socket.send_json({"type": "error", "code": error.code, "message": error.message})
            await self._socket.close(code=error.close)

    async def _take(self, message: WSMessage) -> None:
        if message.type == WSMsgType.BINARY:
            self._hear(message.data)
        elif message.type == WSMsgType.TEXT:
            try:
                control = Control.model_validate_json(message.data)
            except ValidationError:
                raise _UnusableError("invalid_message", "Say pause or end, or send sound.") from None
            if control.type == "end":
                await self._finish()
            else:
                self._pausing = True
        self._news.set()

    def _hear(self, sound: bytes) -> None:
        if len(sound) % 2:
            raise _UnusableError("invalid_sound", "Send whole 16-bit samples.")
        self._sound += sound
        self._pausing = False
        if len(self._sound) > _MAX_BYTES:
            raise _UnusableError(
                "too_long", f"End each stretch within {MAX_STRETCH_S:.0f} s.", WSCloseCode.MESSAGE_TOO_BIG
            )

    async def _finish(self) -> None:
        """Answer the stretch that has ended, and begin the next."""
        began = time.perf_counter()
        async with self._decoding:
            length = len(self._sound)
            drafted = self._draft is not None and self._draft[0] == length
            heard = self._draft[1] if self._draft and drafted else await self._recognise()
        self._sound, self._caption, self._draft = bytearray(), Caption(), None
        self._pausing, self._next_guess_s = False, _FIRST_GUESS_S
        await self._socket.send_json(
            {
                "type": "final",
                "text": heard.text,
                "confidence": round(heard.confidence, 3),
                "duration_s": round(heard.duration_s, 3),
                "words": [asdict(word) for word in heard.words],
            }
        )
        _log.info(
            "stretch recognised",
            audio_s=round(heard.duration_s, 2),
            took_s=round(time.perf_counter() - began, 3),
            characters=len(heard.text),
            drafted=drafted,
        )

    async def _guess(self) -> None:
        """Show words while they are spoken, as long as nobody's whole answer has to wait for that."""
        while True:
            await self._news.wait()
            self._news.clear()
            if self._decoding.locked() or not self._desk.spare:
                continue
            length, caption = len(self._sound), self._caption
            if self._pausing and length and (self._draft is None or self._draft[0] != length):
                async with self._decoding:
                    heard = await self._recognise()
                    self._draft = (length, heard)
                await self._show(caption, heard.text)
            elif length / 2 / HEARING_RATE >= self._next_guess_s:
                async with self._decoding:
                    await self._sketch(length / 2 / HEARING_RATE, caption)

    async def _sketch(self, length_s: float, caption: Caption) -> None:
        began = time.perf_counter()
        text = await self._desk.decode(self._recogniser.sketch, self._samples())
        took_s = time.perf_counter() - began
        self._next_guess_s = length_s + max(
            _GUESS_EVERY_S, _GUESS_EVERY_SHARE * length_s, _REST_FACTOR * took_s
        )
        await self._show(caption, text or "")

    async def _show(self, caption: Caption, guess: str) -> None:
        if guess and caption is self._caption and not self._socket.closed:
            await self._socket.send_json({"type": "interim", "text": caption.guess(guess)})

    async def _recognise(self) -> Heard:
        samples = self._samples()
        return await self._desk.decode(lambda: self._recogniser.transcribe(samples, words=True))

    def _samples(self) -> Floats:
        return np.frombuffer(bytes(self._sound), dtype="<i2").astype(np.float32) / np.float32(32768.0)
