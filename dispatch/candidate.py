"""Who the candidate is: the first in the room who is no agent."""

from __future__ import annotations

import asyncio
import time

import aiohttp
from livekit import api

import logs
from settings import Settings

log = logs.get(__name__)

_LOOK_S = 0.3
_PERSONS = (api.ParticipantInfo.Kind.STANDARD, api.ParticipantInfo.Kind.SIP)


def client(settings: Settings) -> api.LiveKitAPI:
    """LiveKit's server API, as the operator's settings name it."""
    return api.LiveKitAPI(
        settings.livekit_url,
        settings.livekit_api_key.get_secret_value(),
        settings.livekit_api_secret.get_secret_value(),
        timeout=aiohttp.ClientTimeout(total=5),
    )


async def first_person(settings: Settings, room: str, within_s: float) -> str:
    """Their identity; empty when nobody comes within that time or the room is gone."""
    until = time.monotonic() + within_s
    async with client(settings) as livekit:
        while time.monotonic() < until:
            try:
                found = await livekit.room.list_participants(api.ListParticipantsRequest(room=room))
                if there := first(list(found.participants)):
                    return there
            except api.ServerError as error:
                if error.code == "not_found":
                    return ""
                log.warning("livekit refused a call", code=error.code, status=error.status)
            except (aiohttp.ClientError, TimeoutError) as error:
                log.warning("livekit did not answer", error=type(error).__name__)
            await asyncio.sleep(_LOOK_S)  # between two looks; LiveKit tells an agent outside the room nothing
    return ""


def first(participants: list[api.ParticipantInfo]) -> str:
    """The identity of the person who came first; empty when there is none."""
    persons = [one for one in participants if one.kind in _PERSONS]
    return min(persons, key=lambda one: one.joined_at).identity if persons else ""
