"""Speech that comes as a stream of events, read along: the plugin skips errors and broken events in it.

Without this half a sentence would count as a whole one.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import httpx2

from voice.relay.faults import Cause, ProviderError, said_in_stream

_EVENTS = "text/event-stream"
_NO_SOUND = ("application/json", "application/xml", "text/html", "text/plain", "text/xml")


def check_sound(response: httpx2.Response) -> None:
    """Look at an answer that should be sound, and go on looking while it is read.

    Raises:
        ProviderError: it is text. Reading the answer may raise it too.
    """
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not response.is_success:
        return
    if kind in _NO_SOUND:
        raise ProviderError(Cause.NONSENSE)
    if kind == _EVENTS and isinstance(response.stream, httpx2.AsyncByteStream):
        response.stream = _Events(response.stream)


class _Events(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream
        self._line = b""
        self._whole = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            *lines, self._line = (self._line + chunk).split(b"\n")
            for line in lines:
                self._look(line.strip())
            yield chunk
        self._look(self._line.strip())
        if not self._whole:
            raise ProviderError(Cause.BROKEN)

    async def aclose(self) -> None:
        await self._stream.aclose()

    def _look(self, line: bytes) -> None:
        data = line.removeprefix(b"data:").strip()
        if data == line or not data:
            return
        if data == b"[DONE]":
            self._whole = True
            return
        try:
            event = json.loads(data)
        except ValueError:
            raise ProviderError(Cause.NONSENSE) from None
        if not isinstance(event, dict):
            raise ProviderError(Cause.NONSENSE)
        if isinstance(error := event.get("error"), dict):
            raise ProviderError(said_in_stream(str(error.get("code")), str(error.get("type"))))
        self._whole |= str(event.get("type", "")).endswith(".done")
