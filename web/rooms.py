"""Rooms and tokens: everything the web app asks of LiveKit.

The SDK's error texts print whole tokens, so none of them is passed on or logged; failures are
:class:`errors.LiveKitError` with a fixed sentence.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

import aiohttp
from livekit import api

import logs
from errors import LiveKitError

from .endpoints import Endpoints

TIMEOUT_S = 5.0
CANDIDATE_TTL = timedelta(seconds=120)
EMPTY_TIMEOUT_S = 60
DEPARTURE_TIMEOUT_S = 90

log = logs.get(__name__)
Answer = TypeVar("Answer")


def new_name(prefix: str) -> str:
    """An opaque name of 128 random bits: ``r-`` for a room, ``c-`` and ``i-`` for who is in it."""
    return f"{prefix}-{secrets.token_hex(16)}"


class Rooms:
    """Every method may raise LiveKitError."""

    def __init__(self, endpoints: Endpoints) -> None:
        self._endpoints = endpoints

    def url(self) -> str:
        """The websocket address a participant joins at."""
        return self._endpoints.livekit().url

    def api_url(self) -> str:
        """The HTTP address of the server's API."""
        return self._endpoints.livekit().api_url

    def create(self, room: str) -> None:
        """Make the room: one candidate (agents aren't counted), gone when left empty."""
        request = api.CreateRoomRequest(
            name=room,
            max_participants=1,
            empty_timeout=EMPTY_TIMEOUT_S,
            departure_timeout=DEPARTURE_TIMEOUT_S,
        )
        self._call("create_room", lambda client: client.room.create_room(request))

    def delete(self, room: str) -> None:
        """Delete the room and put everybody out; a room that is gone already is fine."""
        request = api.DeleteRoomRequest(room=room)
        self._call("delete_room", lambda client: client.room.delete_room(request), ignore="not_found")

    def names(self) -> list[str]:
        """The rooms that exist now."""
        answer = self._call("list_rooms", lambda client: client.room.list_rooms(api.ListRoomsRequest()))
        return [] if answer is None else [room.name for room in answer.rooms]

    def candidate_token(self, room: str, identity: str) -> str:
        """Joins this room only, with a microphone and the page's own controls; good for two minutes."""
        grants = api.VideoGrants(
            room_join=True,
            room=room,
            can_publish=True,
            can_publish_sources=["microphone"],
            can_publish_data=True,  # the page's controls are RPC, which needs it
            can_subscribe=True,
            can_update_own_metadata=False,
        )
        return self._token(grants, identity=identity, kind="standard", ttl=CANDIDATE_TTL)

    def worker_token(self, room: str, identity: str, ttl: timedelta) -> str:
        """Joins this room only, seen as an agent that may set its attributes."""
        grants = api.VideoGrants(
            room_join=True,
            room=room,
            can_publish=True,
            can_publish_data=True,
            can_subscribe=True,
            can_update_own_metadata=True,
            hidden=False,
            agent=True,
        )
        return self._token(grants, identity=identity, kind="agent", ttl=ttl)

    def delete_token(self, room: str, ttl: timedelta) -> str:
        """Deletes a room over the server's API. LiveKit ties that right to no single room."""
        return self._token(api.VideoGrants(room_create=True, room=room), identity="", kind="", ttl=ttl)

    def _token(self, grants: api.VideoGrants, *, identity: str, kind: str, ttl: timedelta) -> str:
        endpoint = self._endpoints.livekit()
        token = api.AccessToken(endpoint.api_key.get_secret_value(), endpoint.api_secret.get_secret_value())
        token = token.with_grants(grants).with_ttl(ttl).with_identity(identity)
        if kind == "agent":
            token = token.with_kind("agent")
        return token.to_jwt()

    def _call(
        self, name: str, ask: Callable[[api.LiveKitAPI], Awaitable[Answer]], *, ignore: str = ""
    ) -> Answer | None:
        """Ask the server from a thread that has no event loop; the answer, or None for ``ignore``."""
        endpoint = self._endpoints.livekit()

        async def run() -> Answer:
            client = api.LiveKitAPI(
                endpoint.api_url,
                endpoint.api_key.get_secret_value(),
                endpoint.api_secret.get_secret_value(),
                timeout=aiohttp.ClientTimeout(total=TIMEOUT_S),
                failover=False,
            )
            try:
                async with asyncio.timeout(TIMEOUT_S):
                    return await ask(client)
            finally:
                await client.aclose()

        try:
            return asyncio.run(run())
        except api.ServerError as error:
            if ignore and error.code == ignore:
                return None
            log.warning("livekit refused a call", call=name, code=error.code, status=error.status)
            raise LiveKitError(log="livekit refused a call") from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            log.warning("livekit did not answer", call=name, failure=type(error).__name__)
            raise LiveKitError(log="livekit did not answer") from None
