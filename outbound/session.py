"""An aiohttp session for addresses that somebody typed in: websockets and streamed answers."""

from __future__ import annotations

import aiohttp

from .errors import AnswerRefusedError
from .guard import PUBLIC, Guard
from .http import PLAIN
from .livekit_session import guarded_connector

_LOOK_UP_S = 5.0


def session(
    *, timeout: aiohttp.ClientTimeout, guard: Guard = PUBLIC, trace: aiohttp.TraceConfig | None = None
) -> aiohttp.ClientSession:
    """A session that reaches public addresses only and follows no redirect.

    Call it in a running loop and close it after use. Requests raise AddressRefusedError,
    AnswerRefusedError or what aiohttp raises.
    """

    async def guarded(
        request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
    ) -> aiohttp.ClientResponse:
        guard.check_scheme({"wss": "https", "ws": "http"}.get(request.url.scheme, request.url.scheme))
        response = await handler(request)
        if 300 <= response.status < 400:
            response.close()
            raise AnswerRefusedError(log="a redirect was refused")
        return response

    return aiohttp.ClientSession(
        connector=guarded_connector(guard, _LOOK_UP_S),
        timeout=timeout,
        headers=PLAIN,
        middlewares=(guarded,),
        trace_configs=[trace] if trace else None,
        trust_env=False,
    )
