"""A speech provider that wants its own key: it lets the embedded server do the work, or fails as told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web

from embedded.services import EmbeddedServices


class ProviderDouble:
    """OpenAI's audio API on loopback.

    Attributes:
        fault: the status it answers everything with; 0 when it works. A refusal quotes the key, as
            OpenAI's does.
        asked: path and model of every request that came with the right key.
    """

    def __init__(self, services: EmbeddedServices, key: str) -> None:
        self._services = services
        self.key = key
        self.fault = 0
        self.asked: list[tuple[str, str]] = []
        self.refused = 0
        self.url = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Pass a request on under the embedded server's key."""
        body, kind = await request.read(), request.headers["Content-Type"]
        wrong = request.headers.get("Authorization") != f"Bearer {self.key}"
        if wrong or self.fault:
            self.refused += 1
            text = f"Incorrect API key provided: {request.headers.get('Authorization')}."
            return web.json_response({"error": {"message": text}}, status=self.fault or 401)
        self.asked.append((request.path, _model(body, kind)))
        headers = {
            "Authorization": f"Bearer {self._services.speech_key.get_secret_value()}",
            "Content-Type": kind,
        }
        there = self._services.speech_url.removesuffix("/v1") + request.path
        async with aiohttp.ClientSession() as http, http.post(there, data=body, headers=headers) as answer:
            return web.Response(
                status=answer.status,
                body=await answer.read(),
                headers={"Content-Type": answer.headers["Content-Type"]},
            )


def _model(body: bytes, kind: str) -> str:
    """The model a request names, in JSON or in a form."""
    mark = b'name="model"\r\n\r\n' if kind.startswith("multipart") else b'"model":"'
    rest = body.replace(b'": "', b'":"').partition(mark)[2]
    return rest[:60].replace(b"\r", b'"').partition(b'"')[0].decode()


@asynccontextmanager
async def provider(services: EmbeddedServices, key: str) -> AsyncIterator[ProviderDouble]:
    """A provider that listens for as long as the block lasts."""
    double = ProviderDouble(services, key)
    app = web.Application(client_max_size=64 * 1024 * 1024)
    app.router.add_post("/v1/audio/{what}", double.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    double.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    try:
        yield double
    finally:
        await runner.cleanup()
