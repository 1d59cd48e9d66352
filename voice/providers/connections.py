"""The HTTP clients and sessions that one interview's providers are called through."""

from __future__ import annotations

from types import SimpleNamespace

import aiohttp
import httpx2
import openai

import outbound
from voice.providers.sound import check_sound
from voice.relay.link import Answers
from workers.protocol import ProviderAccess

OPENAI_URL = "https://api.openai.com/v1"

_TIMEOUT = httpx2.Timeout(connect=4.0, read=30.0, write=10.0, pool=5.0)
_SESSION_TIMEOUT = aiohttp.ClientTimeout(total=None, sock_connect=4.0, sock_read=5.0)


class Connections:
    """Makes clients and sessions, and closes them together.

    Addresses that an owner named (``guarded``) are dialled through :mod:`outbound`; no redirect is
    followed anywhere.
    """

    def __init__(self, guard: outbound.Guard = outbound.PUBLIC) -> None:
        self._guard = guard
        self._clients: list[openai.AsyncClient] = []
        self._sessions: list[aiohttp.ClientSession] = []

    def client(self, access: ProviderAccess, answers: Answers) -> openai.AsyncClient:
        """A client of an OpenAI-compatible API that tries once and waits for a busy server."""
        http = (
            outbound.async_client(timeout=_TIMEOUT, guard=self._guard)
            if access.guarded
            else httpx2.AsyncClient(timeout=_TIMEOUT, follow_redirects=False)
        )

        async def look(response: httpx2.Response) -> None:
            answers.heed(response.headers.get("retry-after"))
            if response.url.path.endswith("/audio/speech"):
                check_sound(response)

        http.event_hooks = {"request": [], "response": [look]}
        client = openai.AsyncClient(
            api_key=access.api_key.get_secret_value(),
            base_url=access.base_url or OPENAI_URL,
            max_retries=0,
            http_client=http,
        )
        self._clients.append(client)
        return client

    def session(self, access: ProviderAccess, answers: Answers) -> aiohttp.ClientSession:
        """A session for plugins that speak websockets."""

        async def look(
            _session: aiohttp.ClientSession,
            _context: SimpleNamespace,
            ended: aiohttp.TraceRequestEndParams,
        ) -> None:
            answers.heed(ended.response.headers.get("Retry-After"))

        trace = aiohttp.TraceConfig()
        trace.on_request_end.append(look)
        session = (
            outbound.session(timeout=_SESSION_TIMEOUT, guard=self._guard, trace=trace)
            if access.guarded
            else aiohttp.ClientSession(timeout=_SESSION_TIMEOUT, trace_configs=[trace], trust_env=False)
        )
        self._sessions.append(session)
        return session

    async def aclose(self) -> None:
        """Close all of them."""
        for client in self._clients:
            await client.close()
        for session in self._sessions:
            await session.close()
