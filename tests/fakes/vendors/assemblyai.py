"""AssemblyAI's streaming recognition, version 3.

It lets everybody connect and says what is wrong only then: an ``Error`` message and a close with its code.
"""

from __future__ import annotations

import time
import uuid
from typing import Any

from aiohttp import web

from . import tones
from .hearing import Heard, Sign, Word
from .line import Line
from .live import Live
from .script import Fault

_SAID = {
    "401": (1008, "Unauthorized Connection: Missing Authorization header"),
    "quota": (1008, "Unauthorized Connection: Insufficient account balance"),
    "429": (3009, "Unauthorized Connection: Too many concurrent sessions"),
    "500": (3005, "Session Cancelled: An error occurred"),
}
LONGEST_CHUNK_S = 1.0


class AssemblyAIManners:
    """AssemblyAI's."""

    def knows(self, request: web.Request, key: str) -> bool:
        """The bare key."""
        return request.headers.get("Authorization") == key

    async def turn_away(self, line: Line, fault: Fault) -> web.StreamResponse:
        """Let it connect, then close."""
        websocket = await line.accept()
        await self.break_off(line, fault)
        return websocket

    async def break_off(self, line: Line, fault: Fault) -> None:
        """Say it and close."""
        await _close(line, *_SAID[fault.kind])


async def _close(line: Line, code: int, error: str) -> None:
    if isinstance(line.response, web.WebSocketResponse):
        await line.response.send_json({"type": "Error", "error_code": code, "error": error})
        await line.response.close(code=code, message=error.encode()[:123])


class _Streaming(Live):
    def __init__(self, line: Line, websocket: web.WebSocketResponse) -> None:
        self.query = line.asked.query
        silence_ms = self.query.get("max_turn_silence") or self.query.get("min_turn_silence", "400")
        super().__init__(line, websocket, float(silence_ms) / 1000)
        self.pro = "universal-streaming" not in line.asked.model
        self.formats = self.pro or self.query.get("format_turns") == "true"
        self.began_at, self.turns = time.monotonic(), 0
        expires = int(time.time()) + 3 * 3600
        self.tell({"type": "Begin", "id": str(uuid.uuid4()), "expires_at": expires})

    def turn(self, sign: Sign, heard: Heard, words: list[Word]) -> None:
        if sign.kind == "began":
            if self.pro:
                self.tell({"type": "SpeechStarted", "timestamp": round(heard.start_s * 1000)})
        elif words and not heard.final:
            self.tell(self._message(words, final=False, formatted=self.pro))
        elif words:
            wait_s = self.line.service.delays.final_s
            if self.formats and not self.pro:
                self.tell(self._message(words, final=True, formatted=False), wait_s)
            self.tell(self._message(words, final=True, formatted=self.formats), wait_s)
            self.turns += 1

    def _message(self, words: list[Word], *, final: bool, formatted: bool) -> dict[str, Any]:
        texts = [w.text if formatted else " ".join(tones.plain(w.text)) for w in words]
        listed = [
            {
                "text": text,
                "start": round(word.start_s * 1000),
                "end": round(word.end_s * 1000),
                "confidence": word.confidence,
                "word_is_final": final or word is not words[-1],
            }
            for word, text in zip(words, texts, strict=True)
        ]
        whole = " ".join(texts if final else texts[:-1])
        return {
            "type": "Turn",
            "turn_order": self.turns,
            "turn_is_formatted": final and formatted,
            "end_of_turn": final,
            "end_of_turn_confidence": 1.0 if final else 0.1,
            "transcript": whole,
            "utterance": whole if final else "",
            "words": listed,
        }

    def told(self, said: dict[str, Any]) -> bool:
        if said["type"] in ("ForceEndpoint", "Terminate"):
            self.end()
        if said["type"] == "Terminate":
            lasted = round(time.monotonic() - self.began_at)
            seconds = {"audio_duration_seconds": round(self.ear.at_s), "session_duration_seconds": lasted}
            self.tell({"type": "Termination", **seconds})
            return True
        return False


async def stream(line: Line) -> web.StreamResponse:
    """Serve ``/v3/ws``."""
    model = line.asked.query.get("speech_model", "")
    websocket = await line.accept()
    if line.service.models is not None and model not in line.service.models:
        await _close(line, 3006, f"Invalid speech_model: {model}")
        return websocket
    return await _Streaming(line, websocket).run()
