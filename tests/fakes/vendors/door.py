"""A loopback port that can be shut so that nobody can connect, and opened again under the same number."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from aiohttp import web

Result = TypeVar("Result")


class House:
    """A thread with an event loop in which every service is served."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, name="vendors", daemon=True)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._thread.start()

    def run(self, coroutine: Coroutine[Any, Any, Result]) -> Result | None:
        """Run it there and wait for it; from within that thread, only start it."""
        if threading.current_thread() is self._thread:
            task = self.loop.create_task(coroutine)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            return None
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(10)

    def close(self) -> None:
        """End the thread."""
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(5)
        self.loop.close()


class Door:
    """The port of one application."""

    def __init__(self, app: web.Application, tls: ssl.SSLContext | None) -> None:
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        self._site: web.SockSite | None = None
        self._socket = _bound(0)
        self.port = int(self._socket.getsockname()[1])
        self.tls = tls

    async def open(self) -> None:
        """Let people connect; does nothing where they can."""
        if self._site is None:
            if self._runner.server is None:
                await self._runner.setup()
            self._site = web.SockSite(self._runner, self._socket, ssl_context=self.tls)
            await self._site.start()

    async def shut(self) -> None:
        """Refuse connections, and keep the number."""
        if self._site is not None:
            await self._site.stop()
            self._site, self._socket = None, _bound(self.port)

    async def close(self) -> None:
        """End what is served, and give the port back."""
        await self._runner.cleanup()
        self._socket.close()


def _bound(port: int) -> socket.socket:
    """Bound, not listening: whoever connects is refused."""
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(("127.0.0.1", port))
    return bound
