"""Joining and, when no web app is left to do it, deleting the room."""

from __future__ import annotations

import asyncio

import aiohttp
from livekit import rtc

import logs
import outbound
from workers.protocol import RoomAccess

log = logs.get(__name__)

_CONNECT_S = 10.0
_DELETE_S = 5.0
_NO_ANSWER = (aiohttp.ClientError, TimeoutError, outbound.AddressRefusedError, outbound.AnswerRefusedError)


async def connect(room: rtc.Room, access: RoomAccess) -> bool:
    """Join as an agent; False when the server can't be reached or refuses."""
    try:
        await asyncio.wait_for(
            room.connect(access.url, access.token.get_secret_value(), rtc.RoomOptions(auto_subscribe=True)),
            _CONNECT_S,
        )
    except (rtc.ConnectError, TimeoutError) as error:
        log.error("the room could not be joined", error=type(error).__name__)  # noqa: TRY400 (the text holds a token)
        return False
    return True


async def delete_room(http: aiohttp.ClientSession, access: RoomAccess) -> None:
    """Ask LiveKit to delete the room; a failure is logged, since the room also empties by itself.

    Args:
        http: what an operator's server is asked through; an owner's is asked through :mod:`outbound`.
    """
    try:
        if access.allowed_hosts is None:
            await _delete(http, access)
        else:
            async with outbound.livekit_session(
                access.url, allowed=access.allowed_hosts, timeout_s=_DELETE_S
            ) as guarded:
                await _delete(guarded, access)
    except _NO_ANSWER as error:
        log.warning("the room could not be deleted", error=type(error).__name__)


async def _delete(http: aiohttp.ClientSession, access: RoomAccess) -> None:
    async with http.post(
        f"{access.api_url.rstrip('/')}/twirp/livekit.RoomService/DeleteRoom",
        json={"room": access.room},
        headers={"Authorization": f"Bearer {access.delete_token.get_secret_value()}"},
        timeout=aiohttp.ClientTimeout(total=_DELETE_S),
        allow_redirects=False,
    ) as response:
        log.info("room deleted by the worker", status=response.status)
