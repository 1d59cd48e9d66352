"""A scripted speech server on a websocket, and a stream before it that is fed by hand."""

from __future__ import annotations

import asyncio
import json

import aiohttp
import numpy as np
from aiohttp import web
from livekit import rtc
from livekit.agents import APIError, stt

from tests.room.waiting import until
from tests.voice.loudness import RATE, LoudnessVAD
from voice.embedded_stt import EmbeddedSTT

Kind = stt.SpeechEventType
GUESS = {"type": "interim", "text": "a guess"}


def answer(samples: int, *, words: bool = True) -> dict[str, object]:
    """Says how many tenths of a second were heard."""
    text = f"{samples * 10 // RATE} tenths" if words else ""
    timed = [
        {"text": word, "start_s": at, "end_s": at + 0.1, "confidence": 0.5}
        for at, word in zip((0.5, 0.7), text.split(), strict=False)
    ]
    return {
        "type": "final",
        "text": text,
        "confidence": 0.5,
        "duration_s": samples / RATE,
        "words": timed,
    }


class Server:
    """Answers as ``said`` tells it to, connection by connection (the last one's manner stays).

    ``ok`` answers; ``drop`` hangs up at the first sound; ``hang`` never answers; ``error`` refuses;
    ``babble`` says what nobody understands; ``empty`` finds no words.
    """

    def __init__(self) -> None:
        self.manners = ["ok"]
        self.calls = 0
        self.open = asyncio.Event()
        self.open.set()
        self.pauses = 0
        self.guess_after = 0
        self.sockets = list[web.WebSocketResponse]()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.calls += 1
        if request.headers.get("Authorization") != "Bearer key" or not self.open.is_set():
            return web.Response(status=401)
        manner = self.manners.pop(0) if len(self.manners) > 1 else self.manners[0]
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        samples = 0
        async for message in socket:
            if manner == "drop":
                break
            if message.type is aiohttp.WSMsgType.BINARY:
                before, samples = samples, samples + len(message.data) // 2
                if self.guess_after and before < self.guess_after <= samples:
                    await socket.send_json(GUESS)
            elif json.loads(message.data)["type"] == "pause":
                self.pauses += 1
            else:
                await self._answer(socket, manner, samples)
                samples = 0
        return socket

    async def _answer(self, socket: web.WebSocketResponse, manner: str, samples: int) -> None:
        if manner == "error":
            await socket.send_json({"type": "error", "code": "broken", "message": "…"})
        elif manner == "babble":
            await socket.send_str("…")
        elif manner != "hang":
            await socket.send_json(answer(samples, words=manner != "empty"))


class Scene:
    """A stream over the server, fed by hand, and what it told."""

    def __init__(self, address: str, *, patient: bool = True) -> None:
        self.troubles = list[str]()
        told = self.troubles.append if patient else None
        self.stt = EmbeddedSTT(base_url=address, api_key="key", model="m", on_trouble=told, vad=LoudnessVAD())
        self.stream = self.stt.stream()
        self.events = list[stt.SpeechEvent]()
        self.error: BaseException | None = None
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        try:
            async for event in self.stream:
                self.events.append(event)
        except APIError as error:
            self.error = error

    def says(self, seconds: float, *, loud: bool = True) -> None:
        for _ in range(round(seconds / 0.05)):
            samples = np.full(800, 1000 if loud else 0, np.int16)
            self.stream.push_frame(rtc.AudioFrame(samples.tobytes(), RATE, 1, 800))

    def rests(self, seconds: float = 0.6) -> None:
        self.says(seconds, loud=False)

    def of(self, kind: Kind) -> list[stt.SpeechData]:
        return [event.alternatives[0] for event in self.events if event.type == kind]

    @property
    def finals(self) -> list[str]:
        return [data.text for data in self.of(Kind.FINAL_TRANSCRIPT) if data.text]

    @property
    def guesses(self) -> list[str]:
        return [data.text for data in self.of(Kind.INTERIM_TRANSCRIPT)]

    async def hears(self, count: int = 1) -> None:
        await until(lambda: len(self.finals) >= count, 10, f"{count} answers")

    async def aclose(self) -> None:
        await self.stream.aclose()
        await self._reading
        await self.stt.aclose()
