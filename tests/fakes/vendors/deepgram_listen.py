"""Deepgram's recognition: the websocket, and the same path by POST for a whole file."""

from __future__ import annotations

import io
import uuid
import wave
from typing import Any

from aiohttp import web

from . import tones
from .deepgram_manners import refused
from .hearing import Heard, Sign, Word, words_of
from .line import Line
from .live import Live

FILLERS = {"uh", "um", "mhmm", "mm-mm", "uh-uh", "uh-huh", "nuh-uh"}
IDLE_S = 10.0


def _check(query: dict[str, str], models: set[str] | None) -> None:
    model = query.get("model", "base")
    if models is not None and model not in models:
        raise refused(403, "INSUFFICIENT_PERMISSIONS", "Project does not have access to the requested model.")
    if "keyterm" in query and not model.startswith("nova-3"):
        raise refused(400, "Bad Request", "Keyterms are only supported by nova-3.")
    if "keywords" in query and model.startswith("nova-3"):
        raise refused(400, "Bad Request", "Keywords are not supported by nova-3; use keyterm.")


def alternative(words: list[Word], query: dict[str, str]) -> dict[str, Any]:
    """Deepgram's ``alternatives[0]``: fillers and punctuation as the query asks for them."""
    shown = query.get("punctuate") == "true" or query.get("smart_format") == "true"
    kept = [w for w in words if query.get("filler_words") == "true" or _bare(w.text) not in FILLERS]
    listed = []
    for word in kept:
        entry = {"word": _bare(word.text), "start": word.start_s, "end": word.end_s}
        entry["confidence"] = word.confidence
        listed.append(entry | ({"punctuated_word": word.text} if shown else {}))
    return {
        "transcript": " ".join(word.text if shown else _bare(word.text) for word in kept),
        "confidence": round(sum(w.confidence for w in kept) / len(kept), 4) if kept else 0.0,
        "words": listed,
    }


def _bare(word: str) -> str:
    return word.lower().strip('.,;:?!…"“”()') or word


class _Listen(Live):
    def __init__(self, line: Line, websocket: web.WebSocketResponse) -> None:
        self.query = line.asked.query
        endpointing = self.query.get("endpointing", "10")
        super().__init__(line, websocket, float(endpointing) / 1000 if endpointing.isdigit() else 1e9)
        self.request_id = str(uuid.uuid4())
        self.idle_s = IDLE_S
        self._by_client = False

    def turn(self, sign: Sign, heard: Heard, words: list[Word]) -> None:
        if sign.kind == "began":
            if self.query.get("vad_events") == "true":
                self.tell({"type": "SpeechStarted", "channel": [0, 1], "timestamp": heard.start_s})
        elif heard.final:
            wait_s = self.line.service.delays.final_s
            self.tell(self._results(heard, words), wait_s)
            if self.query.get("utterance_end_ms") and not self._by_client:
                end = {"type": "UtteranceEnd", "channel": [0, 1], "last_word_end": heard.end_s}
                self.tell(end, max(wait_s, int(self.query["utterance_end_ms"]) / 1000))
        elif self.query.get("interim_results") == "true":
            self.tell(self._results(heard, words))

    def _results(self, heard: Heard, words: list[Word]) -> dict[str, Any]:
        return {
            "type": "Results",
            "channel_index": [0, 1],
            "start": round(heard.start_s, 3),
            "duration": round(heard.end_s - heard.start_s, 3),
            "is_final": heard.final,
            "speech_final": heard.final and not self._by_client,
            "from_finalize": self._by_client,
            "channel": {"alternatives": [alternative(words, self.query)]},
            "metadata": {"request_id": self.request_id, "model_info": {"name": self.query.get("model")}},
        }

    def told(self, said: dict[str, Any]) -> bool:
        if said["type"] in ("Finalize", "CloseStream"):
            self._by_client = True
            self.end()
            self._by_client = False
        if said["type"] == "CloseStream":
            about = {"transaction_key": "deprecated", "request_id": self.request_id, "sha256": "fake"}
            self.tell({"type": "Metadata", **about, "duration": round(self.ear.at_s, 3), "channels": 1})
            return True
        return False

    async def idle(self) -> None:
        await self.websocket.close(code=1011, message=b"NET-0001")


async def listen(line: Line) -> web.StreamResponse:
    """Serve ``/v1/listen``."""
    line.asked.model = line.asked.query.get("model", "")
    _check(line.asked.query, line.service.models)
    if line.request.method == "GET":
        return await _Listen(line, await line.accept()).run()
    try:
        with wave.open(io.BytesIO(line.asked.body)) as sound:
            pcm, rate = sound.readframes(sound.getnframes()), sound.getframerate()
    except (wave.Error, EOFError):
        raise refused(400, "Bad Request", "failed to process audio: corrupt or unsupported data") from None
    line.asked.audio += line.asked.body
    query = line.asked.query
    heard = Heard(
        pcm, rate, 0.0, len(pcm) / 2 / rate, line.asked.model, query.get("language", ""), final=True
    )
    words = words_of(line.service.script.take(heard), heard) if tones.loudness(pcm) else []
    found = {"channels": [{"alternatives": [alternative(words, query)]}]}
    about = {"request_id": str(uuid.uuid4()), "duration": heard.end_s, "channels": 1}
    return await line.whole({"metadata": about, "results": found})
