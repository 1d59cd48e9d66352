"""An answer is bounded in size and time, unpacked by nobody, and comes from whom the certificate names."""

from __future__ import annotations

import asyncio
import gzip
import threading
from collections.abc import Iterator
from typing import Literal

import aiohttp
import httpcore
import httpx
import httpx2
import pytest

import outbound
from tests.fakes.certificates import make_tls
from tests.fakes.providers import Answer, FakeProviders
from tests.fakes.wire import Wire

pytestmark = pytest.mark.process

URL = "https://llm.example.com/v1/models"
LARGE = Answer(200, bytes(3000))
PACKED = Answer(200, gzip.compress(bytes(10**6)), {"Content-Encoding": "gzip"})
ROOMS = "/twirp/livekit.RoomService/ListRooms"
ROOMS_URL = "https://name.livekit.cloud" + ROOMS


async def fetch(server: FakeProviders, *, most_bytes: int = 10_000, total_s: float = 10.0) -> bytes:
    async with (
        asyncio.timeout(30),
        outbound.async_client(
            timeout=5.0, most_bytes=most_bytes, total_s=total_s, guard=server.guard()
        ) as http,
    ):
        return (await http.get(URL)).content


def livekit(server: FakeProviders) -> aiohttp.ClientSession:
    return outbound.livekit_session(
        "wss://name.livekit.cloud", allowed="*.livekit.cloud", timeout_s=5.0, guard=server.guard()
    )


@pytest.mark.parametrize("answer", [LARGE, PACKED])
async def test_a_large_or_packed_answer_is_refused(answer: Answer, providers: FakeProviders) -> None:
    providers.instead["/v1/models"] = [answer]
    with (
        outbound.client(timeout=5.0, most_bytes=2000, guard=providers.guard()) as http,
        pytest.raises(outbound.AnswerRefusedError),
    ):
        http.get(URL)
    with pytest.raises(outbound.AnswerRefusedError):
        await fetch(providers, most_bytes=2000)


@pytest.mark.parametrize("where", ["head", "body"])
async def test_an_answer_that_drips_ends_with_its_time(
    where: Literal["head", "body"], providers: FakeProviders
) -> None:
    providers.instead["/v1/models"] = [Answer(200, drip=where)]
    with (
        outbound.client(timeout=5.0, total_s=0.3, guard=providers.guard()) as http,
        pytest.raises(httpx.ReadTimeout),
    ):
        http.get(URL)
    with pytest.raises(httpx2.ReadTimeout):
        await fetch(providers, total_s=0.3)


async def test_an_answer_of_the_right_size_arrives_whole(providers: FakeProviders) -> None:
    providers.instead["/v1/models"] = [LARGE]
    with outbound.client(timeout=5.0, most_bytes=3000, guard=providers.guard()) as http:
        assert http.get(URL).content == bytes(3000)
    assert await fetch(providers, most_bytes=3000) == bytes(3000)


async def test_livekits_answer_is_bounded_too(providers: FakeProviders) -> None:
    providers.instead[ROOMS] = [Answer(200, bytes(2 * 1024 * 1024))]
    async with livekit(providers) as session, session.post(ROOMS_URL) as answer:
        with pytest.raises(outbound.AnswerRefusedError):
            await answer.read()


async def test_livekits_answer_isnt_unpacked(providers: FakeProviders) -> None:
    providers.instead[ROOMS] = [PACKED]
    async with livekit(providers) as session, session.post(ROOMS_URL) as answer:
        assert await answer.read() == PACKED.body


class Waits(httpcore.NetworkBackend, httpcore.NetworkStream):
    """A connection that only notes how long it may take."""

    def __init__(self) -> None:
        self.seconds: list[float | None] = []

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, *_: object) -> Waits:
        self.seconds.append(timeout)
        return self

    def start_tls(
        self, ssl_context: object, server_hostname: str | None = None, timeout: float | None = None
    ) -> Waits:
        self.seconds.append(timeout)
        return self

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.seconds.append(timeout)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self.seconds.append(timeout)
        return b""

    def close(self) -> None:
        pass


def test_no_single_wait_is_longer_than_the_request_may_take(monkeypatch: pytest.MonkeyPatch) -> None:
    waits = Waits()
    monkeypatch.setattr(httpcore, "SyncBackend", lambda: waits)
    guard = outbound.Guard(resolve=lambda _host, port: [("93.184.215.14", port)])
    with outbound.client(timeout=600.0, total_s=5.0, guard=guard) as http, pytest.raises(httpx.HTTPError):
        http.get(URL)
    assert len(waits.seconds) >= 4
    assert [each for each in waits.seconds if each is None or each > 5.0] == []


@pytest.fixture
def slow_names() -> Iterator[threading.Event]:
    """Set at the end, so that no thread outlives the test."""
    done = threading.Event()
    yield done
    done.set()


async def test_a_name_that_is_never_found_ends_with_its_time(slow_names: threading.Event) -> None:
    def resolve(_host: str, _port: int) -> list[tuple[str, int]]:
        slow_names.wait(10)
        return []

    guard = outbound.Guard(resolve=resolve)
    with outbound.client(timeout=0.2, guard=guard) as http, pytest.raises(httpx.ConnectTimeout):
        http.get(URL)
    async with outbound.async_client(timeout=0.2, guard=guard) as http2:
        with pytest.raises(httpx2.ConnectTimeout):
            await http2.get(URL)


async def test_a_certificate_of_someone_elses_gets_no_request(providers: FakeProviders) -> None:
    url = "https://elsewhere.example.com/v1/models"
    with outbound.client(timeout=5.0, guard=providers.guard()) as http, pytest.raises(httpx.ConnectError):
        http.get(url)
    async with outbound.async_client(timeout=5.0, guard=providers.guard()) as http2:
        with pytest.raises(httpx2.ConnectError):
            await http2.get(url)
    async with outbound.livekit_session(
        "wss://elsewhere.livekit.cloud", allowed="*.livekit.cloud", timeout_s=5.0, guard=providers.guard()
    ) as session:
        with pytest.raises(aiohttp.ClientConnectorCertificateError):
            await session.post("https://elsewhere.livekit.cloud" + ROOMS)
    assert providers.asked == []


async def test_an_unknown_authority_gets_no_request(
    providers: FakeProviders, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = make_tls(tmp_path_factory.mktemp("other"), ("llm.example.com",)).client
    here = providers.guard()
    guard = outbound.Guard(resolve=here.resolve, allows=here.allows, tls=other)
    with outbound.client(timeout=5.0, guard=guard) as http, pytest.raises(httpx.ConnectError):
        http.get(URL)
    assert providers.asked == []


async def test_nothing_goes_out_without_tls(wire: Wire) -> None:
    guard = outbound.Guard(resolve=lambda _host, port: [("93.184.215.14", port)])
    with outbound.client(timeout=1.0, guard=guard) as http, pytest.raises(outbound.AddressRefusedError):
        http.get("http://llm.example.com:8080/v1")
    async with outbound.async_client(timeout=1.0, guard=guard) as http2:
        with pytest.raises(outbound.AddressRefusedError):
            await http2.get("http://llm.example.com:8080/v1")
    assert wire.dialled == []


async def test_the_worker_tries_the_next_address_too(providers: FakeProviders, wire: Wire) -> None:
    here, dead = ("127.0.0.1", providers.port), ("127.0.0.9", providers.port)
    wire.open = {here}
    guard = outbound.Guard(
        resolve=lambda _host, _port: [dead, here], allows=lambda _: True, tls=providers.tls.client
    )
    async with outbound.async_client(timeout=5.0, guard=guard) as http:
        answer = await http.get(URL, headers={"Authorization": f"Bearer {providers.key}"})
    assert (answer.status_code, wire.dialled) == (200, [dead, here])


def test_the_next_address_is_tried_when_one_doesnt_answer(providers: FakeProviders, wire: Wire) -> None:
    here, dead = ("127.0.0.1", providers.port), ("127.0.0.9", providers.port)
    wire.open = {here}
    guard = outbound.Guard(
        resolve=lambda _host, _port: [dead, here], allows=lambda _: True, tls=providers.tls.client
    )
    with outbound.client(timeout=5.0, guard=guard) as http:
        assert http.get(URL, headers={"Authorization": f"Bearer {providers.key}"}).status_code == 200
    assert wire.dialled == [dead, here]
