"""One request or websocket being served, and how it goes wrong."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import time
from typing import Any, Protocol

from aiohttp import web

from .script import Asked, Fault
from .service import Service

REQUEST_ID = {"x-request-id": "req_fake", "dg-request-id": "fake"}
STATUSES = ("401", "quota", "429", "500")
WEB_PAGE = b"<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>" * 20


class Over(Exception):
    """The answer has ended early; ``response`` is what is left of it."""

    def __init__(self, response: web.StreamResponse) -> None:
        super().__init__()
        self.response = response


class Manners(Protocol):
    """How one vendor checks keys and says that something is wrong."""

    def knows(self, request: web.Request, key: str) -> bool:
        """Whether the request carries the key."""

    async def turn_away(self, line: Line, fault: Fault) -> web.StreamResponse:
        """Answer a request with the fault, a status."""

    async def break_off(self, line: Line, fault: Fault) -> None:
        """End an answer that has begun with the fault, a status."""


class Line:
    """What a vendor's code answers through, so that every fault can strike at any chunk."""

    def __init__(self, service: Service[Any, Any], request: web.Request, manners: Manners) -> None:
        self.service, self.request, self._manners = service, request, manners
        self.asked = Asked(
            request.method,
            request.path,
            dict(request.query),
            frozenset(name.lower() for name in request.headers),
            manners.knows(request, service.key),
            time.monotonic(),
        )
        self.response: web.StreamResponse | None = None
        self.fault: Fault | None = None
        self._sent = 0
        self._broken = self._mute = False
        self._slow: Fault | None = None

    async def admit(self) -> None:
        """Record the request; raise :class:`Over` where it gets no answer of its own."""
        self.service.asked.append(self.asked)
        self.meet(self.service.hit())
        if self.fault and self.fault.after == 0 and self.fault.kind != "stall":
            await self._go_wrong()
        if not self.asked.key_ok:
            raise Over(await self._manners.turn_away(self, Fault("401")))

    def meet(self, fault: Fault | None) -> None:
        """Meet ``fault`` from here on; its ``after`` counts from here."""
        self.fault, self._sent = fault, 0
        if fault:
            self.asked.fault = fault.kind

    async def strike(self, fault: Fault) -> None:
        """Go wrong at once, as far as the answer has begun."""
        self.meet(fault)
        if isinstance(self.response, web.WebSocketResponse) or fault.kind in ("reset", "refused"):
            try:
                await self._go_wrong()
            except Over:
                return  # the handler sees its connection end

    async def accept(self) -> web.WebSocketResponse:
        """Open the websocket."""
        self.response = websocket = web.WebSocketResponse(max_msg_size=2**24)
        await websocket.prepare(self.request)
        return websocket

    async def begin(self, content_type: str) -> None:
        """Send the head of a stream."""
        self.response = web.StreamResponse(headers=REQUEST_ID | {"Content-Type": content_type})
        self.response.enable_chunked_encoding()
        await self.response.prepare(self.request)

    async def put(self, data: str | bytes) -> None:
        """Send one chunk or message, when it is due and as well as it goes."""
        await self._check()
        await self._pace()
        await self._check()  # a strike may have come in the meantime
        self._sent += 1
        if self._mute:
            return
        if self._broken:
            data = data[: len(data) // 2].rstrip() if isinstance(data, str) else WEB_PAGE
        if isinstance(self.response, web.WebSocketResponse):
            await self._send(self.response, data)
        elif self.response is not None:
            raw = data.encode() + b"\n\n" * self._broken if isinstance(data, str) else data
            await self.response.write(raw)

    async def greet(self, message: dict[str, Any]) -> None:
        """Send a first message that says nothing yet; it counts for no fault and takes no time."""
        if isinstance(self.response, web.WebSocketResponse) and not self._mute:
            await self.response.send_json(message)

    async def end(self) -> web.StreamResponse:
        """End a stream, or close a websocket as one should."""
        if isinstance(self.response, web.WebSocketResponse):
            await self.response.close()
        elif self.response is not None:
            await self.response.write_eof()
        return self.response or web.Response()

    async def whole(self, payload: Any, content_type: str = "application/json") -> web.StreamResponse:
        """Answer in one piece, a JSON value or bytes, as well as it goes."""
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        await self._pace()
        if self.fault and self.fault.kind != "stall":
            await self._go_wrong()
        if self._broken:
            body = body[: len(body) // 2]
        if self.fault and self.fault.kind == "stall":
            self.response = web.StreamResponse(headers={"Content-Type": content_type})
            self.response.content_length = len(body)
            await self.response.prepare(self.request)
            await self.response.write(body[: len(body) // 2])
            await self._hang()
        return web.Response(body=body, content_type=content_type, headers=REQUEST_ID)

    async def _pace(self) -> None:
        delays, slow = self.service.delays, self._slow
        wait = delays.between_s if self._sent else delays.first_s
        if slow:
            wait += slow.between_s if self._sent else slow.delay_s
        await asyncio.sleep(wait)

    async def _check(self) -> None:
        if self.fault and self._sent >= self.fault.after:
            await self._go_wrong()

    async def _go_wrong(self) -> None:
        fault, self.fault = self.fault, None
        if fault is None:
            return
        if fault.kind in STATUSES and self.response is None:
            raise Over(await self._manners.turn_away(self, fault))
        if fault.kind in STATUSES:
            await self._manners.break_off(self, fault)
            raise Over(self.response or web.Response())
        if fault.kind in ("reset", "refused"):
            self.reset()
            raise Over(self.response or web.Response())
        if fault.kind == "malformed":
            self._broken = True
        elif fault.kind == "slow":
            self._slow = fault
        elif isinstance(self.response, web.WebSocketResponse):
            self._mute = True
        else:
            await self._hang()

    async def _hang(self) -> None:
        await asyncio.Event().wait()  # until the client leaves: then the handler is cancelled

    def reset(self) -> None:
        """Drop the connection with a TCP RST."""
        if (transport := self.request.transport) is not None:
            raw = transport.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()

    async def _send(self, websocket: web.WebSocketResponse, data: str | bytes) -> None:
        if websocket.closed:
            raise Over(websocket)
        if isinstance(data, bytes) and self._broken:
            await websocket.send_str(data.decode())
        elif isinstance(data, bytes):
            await websocket.send_bytes(data)
        else:
            await websocket.send_str(data)
