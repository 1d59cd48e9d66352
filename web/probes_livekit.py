"""A test of a LiveKit project: may this key pair list its rooms?"""

from __future__ import annotations

import asyncio

import aiohttp
from google.protobuf.message import DecodeError
from livekit import api

import outbound

from .probes_verdict import Outcome, Vendor, Verdict
from .provider_keys import LiveKitKey

TOTAL_S = 5.0
_LIVEKIT = Vendor(
    "LiveKit",
    "cloud.livekit.io, under your project's settings",
    "cloud.livekit.io, under your project's billing",
    typed_in=True,
)
_PAIR_IS_WRONG = (
    "LiveKit doesn't accept this API key with this secret. Both belong to one project, and the address to "
    "the same: copy all three once more from your project's settings at cloud.livekit.io."
)
_NO_LIVEKIT = (
    "What answers at this address isn't a LiveKit server. Copy the address from your project's settings, "
    "such as wss://name.livekit.cloud."
)


def probe_livekit(key: LiveKitKey, allowed_hosts: str, guard: outbound.Guard) -> Verdict:
    """List the project's rooms, which is free."""
    if problem := outbound.livekit_host_problem(key.url, allowed_hosts):
        return Verdict(Outcome.REFUSED, problem)
    try:
        asyncio.run(_list_rooms(key, allowed_hosts, guard))
    except api.ServerError as error:
        return _judge(error.status)
    except outbound.AddressRefusedError as error:
        return Verdict(Outcome.REFUSED, error.message)
    except (outbound.AnswerRefusedError, DecodeError):
        return Verdict(Outcome.WRONG_URL, _NO_LIVEKIT)
    except (aiohttp.ClientError, OSError) as error:
        return _LIVEKIT.unreachable(error)
    return _LIVEKIT.verdict(Outcome.OK)


async def _list_rooms(key: LiveKitKey, allowed_hosts: str, guard: outbound.Guard) -> None:
    async with outbound.livekit_session(
        key.url, allowed=allowed_hosts, timeout_s=TOTAL_S, guard=guard
    ) as session:
        client = api.LiveKitAPI(
            key.url,
            key.api_key.get_secret_value(),
            key.api_secret.get_secret_value(),
            session=session,
            failover=False,
        )
        async with asyncio.timeout(TOTAL_S):
            await client.room.list_rooms(api.ListRoomsRequest())


def _judge(status: int) -> Verdict:
    """What a refusal means; the SDK's error text holds the whole token and is left where it is."""
    match status:
        case 401:
            return Verdict(Outcome.WRONG_KEY, _PAIR_IS_WRONG)
        case 403:
            return _LIVEKIT.verdict(Outcome.NO_PERMISSION)
        case 404 | 405:
            return Verdict(Outcome.WRONG_URL, _NO_LIVEKIT)
        case 402 | 429:
            return _LIVEKIT.verdict(Outcome.NO_CREDIT if status == 402 else Outcome.TOO_MANY)
        case _ if status >= 500:
            return _LIVEKIT.verdict(Outcome.DOWN)
    return _LIVEKIT.verdict(Outcome.UNCLEAR)
