"""What the parent and a worker say to each other: the job, the control lines, the exit codes."""

from __future__ import annotations

import json
from enum import IntEnum
from typing import Literal

from pydantic import Field, SecretStr, TypeAdapter

from fsm import StageRule
from interview.models import Brief, Frozen, Plan


class ExitCode(IntEnum):
    """How a worker's process ended."""

    ENDED = 0
    COULD_NOT_BOOT = 3
    LOST_ROOM = 4
    PROVIDER_REFUSED = 5


class RoomAccess(Frozen):
    """How the worker reaches the room. LiveKit ties the right to delete rooms to no single room.

    Attributes:
        url: LiveKit's websocket address.
        token: joins as an agent.
        api_url: LiveKit's HTTP address.
        delete_token: deletes the room when no web app is left to do it.
        candidate_identity: the only participant the worker listens to.
    """

    url: str
    token: SecretStr
    api_url: str
    delete_token: SecretStr
    room: str
    candidate_identity: str


class SpeechAccess(Frozen):
    """An OpenAI-compatible audio API for recognition and synthesis."""

    base_url: str
    api_key: SecretStr
    stt_model: str
    tts_model: str
    tts_voice: str


class Callback(Frozen):
    """Where events go, and the token that is good for this interview alone."""

    url: str
    token: SecretStr


class Limits(Frozen):
    """Deadlines of a worker, in seconds."""

    join_s: float = 60.0
    absence_s: float = 60.0
    web_silence_s: float = 120.0
    overtime_s: float = 300.0
    heartbeat_s: float = 5.0
    verify_s: float = 30.0


class Job(Frozen):
    """Everything one worker needs for one interview. Travels through a pipe, never argv or env."""

    interview_id: str
    run: int = Field(ge=1)
    nonce: str
    room: RoomAccess
    speech: SpeechAccess
    callback: Callback
    brief: Brief
    plan: Plan
    stages: tuple[StageRule, ...]
    limits: Limits = Limits()
    spool_dir: str
    log_level: str = "INFO"
    log_files: bool = False

    def to_pipe(self) -> str:
        """One line of JSON with the secrets in clear: only ever written to the worker's pipe."""
        data = self.model_dump(mode="json")
        for part, names in (
            ("room", ("token", "delete_token")),
            ("speech", ("api_key",)),
            ("callback", ("token",)),
        ):
            for name in names:
                data[part][name] = getattr(getattr(self, part), name).get_secret_value()
        return json.dumps(data, separators=(",", ":"))


class StopAsked(Frozen):
    """Parent to worker, one JSON line on the job's pipe: say goodbye and end."""

    kind: Literal["stop"] = "stop"
    reason: Literal["stopped", "cap_reached"] = "stopped"


CONTROL: TypeAdapter[StopAsked] = TypeAdapter(StopAsked)
