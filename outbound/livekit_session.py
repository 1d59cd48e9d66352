"""The session LiveKit's server API is asked through: an owner's address, so it is guarded too."""

from __future__ import annotations

import socket
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from .errors import AddressRefusedError, AnswerRefusedError
from .guard import PUBLIC, Guard
from .http import PLAIN, authorities
from .livekit import is_named_exactly, livekit_host_problem

MOST_BYTES = 1024 * 1024
_CHUNK = 64 * 1024


def livekit_session(
    url: str, *, allowed: str, timeout_s: float, guard: Guard = PUBLIC
) -> aiohttp.ClientSession:
    """A session for ``LiveKitAPI(session=...)``; call it in a running loop and close it after use.

    A host that the operator's list names exactly may have any address; under a wildcard the
    addresses must be public. No redirect is followed. The API itself must be made with
    ``failover=False``: it would otherwise go to hosts that the server names.

    Args:
        url: the owner's ``wss://`` address.
        allowed: the operator's allow-list.
        timeout_s: seconds a whole request may last.

    Raises:
        AddressRefusedError: the allow-list doesn't hold the host. Requests may raise it too, and
            AnswerRefusedError.
    """
    if problem := livekit_host_problem(url, allowed):
        raise AddressRefusedError(problem, log="a livekit host isn't allowed")
    tls = guard.tls or authorities()
    if is_named_exactly(url, allowed):
        connector = aiohttp.TCPConnector(ssl=tls)
    else:
        connector = guarded_connector(guard, timeout_s)
    return aiohttp.ClientSession(
        connector=connector,
        timeout=aiohttp.ClientTimeout(total=timeout_s),
        headers=PLAIN,
        auto_decompress=False,
        response_class=_BoundedResponse,
        middlewares=(_refuse_redirect,),
        trust_env=False,
    )


def guarded_connector(guard: Guard, timeout_s: float) -> aiohttp.TCPConnector:
    """Dials what the guard allows: names through its look-up, and every address once more at its socket.

    The second check is for hosts that are addresses, which aiohttp doesn't look up.
    """

    def open_socket(info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, address = info
        guard.check((str(address[0]), int(address[1])))
        return socket.socket(family, kind, protocol)

    return aiohttp.TCPConnector(
        ssl=guard.tls or authorities(),
        resolver=_GuardedResolver(guard, timeout_s),
        socket_factory=open_socket,
        use_dns_cache=False,
    )


class _GuardedResolver(AbstractResolver):
    def __init__(self, guard: Guard, timeout_s: float) -> None:
        self._guard = guard
        self._timeout_s = timeout_s

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        endpoints = await self._guard.endpoints_async(host, port, self._timeout_s)
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=number,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for address, number in endpoints
        ]

    async def close(self) -> None:
        """There is nothing to close."""


class _BoundedResponse(aiohttp.ClientResponse):
    """An answer that is read up to a limit."""

    async def read(self) -> bytes:
        if self._body is None:
            parts, left = [], MOST_BYTES
            async for part in self.content.iter_chunked(_CHUNK):
                left -= len(part)
                if left < 0:
                    self.close()
                    raise AnswerRefusedError(log="an answer was too large")
                parts.append(part)
            self._body = b"".join(parts)
        return self._body


async def _refuse_redirect(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    response = await handler(request)
    if 300 <= response.status < 400:
        response.close()
        raise AnswerRefusedError(log="a redirect was refused")
    return response
