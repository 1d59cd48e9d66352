"""Rooms and tokens against the real LiveKit server."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from livekit import api, rtc
from pydantic import SecretStr

from embedded.stack import EmbeddedServices
from errors import LiveKitError
from settings import Settings
from web.endpoints import Endpoints
from web.rooms import Rooms, new_name

pytestmark = pytest.mark.room


@pytest.fixture
def rooms(stack: EmbeddedServices, tmp_path: Path) -> Rooms:
    settings = Settings(_env_file=None, data_dir=tmp_path)
    return Rooms(Endpoints(settings, lambda _: stack))


@pytest.fixture
def room(rooms: Rooms) -> Any:
    name = new_name("r")
    rooms.create(name)
    yield name
    rooms.delete(name)


async def join(rooms: Rooms, token: str) -> rtc.Room:
    joined = rtc.Room()
    await joined.connect(rooms.url(), token, rtc.RoomOptions(connect_timeout=5))
    return joined


def test_a_room_is_made_and_deleted_and_deleting_twice_is_fine(rooms: Rooms) -> None:
    name = new_name("r")
    rooms.create(name)
    assert name in rooms.names()
    rooms.delete(name)
    assert name not in rooms.names()
    rooms.delete(name)


async def test_one_candidate_and_one_agent_fit_and_a_second_candidate_does_not(
    rooms: Rooms, room: str
) -> None:
    candidate = await join(rooms, rooms.candidate_token(room, new_name("c")))
    worker = await join(rooms, rooms.worker_token(room, new_name("i"), timedelta(minutes=5)))
    assert worker.local_participant.kind == rtc.ParticipantKind.PARTICIPANT_KIND_AGENT
    with pytest.raises(rtc.ConnectError):
        await join(rooms, rooms.candidate_token(room, new_name("c")))
    await worker.disconnect()
    await candidate.disconnect()


async def test_the_worker_may_set_its_attributes_and_the_candidate_may_not(rooms: Rooms, room: str) -> None:
    worker = await join(rooms, rooms.worker_token(room, new_name("i"), timedelta(minutes=5)))
    await worker.local_participant.set_attributes({"mf.stage": "greeting"})
    candidate = await join(rooms, rooms.candidate_token(room, new_name("c")))
    (agent,) = candidate.remote_participants.values()
    assert agent.attributes["mf.stage"] == "greeting"
    await candidate.disconnect()
    await worker.disconnect()


async def test_a_candidates_token_opens_no_other_room_and_no_api(
    rooms: Rooms, room: str, stack: EmbeddedServices
) -> None:
    token = rooms.candidate_token(room, new_name("c"))
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
    rooms: Rooms, stack: EmbeddedServices
) -> None:
    name = new_name("r")
    async with api.LiveKitAPI(
        stack.livekit_api_url, token=rooms.delete_token(name, timedelta(minutes=1)), failover=False
    ) as client:
        await client.room.create_room(api.CreateRoomRequest(name=name))
        with pytest.raises(rtc.ConnectError):
            await join(rooms, rooms.delete_token(name, timedelta(minutes=1)))
        await client.room.delete_room(api.DeleteRoomRequest(room=name))


def elsewhere(stack: EmbeddedServices, **change: Any) -> Callable[[Path], EmbeddedServices]:
    other = stack.model_copy(update=change)
    return lambda _: other


def test_a_server_that_is_down_is_a_typed_failure_with_a_next_step(
    stack: EmbeddedServices, tmp_path: Path
) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    settings = Settings(_env_file=None, data_dir=tmp_path)
    down = Rooms(Endpoints(settings, elsewhere(stack, livekit_api_url=f"http://127.0.0.1:{port}")))
    with pytest.raises(LiveKitError, match="did not answer") as caught:
        down.create(new_name("r"))
    assert "Check that it is running" in caught.value.message
    with pytest.raises(LiveKitError):
        Rooms(Endpoints(settings, lambda _: None)).names()


def test_a_refused_key_tells_nobody_the_token(
    stack: EmbeddedServices, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = elsewhere(stack, api_secret=SecretStr("a wrong secret of thirty-two characters"))
    rooms = Rooms(Endpoints(Settings(_env_file=None, data_dir=tmp_path), wrong))
    with pytest.raises(LiveKitError) as caught:
        rooms.create(new_name("r"))
    printed = capsys.readouterr()
    assert "livekit refused a call" in printed.out
    assert "eyJ" not in printed.out + printed.err + repr(caught.value) + caught.value.message
    assert caught.value.__cause__ is None
