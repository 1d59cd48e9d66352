"""``python -m tests.fakes``, as far as it can be had in one process."""

from __future__ import annotations

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from tests.fakes.__main__ import parse, prepared
from tests.fakes.vendors import KEY

pytestmark = pytest.mark.process

HELLO = {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "hello"}]}


async def test_the_runner_serves_everything_at_one_port() -> None:
    made = prepared(parse(["--say", "Hello there.", "--first", "0", "--fault", "speech=500"]))
    async with TestServer(made) as server, aiohttp.ClientSession() as session:
        session.headers["Authorization"] = f"Bearer {KEY}"
        async with session.post(server.make_url("/v1/chat/completions"), json=HELLO) as answer:
            assert (await answer.json())["choices"][0]["message"]["content"] == "Hello there."
        async with session.post(server.make_url("/v1/audio/speech"), json={}) as answer:
            assert answer.status == 500
        async with session.get(server.make_url("/v1/models")) as answer:
            assert (await answer.json())["data"]


def test_the_runner_knows_its_faults() -> None:
    with pytest.raises(SystemExit, match="names no service"):
        prepared(parse(["--fault", "chat=gone"]))
