"""An HTTP client for addresses that somebody typed in, for an event loop: what the OpenAI SDK takes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable

import httpcore2
import httpx2

from .errors import AnswerRefusedError
from .guard import PUBLIC, Guard
from .http import PLAIN, refusal

MOST_BYTES = 64 * 1024 * 1024  # ten minutes of speech


def async_client(
    *,
    timeout: float | httpx2.Timeout,
    total_s: float = 120.0,
    most_bytes: int = MOST_BYTES,
    guard: Guard = PUBLIC,
) -> httpx2.AsyncClient:
    """:func:`outbound.client` for an event loop, with room for speech and for streamed answers.

    Requests raise AddressRefusedError, AnswerRefusedError or httpx2.HTTPError; the OpenAI SDK lets
    the first two through and makes ``openai.APIConnectionError`` of the third.
    """
    return httpx2.AsyncClient(
        transport=_GuardedTransport(guard, total_s, most_bytes),
        timeout=timeout,
        headers=PLAIN,
        trust_env=False,
        follow_redirects=False,
    )


class GuardedBackend(httpcore2.AsyncNetworkBackend):
    """Dials what the guard allows, by address."""

    def __init__(self, guard: Guard, dial: httpcore2.AsyncNetworkBackend) -> None:
        self._guard = guard
        self._dial = dial

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        try:
            endpoints = await self._guard.endpoints_async(host, port, timeout)
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout("the name was not found in time") from error
        except OSError as error:
            raise httpcore2.ConnectError("the name was not found") from error
        *others, last = endpoints
        for address, number in others:
            try:
                return await self._dial.connect_tcp(address, number, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return await self._dial.connect_tcp(*last, timeout, local_address, socket_options)


class _GuardedTransport(httpx2.AsyncHTTPTransport):
    def __init__(self, guard: Guard, total_s: float, most_bytes: int) -> None:
        tls = guard.tls or httpx2.create_ssl_context()
        super().__init__(verify=tls, trust_env=False)
        self._guard = guard
        self._total_s = total_s
        self._most_bytes = most_bytes
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=tls, network_backend=GuardedBackend(guard, httpcore2.AnyIOBackend())
        )

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self._guard.check_scheme(request.url.scheme)
        deadline = time.monotonic() + self._total_s
        try:
            async with asyncio.timeout(self._total_s):
                response = await super().handle_async_request(request)
        except TimeoutError as error:
            raise httpx2.ReadTimeout("the request took too long as a whole", request=request) from error
        if reason := refusal(response.status_code, response.headers.get("content-encoding")):
            await response.aclose()
            raise AnswerRefusedError(log=reason)
        if isinstance(response.stream, httpx2.AsyncByteStream):
            response.stream = _BoundedStream(response.stream, self._most_bytes, deadline)
        return response


class _BoundedStream(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream, most_bytes: int, deadline: float) -> None:
        self._stream = stream
        self._left = most_bytes
        self._deadline = deadline

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            if time.monotonic() > self._deadline:
                raise httpx2.ReadTimeout("the request took too long as a whole")
            self._left -= len(chunk)
            if self._left < 0:
                raise AnswerRefusedError(log="an answer was too large")
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()
