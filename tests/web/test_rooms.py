"""Rooms and tokens against the real LiveKit server."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from livekit import api, rtc
from pydantic import SecretStr

from embedded.stack import EmbeddedServices
from errors import LiveKitError
from web import tokens
from web.places import LiveKitEndpoint
from web.rooms import Rooms, new_name

from .owners import Owners

pytestmark = pytest.mark.room


@pytest.fixture
def owners(stack: EmbeddedServices, tmp_path: Path) -> Iterator[Owners]:
    with Owners(tmp_path, lambda _: stack) as made:
        yield made


@pytest.fixture
def rooms(owners: Owners) -> Rooms:
    return Rooms(owners.endpoints)


@pytest.fixture
def owner(owners: Owners) -> str:
    return owners.charlie.id


@pytest.fixture
def livekit(owners: Owners, owner: str) -> LiveKitEndpoint:
    return owners.endpoints.livekit(owner)


@pytest.fixture
def room(rooms: Rooms, owner: str) -> Iterator[str]:
    name = new_name("r")
    rooms.create(owner, name)
    yield name
    rooms.delete(owner, name)


async def join(livekit: LiveKitEndpoint, token: str) -> rtc.Room:
    joined = rtc.Room()
    await joined.connect(livekit.url, token, rtc.RoomOptions(connect_timeout=5))
    return joined


def test_a_room_is_made_and_deleted_and_deleting_twice_is_fine(rooms: Rooms, owner: str) -> None:
    name = new_name("r")
    rooms.create(owner, name)
    assert name in rooms.names(owner)
    rooms.delete(owner, name)
    assert name not in rooms.names(owner)
    rooms.delete(owner, name)


async def test_one_candidate_and_one_agent_fit_and_a_second_candidate_does_not(
    livekit: LiveKitEndpoint, room: str
) -> None:
    candidate = await join(livekit, tokens.for_candidate(livekit, room, new_name("c")))
    worker = await join(livekit, tokens.for_worker(livekit, room, new_name("i"), timedelta(minutes=5)))
    assert worker.local_participant.kind == rtc.ParticipantKind.PARTICIPANT_KIND_AGENT
    with pytest.raises(rtc.ConnectError):
        await join(livekit, tokens.for_candidate(livekit, room, new_name("c")))
    await worker.disconnect()
    await candidate.disconnect()


async def test_the_worker_may_set_its_attributes_and_the_candidate_may_not(
    livekit: LiveKitEndpoint, room: str
) -> None:
    worker = await join(livekit, tokens.for_worker(livekit, room, new_name("i"), timedelta(minutes=5)))
    await worker.local_participant.set_attributes({"mf.stage": "greeting"})
    candidate = await join(livekit, tokens.for_candidate(livekit, room, new_name("c")))
    (agent,) = candidate.remote_participants.values()
    assert agent.attributes["mf.stage"] == "greeting"
    await candidate.disconnect()
    await worker.disconnect()


async def test_a_candidates_token_opens_no_other_room_and_no_api(
    livekit: LiveKitEndpoint, room: str, stack: EmbeddedServices
) -> None:
    token = tokens.for_candidate(livekit, room, new_name("c"))
    async with api.LiveKitAPI(stack.livekit_api_url, token=token, failover=False) as client:
        for call in (
            client.room.list_rooms(api.ListRoomsRequest()),
            client.room.delete_room(api.DeleteRoomRequest(room=room)),
            client.room.list_participants(api.ListParticipantsRequest(room=room)),
        ):
            with pytest.raises(api.ServerError) as caught:
                await call
            assert caught.value.status in (401, 403)


async def test_the_delete_token_deletes_the_room_and_joins_nothing(
    livekit: LiveKitEndpoint, stack: EmbeddedServices
) -> None:
    name = new_name("r")
    async with api.LiveKitAPI(
        stack.livekit_api_url, token=tokens.for_deletion(livekit, name, timedelta(minutes=1)), failover=False
    ) as client:
        await client.room.create_room(api.CreateRoomRequest(name=name))
        with pytest.raises(rtc.ConnectError):
            await join(livekit, tokens.for_deletion(livekit, name, timedelta(minutes=1)))
        await client.room.delete_room(api.DeleteRoomRequest(room=name))


def elsewhere(stack: EmbeddedServices, **change: Any) -> Callable[[Path], EmbeddedServices]:
    other = stack.model_copy(update=change)
    return lambda _: other


def test_a_server_that_is_down_is_a_typed_failure_with_a_next_step(
    stack: EmbeddedServices, tmp_path: Path
) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    away = elsewhere(stack, livekit_api_url=f"http://127.0.0.1:{port}")
    with Owners(tmp_path, away) as owners, pytest.raises(LiveKitError, match="did not answer") as caught:
        Rooms(owners.endpoints).create(owners.charlie.id, new_name("r"))
    assert "Check that it is running" in caught.value.message


def test_a_refused_key_tells_nobody_the_token(
    stack: EmbeddedServices, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = elsewhere(stack, api_secret=SecretStr("a wrong secret of thirty-two characters"))
    with Owners(tmp_path, wrong) as owners, pytest.raises(LiveKitError) as caught:
        Rooms(owners.endpoints).create(owners.charlie.id, new_name("r"))
    printed = capsys.readouterr()
    assert "livekit refused a call" in printed.out
    assert "eyJ" not in printed.out + printed.err + repr(caught.value) + caught.value.message
    assert caught.value.__cause__ is None
