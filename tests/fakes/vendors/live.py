"""What the streaming recognisers share: a websocket of audio in, transcripts out in order and when due."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import replace
from typing import Any

from aiohttp import WSMsgType, web

from .hearing import Ear, Heard, Sign, Word, recognised
from .line import Line, Over

SHORTEST_SILENCE_S = 0.2
"""Plugins ask for 25 to 100 ms, which the real ones don't take to the letter: words have gaps like that."""


class Live:
    """One websocket; a vendor's own says what each sign becomes."""

    def __init__(self, line: Line, websocket: web.WebSocketResponse, silence_s: float) -> None:
        self.line, self.websocket = line, websocket
        query = line.asked.query
        line.asked.model = query.get("model") or query.get("speech_model", "")
        self.ear = Ear(int(query.get("sample_rate", 16000)), max(silence_s, SHORTEST_SILENCE_S))
        self.idle_s: float | None = None
        self._loud_at = time.monotonic()
        self._due: asyncio.Queue[tuple[float, dict[str, Any] | None]] = asyncio.Queue()

    async def run(self) -> web.StreamResponse:
        """Serve until either side ends it."""
        sender = asyncio.create_task(self._send())
        try:
            while await self._receive():
                pass
            await sender  # what is due still goes out
        except (TimeoutError, Over):
            pass
        finally:
            sender.cancel()
        if not self.websocket.closed:
            await self.websocket.close()
        return self.websocket

    async def _receive(self) -> bool:
        """Take one message; false once there are no more."""
        try:
            message = await self.websocket.receive(self.idle_s)
        except TimeoutError:
            await self.idle()
            raise
        if message.type is WSMsgType.BINARY:
            self.line.asked.audio += message.data
            for sign in self.ear.feed(message.data):
                self._turn(sign)
        elif message.type is WSMsgType.TEXT:
            said = json.loads(message.data)
            self.line.asked.said.append(said)
            if self.told(said):
                self.tell(None)
                return False
        elif message.type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR):
            raise Over(self.websocket)
        return True

    def end(self) -> None:
        """End the utterance here, if there is one."""
        for sign in self.ear.stop():
            self._turn(sign)

    def tell(self, message: dict[str, Any] | None, wait_s: float = 0.0) -> None:
        """Send it ``wait_s`` after the last loud audio, in the order of telling; None: no more will come."""
        self._due.put_nowait((self._loud_at + wait_s, message))

    def _turn(self, sign: Sign) -> None:
        heard = replace(
            sign.heard, model=self.line.asked.model, language=self.line.asked.query.get("language", "")
        )
        self._loud_at = time.monotonic() - (self.ear.at_s - heard.end_s)
        words = [] if sign.kind == "began" else recognised(self.line.service.script, heard)
        self.turn(sign, heard, words)

    async def _send(self) -> None:
        try:
            while True:
                at, message = await self._due.get()
                if message is None:
                    return
                await asyncio.sleep(max(0.0, at - time.monotonic()))
                await self.line.put(json.dumps(message))
        except (Over, ConnectionError):
            return  # the receiving side sees it too

    def turn(self, sign: Sign, heard: Heard, words: list[Word]) -> None:
        """Tell what became of a sign."""
        raise NotImplementedError

    def told(self, said: dict[str, Any]) -> bool:
        """Do what a JSON message says; true when it was the last."""
        raise NotImplementedError

    async def idle(self) -> None:
        """Nothing came for ``idle_s``."""
