"""A token for one candidate: joins one room, and brings our agent there with the brief."""

from __future__ import annotations

import json
import secrets
from datetime import timedelta

from livekit import api
from pydantic import ValidationError

from errors import AppError
from interview.models import Brief, Frozen
from settings import Settings

EMPTY_TIMEOUT_S = 60
DEPARTURE_TIMEOUT_S = 90
USUAL_ROLE = "practice interview"
LONGEST_ROOM = 255


class InvitationError(AppError):
    """The token can't be made; the message says what to mend."""

    label = "no_invitation"


class Wish(Frozen):
    """What the operator asked for.

    Attributes:
        brief: JSON of a brief's fields; may be empty. ``role`` and ``name`` stand over what is in it.
        minutes: how long the token opens the room; who is in may stay.
    """

    room: str
    name: str
    role: str = ""
    brief: str = ""
    minutes: int = 10


def check_livekit(settings: Settings) -> None:
    """Refuse settings that name no LiveKit server.

    Raises:
        InvitationError: naming what is missing.
    """
    wanted = {
        "LIVEKIT_URL": settings.livekit_url,
        "LIVEKIT_API_KEY": settings.livekit_api_key.get_secret_value(),
        "LIVEKIT_API_SECRET": settings.livekit_api_secret.get_secret_value(),
    }
    if lacking := [name for name, value in wanted.items() if not value.strip()]:
        raise InvitationError(
            f"Dispatch mode needs your own LiveKit server: set {', '.join(lacking)} in .env, then try again."
        )


def invite(settings: Settings, wish: Wish) -> str:
    """The token.

    Raises:
        InvitationError: the settings or the wish can't be used.
    """
    check_livekit(settings)
    if not 0 < len(wish.room.strip()) <= LONGEST_ROOM or not 1 <= wish.minutes <= 60:
        raise InvitationError(f"Name a room in 1 to {LONGEST_ROOM} letters, and 1 to 60 minutes.")
    brief = _brief(wish)
    grants = api.VideoGrants(
        room_join=True,
        room=wish.room,
        can_publish=True,
        can_publish_sources=["microphone"],
        can_publish_data=True,  # the page's controls are RPC, which needs it
        can_subscribe=True,
        can_update_own_metadata=False,
    )
    agent = api.RoomAgentDispatch(
        agent_name=settings.agent_name, metadata=brief.model_dump_json(exclude_defaults=True)
    )
    room = api.RoomConfiguration(
        empty_timeout=EMPTY_TIMEOUT_S,
        departure_timeout=DEPARTURE_TIMEOUT_S,
        max_participants=1,  # agents aren't counted
        agents=[agent],
    )
    token = api.AccessToken(
        settings.livekit_api_key.get_secret_value(), settings.livekit_api_secret.get_secret_value()
    )
    return (
        token.with_identity("c-" + secrets.token_hex(16))
        .with_name(brief.candidate_name)
        .with_ttl(timedelta(minutes=wish.minutes))
        .with_grants(grants)
        .with_room_config(room)
        .to_jwt()
    )


def address(settings: Settings, token: str) -> str:
    """Where the candidate joins with it. It stands behind ``#``, which browsers send to no server."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host or "127.0.0.1"
    base = settings.public_url.rstrip("/") or f"http://{host}:{settings.port}"
    return f"{base}/join#token={token}"


def _brief(wish: Wish) -> Brief:
    try:
        fields = json.loads(wish.brief) if wish.brief.strip() else {}
        if not isinstance(fields, dict):
            raise InvitationError("The brief is no JSON object. Correct the file, then try again.")
        fields["candidate_name"] = wish.name
        fields["role"] = wish.role or fields.get("role") or USUAL_ROLE
        return Brief.model_validate(fields)
    except json.JSONDecodeError:
        raise InvitationError("The brief is no JSON. Correct the file, then try again.") from None
    except ValidationError as error:
        named = ", ".join(sorted({str(one["loc"][0]) for one in error.errors() if one["loc"]}))
        raise InvitationError(f"The brief can't be used. Look again at: {named}.") from None
