"""An HTTP client for addresses that somebody typed in, for threads."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from functools import cache
from ssl import SSLContext
from typing import Any

import httpcore
import httpx

from .errors import AnswerRefusedError
from .guard import PUBLIC, Guard

MOST_BYTES = 4 * 1024 * 1024
PLAIN = {"Accept-Encoding": "identity"}  # a packed answer could unpack to anything

_deadline: ContextVar[float] = ContextVar("outbound_deadline", default=float("inf"))


@cache
def authorities() -> SSLContext:
    """The certificate authorities httpx trusts; loading them takes 20 ms."""
    return httpx.create_ssl_context()


def client(
    *,
    timeout: float | httpx.Timeout,
    total_s: float = 60.0,
    most_bytes: int = MOST_BYTES,
    guard: Guard = PUBLIC,
) -> httpx.Client:
    """A client that reaches public addresses only and follows no redirect; close it after use.

    No proxy of the environment stands between: it would look names up once more, by itself.

    Args:
        timeout: seconds each wait may last.
        total_s: seconds a whole request may last, from the look-up to the last byte.
        most_bytes: of one answer.

    Requests raise AddressRefusedError, AnswerRefusedError or httpx.HTTPError.
    """
    return httpx.Client(
        transport=_GuardedTransport(guard, total_s, most_bytes),
        timeout=timeout,
        headers=PLAIN,
        trust_env=False,
        follow_redirects=False,
    )


def refusal(status: int, encoding: str | None) -> str:
    """Why an answer isn't passed on, for the log: a redirect, or packed although nobody asked for that.

    A redirect ends here and not in the client, since the OpenAI SDK asks clients to follow them.
    """
    if 300 <= status < 400:
        return "a redirect was refused"
    packed = (encoding or "").strip().lower() not in ("", "identity")
    return "a packed answer was refused" if packed else ""


class GuardedBackend(httpcore.NetworkBackend):
    """Dials what the guard allows, by address, and keeps to the request's deadline."""

    def __init__(self, guard: Guard, dial: httpcore.NetworkBackend) -> None:
        self._guard = guard
        self._dial = dial

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            endpoints = self._guard.endpoints(host, port, _left(timeout))
        except TimeoutError as error:
            raise httpcore.ConnectTimeout("the name was not found in time") from error
        except OSError as error:
            raise httpcore.ConnectError("the name was not found") from error
        *others, last = endpoints
        for address, number in others:
            try:
                return self._connect(address, number, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connect(*last, timeout, local_address, socket_options)

    def _connect(self, address: str, port: int, timeout: float | None, *more: Any) -> httpcore.NetworkStream:
        return _TimedStream(self._dial.connect_tcp(address, port, _left(timeout), *more))


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every wait ends with the request's deadline, however slowly bytes drip in."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(timeout: float | None) -> float:
    """Seconds this wait may last. Raises httpcore.ReadTimeout when none are left."""
    left = _deadline.get() - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the request took too long as a whole")
    return left if timeout is None else min(left, timeout)


class _GuardedTransport(httpx.HTTPTransport):
    def __init__(self, guard: Guard, total_s: float, most_bytes: int) -> None:
        super().__init__(verify=guard.tls or authorities(), trust_env=False)
        self._guard = guard
        self._total_s = total_s
        self._most_bytes = most_bytes
        self._pool = httpcore.ConnectionPool(
            ssl_context=guard.tls or authorities(),
            network_backend=GuardedBackend(guard, httpcore.SyncBackend()),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._guard.check_scheme(request.url.scheme)
        _deadline.set(time.monotonic() + self._total_s)
        response = super().handle_request(request)
        if reason := refusal(response.status_code, response.headers.get("content-encoding")):
            response.close()
            raise AnswerRefusedError(log=reason)
        if isinstance(response.stream, httpx.SyncByteStream):
            response.stream = _BoundedStream(response.stream, self._most_bytes)
        return response


class _BoundedStream(httpx.SyncByteStream):
    def __init__(self, stream: httpx.SyncByteStream, most_bytes: int) -> None:
        self._stream = stream
        self._left = most_bytes

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            self._left -= len(chunk)
            if self._left < 0:
                raise AnswerRefusedError(log="an answer was too large")
            yield chunk

    def close(self) -> None:
        self._stream.close()
