"""The outbox, against a real HTTP server on loopback that misbehaves on request."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from pydantic import SecretStr

from interview.events import EVENT, NoticeData
from voice.clock import Clock
from voice.outbox import Outbox
from voice.spool import Spool
from workers.protocol import Callback

pytestmark = pytest.mark.unit


class Sink:
    """A web app that keeps what it is sent and answers as it is told."""

    def __init__(self) -> None:
        self.status = 200
        self.batches: list[list[dict[str, object]]] = []
        self.spooled_before_post: list[int] = []
        self.spool_path = Path()
        self.posted = asyncio.Event()

    async def handle(self, request: web.Request) -> web.Response:
        batch = json.loads(await request.read())
        if batch[0]["kind"] != "heartbeat":
            self.spooled_before_post.append(len(self.spool_path.read_text().splitlines()))
        if self.status == 200:
            self.batches.append(batch)
        self.posted.set()
        return web.json_response({}, status=self.status)

    def events(self) -> list[dict[str, object]]:
        return [event for batch in self.batches for event in batch if event["kind"] != "heartbeat"]


class Rig:
    def __init__(self, sink: Sink, outbox: Outbox, spool: Spool) -> None:
        self.sink, self.outbox, self.spool = sink, outbox, spool


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    sink = Sink()
    app = web.Application()
    app.router.add_post("/worker/events", sink.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    async with aiohttp.ClientSession() as http:
        with Spool(str(tmp_path), "i1", 1) as spool:
            sink.spool_path = spool.path
            callback = Callback(url=f"http://127.0.0.1:{port}/worker/events", token=SecretStr("t"))
            outbox = Outbox(callback=callback, run=1, spool=spool, clock=Clock(), http=http)
            running = asyncio.create_task(outbox.run(heartbeat_s=0.05))
            yield Rig(sink, outbox, spool)
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
    await runner.cleanup()


def note(n: int) -> NoticeData:
    return NoticeData(code="n", text=str(n))


async def test_it_delivers_events_in_order_with_growing_numbers(rig: Rig) -> None:
    for n in range(120):
        rig.outbox.add(note(n))
    assert await rig.outbox.flush(5)
    events = rig.sink.events()
    assert [event["seq"] for event in events] == list(range(1, 121))


async def test_it_writes_the_spool_before_it_posts(rig: Rig) -> None:
    rig.outbox.add(note(1))
    assert await rig.outbox.flush(5)
    assert rig.sink.spooled_before_post[0] >= 1
    assert EVENT.validate_json(rig.spool.path.read_text().splitlines()[0]).seq == 1


async def test_it_keeps_events_while_the_web_app_is_down_and_delivers_them_once_it_is_back(rig: Rig) -> None:
    rig.sink.status = 503
    rig.outbox.add(note(1))
    await asyncio.wait_for(rig.sink.posted.wait(), 5)
    rig.outbox.add(note(2))
    assert not await rig.outbox.flush(0.3)
    assert len(rig.spool.path.read_text().splitlines()) == 2
    rig.sink.status = 200
    assert await rig.outbox.flush(10)
    assert [event["seq"] for event in rig.sink.events()] == [1, 2]


async def test_it_gives_up_when_the_web_app_refuses_its_token(rig: Rig) -> None:
    rig.sink.status = 401
    rig.outbox.add(note(1))
    await asyncio.wait_for(rig.outbox.refused.wait(), 5)
    assert not await rig.outbox.flush(1)


async def test_it_sends_heartbeats_when_there_is_nothing_to_say(rig: Rig) -> None:
    await asyncio.wait_for(rig.sink.posted.wait(), 5)
    assert rig.sink.batches[0][0]["kind"] == "heartbeat"
    assert rig.spool.path.read_text() == ""


async def test_it_knows_how_long_the_web_app_has_been_silent(rig: Rig) -> None:
    rig.sink.status = 500
    await asyncio.wait_for(rig.sink.posted.wait(), 5)
    before = rig.outbox.unanswered_for_s()
    rig.sink.posted.clear()
    await asyncio.wait_for(rig.sink.posted.wait(), 5)
    assert rig.outbox.unanswered_for_s() > before
