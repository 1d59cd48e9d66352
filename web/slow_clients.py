"""gunicorn's threaded worker with an end to what a slow client may hold.

A request has a thread from its first byte on, and gunicorn waits for the rest as long as the client
likes. Here the worker's main loop cuts off who is late, which wakes the thread that waits.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from dataclasses import dataclass
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

HEADERS_S = 10.0  # until a request's headers are here
BODY_S = 120.0  # from then until its body is: the largest upload at 0.8 Mbit/s
ANSWER_S = 900.0  # from then until its answer was taken
PARTING_S = 120.0  # from its answer on, for what it still sends of a body that was refused
SILENT_S = 2.0  # and this long without a byte
_AT_ONCE = 65_536  # bytes


@dataclass
class _Request:
    """What a thread is at, and until when it may be. ``time.monotonic()`` seconds."""

    read_by: float
    done_by: float


class Worker(ThreadWorker):  # type: ignore[misc] # gunicorn ships no types
    """Named in ``gunicorn.conf.py``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lock = threading.Lock()
        self._requests: dict[Any, _Request] = {}

    def handle(self, conn: Any) -> Any:
        """Read and answer one request in a thread of the pool."""
        now = time.monotonic()
        with self._lock:
            self._requests[conn] = _Request(now + HEADERS_S, now + ANSWER_S)
        try:
            outcome = super().handle(conn)
        finally:
            with self._lock:
                del self._requests[conn]
        if outcome is False:
            _see_off(conn.sock)
        return outcome

    def handle_request(self, req: Any, conn: Any) -> Any:
        """Answer a request whose headers are here; its body may still be on the way."""
        now = time.monotonic()
        with self._lock:
            self._requests[conn] = _Request(now + BODY_S, now + ANSWER_S)
        return super().handle_request(req, conn)

    def notify(self) -> None:
        """Once a second, in the main loop."""
        super().notify()
        now = time.monotonic()
        with self._lock:
            for conn, request in self._requests.items():
                if now > request.done_by:
                    _shut(conn.sock, socket.SHUT_RDWR)
                elif now > request.read_by:
                    _shut(conn.sock, socket.SHUT_RD)


def _see_off(sock: socket.socket) -> None:
    """Throw away what the client still sends, until it closes its side or the time is over.

    A browser reads an answer only when its whole request is on the way: one whose too large file
    nobody takes shows an error of its own in place of ours.
    """
    until = time.monotonic() + PARTING_S
    with contextlib.suppress(OSError):  # TimeoutError too: it is silent, or gone
        sock.shutdown(socket.SHUT_WR)
        sock.settimeout(SILENT_S)
        while time.monotonic() < until and sock.recv(_AT_ONCE):
            pass
    _shut(sock, socket.SHUT_RDWR)


def _shut(sock: socket.socket, how: int) -> None:
    with contextlib.suppress(OSError):  # it is closed already
        sock.shutdown(how)
