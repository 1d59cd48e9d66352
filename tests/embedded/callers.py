"""A recogniser that does as it is told, and a client of the speech server's stream."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import Any

import aiohttp
import numpy as np

from embedded.speech.audio import HEARING_RATE, Floats
from embedded.speech.recognition import Heard, Recogniser
from embedded.speech.synthesis import Synthesiser
from embedded.speech.words import HeardWord

KEY = {"Authorization": "Bearer key"}
END, PAUSE = '{"type":"end"}', '{"type":"pause"}'


class Scripted(Recogniser):
    """Hears how many tenths of a second it got; a decode waits while its gate is shut."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, float]] = []
        self.at_once = self.most_at_once = 0
        self.gates = {"whole": threading.Event(), "sketch": threading.Event()}
        for gate in self.gates.values():
            gate.set()

    def transcribe(self, samples: Floats, *, prompt: str = "", words: bool = False) -> Heard:
        text = self._decode("whole", samples)
        told = (HeardWord(text, 0.0, 0.1, 0.75),) if words else ()
        return Heard(text, samples.size / HEARING_RATE, words=told)

    def sketch(self, samples: Floats) -> str | None:
        return self._decode("sketch", samples)

    def _decode(self, how: str, samples: Floats) -> str:
        self.asked.append((how, round(samples.size / HEARING_RATE, 2)))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.gates[how].wait(10)
        self.at_once -= 1
        return f"{samples.size * 10 // HEARING_RATE} tenths"

    def of(self, how: str) -> list[float]:
        return [length for kind, length in self.asked if kind == how]


class Mute(Synthesiser):
    """Not asked for anything here."""

    def __init__(self) -> None: ...


class Caller:
    """One client of the stream."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self._inbox = list[dict[str, Any]]()

    async def says(self, seconds: float) -> None:
        await self.socket.send_bytes(np.zeros(int(seconds * HEARING_RATE), "<i2").tobytes())

    async def tells(self, text: str) -> None:
        await self.socket.send_str(text)

    async def is_understood(self) -> None:
        """Wait until the server has taken in what was sent."""
        await self.socket.ping()
        while await self._next() is not aiohttp.WSMsgType.PONG:
            pass

    async def hears(self) -> dict[str, Any]:
        while not self._inbox:
            assert await self._next() in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.PONG)
        return self._inbox.pop(0)

    async def _next(self) -> aiohttp.WSMsgType:
        async with asyncio.timeout(10):
            message = await self.socket.receive()
        if message.type is aiohttp.WSMsgType.TEXT:
            self._inbox.append(json.loads(message.data))
        return message.type

    async def hears_the_end_with(self, code: str) -> None:
        assert (await self.hears())["code"] == code
        assert await self._next() is aiohttp.WSMsgType.CLOSE


async def call(http: aiohttp.ClientSession, address: str) -> Caller:
    hasty = aiohttp.ClientWSTimeout(ws_close=0.1)
    return Caller(await http.ws_connect(address, headers=KEY, autoping=False, timeout=hasty))
