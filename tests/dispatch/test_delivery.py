"""What is posted to the operator is signed, posted again until taken, and kept until then."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web
from pydantic import SecretStr

from dispatch import transcripts
from dispatch.delivery import WAITS_S, Delivery, Target
from dispatch.desk import Desk
from dispatch.header import Headers
from dispatch.places import Places
from dispatch.signing import SIGNATURE_HEADER, TIME_HEADER, signature
from embedded.process import ProcessId
from tests.dispatch.scene import WHOLE, events, header, spool
from tests.room.waiting import until

pytestmark = pytest.mark.unit

SECRET = SecretStr("a shared secret")


@dataclass
class Operator:
    """The operator's end; it answers with one status after another, the last one for ever."""

    statuses: list[int] = field(default_factory=lambda: [200])
    got: list[tuple[bytes, dict[str, str]]] = field(default_factory=list)
    url: str = ""

    async def handle(self, request: web.Request) -> web.Response:
        self.got.append((await request.read(), dict(request.headers)))
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        return web.Response(status=status, headers={"Location": "/other"} if status == 302 else None)


@pytest.fixture
async def operator() -> AsyncIterator[Operator]:
    found = Operator()
    app = web.Application()
    app.router.add_post("/hook", found.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield found
    await runner.cleanup()


@dataclass
class Pauses:
    taken: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


def owing(directory: Path, operator: Operator, pauses: Pauses | None = None) -> Delivery:
    """A delivery that owes the transcript a1."""
    delivery = Delivery(directory, Target(operator.url, SECRET), pause=pauses or Pauses())
    delivery.owe("a1")
    transcripts.write(directory, transcripts.transcript(header().interview, events(*WHOLE)))
    return delivery


async def test_the_body_is_the_file_and_its_signature_covers_body_and_time(
    tmp_path: Path, operator: Operator
) -> None:
    assert await owing(tmp_path, operator).deliver("a1")
    [(body, sent)] = operator.got
    assert body == (tmp_path / "a1.json").read_bytes()
    signed = f"{sent[TIME_HEADER]}.".encode() + body
    assert sent[SIGNATURE_HEADER] == (
        "sha256=" + hmac.new(b"a shared secret", signed, hashlib.sha256).hexdigest()
    )
    assert "a shared secret" not in str(sent)


def test_another_body_time_or_secret_has_another_signature() -> None:
    made = {
        signature(secret, body, at)
        for secret in (SECRET, SecretStr("b"))
        for body in (b"x", b"y")
        for at in (1, 2)
    }
    assert len(made) == 8


async def test_it_is_posted_again_with_longer_waits_until_it_is_taken(
    tmp_path: Path, operator: Operator
) -> None:
    operator.statuses, pauses = [500, 302, 429, 204], Pauses()
    delivery = owing(tmp_path, operator, pauses)
    assert await delivery.deliver("a1")
    assert pauses.taken == list(WAITS_S[:3])
    assert delivery.owed() == []
    assert await delivery.deliver("a1")
    assert len(operator.got) == 4


async def test_one_that_nobody_takes_is_kept_and_posted_at_the_next_start(
    tmp_path: Path, operator: Operator
) -> None:
    operator.statuses = [503]
    places = Places(tmp_path)
    delivery = owing(places.transcripts, operator)
    assert not await delivery.deliver("a1")
    assert len(operator.got) == 1 + len(WAITS_S)
    assert delivery.owed() == ["a1"]
    operator.statuses = [200]
    again = Delivery(places.transcripts, Target(operator.url, SECRET))
    desk = Desk(places, Headers(places.own), again)
    await desk.open()
    await until(lambda: not again.owed(), 5, "the transcript is delivered")
    await desk.aclose()


async def test_an_address_where_nobody_listens_is_an_attempt_too(tmp_path: Path) -> None:
    pauses = Pauses()
    nobody = Operator(url="http://127.0.0.1:9/hook")
    assert not await owing(tmp_path, nobody, pauses).deliver("a1")
    assert pauses.taken == list(WAITS_S)


async def test_without_an_address_nothing_is_owed(tmp_path: Path) -> None:
    delivery = Delivery(tmp_path, None)
    delivery.owe("a1")
    assert delivery.owed() == []
    assert await delivery.deliver("a1")
    assert not delivery._mark("a1").exists()


async def test_what_a_lost_run_left_becomes_a_transcript_at_the_next_start(
    tmp_path: Path, operator: Operator
) -> None:
    places = Places(tmp_path)
    headers = Headers(places.own)
    headers.write(header("a1"))
    headers.write(header("b2", worker=ProcessId.mine()))
    spool(places.spool, *WHOLE[:-1])
    delivery = Delivery(places.transcripts, Target(operator.url, SECRET))
    desk = Desk(places, headers, delivery)
    await desk.open()
    await until(lambda: operator.got and not delivery.owed(), 5, "the transcript is delivered")
    await desk.aclose()
    made = transcripts.Transcript.model_validate_json(operator.got[0][0])
    assert made.ended.reason == "worker_lost"
    assert list(places.spool.iterdir()) == []
    assert [one.interview.id for one in headers.all()] == ["b2"], "its worker still talks"
