"""A door in front of a server: while it is shut, nobody gets through and nobody stays inside."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from urllib.parse import urlsplit, urlunsplit


class Door:
    """A TCP forwarder on loopback; ``url`` is the server's with the door's port."""

    def __init__(self, url: str) -> None:
        self._target = urlsplit(url)
        self._server: asyncio.Server | None = None
        self._inside: set[asyncio.StreamWriter] = set()
        self._port = 0
        self.url = ""

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._let_in, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]
        self.url = urlunsplit(self._target._replace(netloc=f"127.0.0.1:{self._port}"))

    async def shut(self) -> None:
        if self._server is not None:
            self._server.close()
            for writer in list(self._inside):
                writer.transport.abort()
            await self._server.wait_closed()
            self._server = None

    async def _let_in(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(self._target.hostname, self._target.port)
        self._inside |= {writer, back}
        await asyncio.gather(_carry(reader, back), _carry(there, writer))
        self._inside -= {writer, back}


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


@contextlib.asynccontextmanager
async def door_to(url: str) -> AsyncIterator[Door]:
    """An open door; shut when the block ends."""
    door = Door(url)
    await door.open()
    try:
        yield door
    finally:
        await door.shut()
