"""The connector under LiveKit's API judges names and bare addresses alike."""

from __future__ import annotations

import aiohttp
import pytest
from livekit import api

import outbound
from outbound.livekit_session import guarded_connector
from tests.fakes.providers import FakeProviders
from tests.fakes.wire import Listener, Wire
from tests.outbound.hostile import PUBLIC_V4, V6, resolve

pytestmark = pytest.mark.process

HOSTILE = outbound.Guard(resolve=resolve)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "169.254.169.254", "loop.example.com", "mixed.example.com", *V6]
)
async def test_it_dials_nothing_inside_whatever_the_address_looks_like(
    host: str, wire: Wire, listener: Listener
) -> None:
    async with aiohttp.ClientSession(connector=guarded_connector(HOSTILE, 2.0)) as session:
        with pytest.raises((outbound.AddressRefusedError, aiohttp.InvalidURL)):
            await session.get(f"https://{host}:{listener.port}/")
    assert (wire.dialled, wire.looked_up, listener.knocks()) == ([], [], 0)


async def test_an_address_that_slips_past_the_look_up_is_stopped_at_its_socket(wire: Wire) -> None:
    """aiohttp asks its resolver for names only; what it dials passes the guard once more."""
    async with aiohttp.ClientSession(connector=guarded_connector(HOSTILE, 2.0)) as session:
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(f"https://{PUBLIC_V4}/")
        with pytest.raises(outbound.AddressRefusedError):
            await session.get("https://10.0.0.5/")
    assert wire.dialled == [(PUBLIC_V4, 443)]


async def test_a_host_off_the_list_gets_no_session() -> None:
    with pytest.raises(outbound.AddressRefusedError):
        outbound.livekit_session("wss://lk.example.com", allowed="*.livekit.cloud", timeout_s=1.0)


async def test_a_host_that_the_operator_named_may_lie_inside(providers: FakeProviders) -> None:
    """Found by the system's own resolver, and without a guard that would allow it."""
    url = f"wss://127.0.0.1:{providers.port}"
    async with outbound.livekit_session(
        url, allowed=url, timeout_s=5.0, guard=outbound.Guard(tls=providers.tls.client)
    ) as session:
        key, secret = (each.get_secret_value() for each in providers.livekit_pair)
        client = api.LiveKitAPI(url, key, secret, session=session, failover=False)
        assert not (await client.room.list_rooms(api.ListRoomsRequest())).rooms
