"""Joining and, when no web app is left to do it, deleting the room."""

from __future__ import annotations

import asyncio

import aiohttp
from livekit import rtc

import logs
from workers.protocol import RoomAccess

log = logs.get(__name__)

_CONNECT_S = 10.0


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
    """Ask LiveKit to delete the room; a failure is logged, since the room also empties by itself."""
    url = f"{access.api_url.rstrip('/')}/twirp/livekit.RoomService/DeleteRoom"
    headers = {"Authorization": f"Bearer {access.delete_token.get_secret_value()}"}
    try:
        async with http.post(
            url,
            json={"room": access.room},
            headers=headers,
            timeout=aiohttp.ClientTimeout(total=5),
            allow_redirects=False,
        ) as response:
            log.info("room deleted by the worker", status=response.status)
    except (aiohttp.ClientError, TimeoutError) as error:
        log.warning("the room could not be deleted", error=type(error).__name__)
