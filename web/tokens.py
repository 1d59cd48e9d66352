"""The tokens that LiveKit's doors open for: a candidate's, a worker's, and one that deletes a room."""

from __future__ import annotations

from datetime import timedelta

from livekit import api

from .places import LiveKitEndpoint

CANDIDATE_TTL = timedelta(seconds=120)


def for_candidate(livekit: LiveKitEndpoint, room: str, identity: str) -> str:
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
    return _signed(livekit, grants, CANDIDATE_TTL).with_identity(identity).to_jwt()


def for_worker(livekit: LiveKitEndpoint, room: str, identity: str, ttl: timedelta) -> str:
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
    return _signed(livekit, grants, ttl).with_identity(identity).with_kind("agent").to_jwt()


def for_deletion(livekit: LiveKitEndpoint, room: str, ttl: timedelta) -> str:
    """Deletes a room over the server's API. LiveKit ties that right to no single room."""
    return _signed(livekit, api.VideoGrants(room_create=True, room=room), ttl).to_jwt()


def _signed(livekit: LiveKitEndpoint, grants: api.VideoGrants, ttl: timedelta) -> api.AccessToken:
    token = api.AccessToken(livekit.api_key.get_secret_value(), livekit.api_secret.get_secret_value())
    return token.with_grants(grants).with_ttl(ttl)
