"""What the parent and a worker say to each other: the job, the control lines, the exit codes."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, Literal

from pydantic import Field, SecretStr, TypeAdapter
from pydantic_core import to_json

from fsm import StageRule
from interview.models import Brief, Frozen, Plan

RECORDING = ".ogg"
"""What the name of a run's recording ends with; it lies beside the run's spool, and is named like that."""


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
        allowed_hosts: the operator's allow-list when an owner named the address, which is then called
            through :mod:`outbound` only; None when the operator did.
        delete_token: deletes the room when no web app is left to do it.
        candidate_identity: the only participant the worker listens to.
    """

    url: str
    token: SecretStr
    api_url: str
    delete_token: SecretStr
    room: str
    candidate_identity: str
    allowed_hosts: str | None = None


SpeechProvider = Literal["embedded", "openai", "deepgram", "assemblyai"]


class ProviderAccess(Frozen):
    """A provider's address and the key that opens it.

    Attributes:
        provider: whose protocol it speaks; ``embedded`` is the local speech server.
        base_url: an OpenAI-compatible address, the embedded server's, or empty: the provider's own.
        guarded: an owner named the address, so it is called through :mod:`outbound` only.
    """

    provider: SpeechProvider = "embedded"
    base_url: str
    api_key: SecretStr
    model: str
    guarded: bool = False


class SpeechAccess(ProviderAccess):
    """What turns the candidate's speech into text."""


class VoiceAccess(ProviderAccess):
    """What speaks for the interviewer; 1.0 is the ordinary speed."""

    voice: str
    speed: float = 1.0


class ModelAccess(ProviderAccess):
    """A language model behind an OpenAI-compatible chat API."""

    provider: Literal["openai"] = "openai"
    temperature: float = 0.7


class Callback(Frozen):
    """Where events go, and the token that is good for this interview alone."""

    url: str
    token: SecretStr


class Limits(Frozen):
    """Deadlines of a worker, in seconds; ``pause_s`` is for all pauses of an interview together.

    Attributes:
        cap_usd: what the interview may cost its owner, in US dollars; None: no limit.
    """

    join_s: float = 60.0
    absence_s: float = 60.0
    pause_s: float = 600.0
    web_silence_s: float = 120.0
    overtime_s: float = 300.0
    heartbeat_s: float = 5.0
    verify_s: float = 30.0
    cap_usd: float | None = None


class Job(Frozen):
    """Everything one worker needs for one interview. Travels through a pipe, never argv or env.

    Attributes:
        hearing, voice: the providers in the order they are tried; never empty.
        thinking: the language models in the order they are tried; empty: the offline interviewer alone.
            It stands behind them in any case.
    """

    interview_id: str
    run: int = Field(ge=1)
    nonce: str
    room: RoomAccess
    hearing: tuple[SpeechAccess, ...] = Field(min_length=1)
    voice: tuple[VoiceAccess, ...] = Field(min_length=1)
    thinking: tuple[ModelAccess, ...] = ()
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
        return to_json(_in_clear(self.model_dump())).decode()


def _in_clear(value: Any) -> Any:
    """The dumped value with every secret in it opened, wherever it stands."""
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, dict):
        return {name: _in_clear(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_in_clear(part) for part in value]
    return value


class StopAsked(Frozen):
    """Parent to worker, one JSON line on the job's pipe: say goodbye and end."""

    kind: Literal["stop"] = "stop"
    reason: Literal["stopped", "cap_reached"] = "stopped"


CONTROL: TypeAdapter[StopAsked] = TypeAdapter(StopAsked)
