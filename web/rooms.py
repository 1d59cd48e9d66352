"""Rooms: everything the web app asks of a LiveKit server.

The SDK's error texts print whole tokens, so none of them is passed on or logged; failures are
:class:`errors.LiveKitError` with a fixed sentence.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TypeVar

import aiohttp
from livekit import api

import logs
import outbound
from errors import LiveKitError

from .endpoints import Endpoints
from .missing import KEYS_PAGE
from .places import LiveKitEndpoint

TIMEOUT_S = 5.0
EMPTY_TIMEOUT_S = 60
DEPARTURE_TIMEOUT_S = 90
KEY_REFUSED = (
    "LiveKit refused your key, so no room can be opened. Test the key under Settings, Keys, "
    "and enter it again if it is wrong."
)
_REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)

log = logs.get(__name__)
Answer = TypeVar("Answer")


def new_name(prefix: str) -> str:
    """An opaque name of 128 random bits: ``r-`` for a room, ``c-`` and ``i-`` for who is in it."""
    return f"{prefix}-{secrets.token_hex(16)}"


class Rooms:
    """Rooms on the LiveKit server that each owner's keys lead to; ``None`` is the box's own.

    Every method may raise LiveKitError, and what :meth:`web.endpoints.Endpoints.of` raises.
    """

    def __init__(self, endpoints: Endpoints) -> None:
        self._endpoints = endpoints

    def create(self, owner_id: str, room: str) -> None:
        """Make the room: one candidate (agents aren't counted), gone when left empty."""
        request = api.CreateRoomRequest(
            name=room,
            max_participants=1,
            empty_timeout=EMPTY_TIMEOUT_S,
            departure_timeout=DEPARTURE_TIMEOUT_S,
        )
        self._call(owner_id, "create_room", lambda client: client.room.create_room(request))

    def delete(self, owner_id: str, room: str) -> None:
        """Delete the room and put everybody out; a room that is gone already is fine."""
        request = api.DeleteRoomRequest(room=room)
        self._call(
            owner_id, "delete_room", lambda client: client.room.delete_room(request), ignore="not_found"
        )

    def names(self, owner_id: str | None) -> list[str]:
        """The rooms that exist now."""
        request = api.ListRoomsRequest()
        answer = self._call(owner_id, "list_rooms", lambda client: client.room.list_rooms(request))
        return [] if answer is None else [room.name for room in answer.rooms]

    def _call(
        self,
        owner_id: str | None,
        name: str,
        ask: Callable[[api.LiveKitAPI], Awaitable[Answer]],
        *,
        ignore: str = "",
    ) -> Answer | None:
        """Ask the server from a thread that has no event loop; the answer, or None for ``ignore``."""
        livekit = self._endpoints.livekit(owner_id)
        try:
            return asyncio.run(_ask(livekit, ask))
        except api.ServerError as error:
            if ignore and error.code == ignore:
                return None
            log.warning(
                "livekit refused a call", call=name, code=error.code, status=error.status, payer=livekit.payer
            )
            refused = livekit.payer == "own" and error.status in _REFUSED
            raise LiveKitError(
                KEY_REFUSED if refused else None,
                log="livekit refused a call",
                href=KEYS_PAGE if refused else "",
            ) from None
        except (outbound.AddressRefusedError, outbound.AnswerRefusedError) as error:
            log.warning("livekit address was refused", call=name, failure=error.log)
            raise LiveKitError(error.message, log=error.log) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            log.warning("livekit did not answer", call=name, failure=type(error).__name__)
            raise LiveKitError(log="livekit did not answer") from None


async def _ask(livekit: LiveKitEndpoint, ask: Callable[[api.LiveKitAPI], Awaitable[Answer]]) -> Answer:
    """One call over a session that suits who named the address."""
    async with _session(livekit) as session, asyncio.timeout(TIMEOUT_S):
        return await ask(
            api.LiveKitAPI(
                livekit.api_url,
                livekit.api_key.get_secret_value(),
                livekit.api_secret.get_secret_value(),
                session=session,
                failover=False,
            )
        )


def _session(livekit: LiveKitEndpoint) -> aiohttp.ClientSession:
    if livekit.allowed_hosts is None:
        return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_S))
    return outbound.livekit_session(livekit.url, allowed=livekit.allowed_hosts, timeout_s=TIMEOUT_S)
