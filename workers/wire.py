"""What the web app asks of the warm parent: one JSON line each way, one exchange per connection."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from interview.models import Frozen

MAX_REQUEST_BYTES = 16 * 1024
"""The longest request: jobs don't travel in one."""
MAX_REPLY_BYTES = 1024 * 1024

StopReason = Literal["stopped", "cap_reached"]


class Child(Frozen):
    """One worker's process, named so that no other process can be mistaken for it.

    Attributes:
        create_time: epoch seconds, as psutil tells it.
        nonce: the job's own; only this worker's badge carries it.
    """

    interview_id: str
    run: int
    nonce: str = Field(repr=False)
    pid: int
    create_time: float


class Exit(Child):
    """A reaped worker. ``code``: its exit code, or minus the signal that ended it."""

    code: int


class Ping(Frozen):
    op: Literal["ping"] = "ping"


class Spawn(Frozen):
    """Start a worker. Both ends of its pipe come along as descriptors, reading end first.

    The asker writes the job into the pipe itself, so no key or word of it is ever in the warm
    parent's memory, which every other worker is forked from.

    Attributes:
        build: :func:`workers.build.fingerprint` of the asker's source; an idle parent with another
            one answers ``stale`` so that new code is never run by an old parent.
    """

    op: Literal["spawn"] = "spawn"
    interview_id: str
    run: int
    nonce: str = Field(repr=False)
    build: str = ""


class Stop(Frozen):
    """Stop one worker by its nonce: ask (when ``ask_s`` > 0), TERM after that, KILL its group last."""

    op: Literal["stop"] = "stop"
    nonce: str = Field(repr=False)
    reason: StopReason = "stopped"
    ask_s: float = Field(ge=0)
    term_s: float = Field(ge=0)


class StopAll(Frozen):
    """Stop every worker by the same ladder, take no new one, and exit when the last is gone."""

    op: Literal["stop_all"] = "stop_all"
    reason: StopReason = "stopped"
    ask_s: float = Field(ge=0)
    term_s: float = Field(ge=0)


class ListAll(Frozen):
    op: Literal["list"] = "list"


Request = Annotated[Ping | Spawn | Stop | StopAll | ListAll, Field(discriminator="op")]
REQUEST: TypeAdapter[Request] = TypeAdapter(Request)


class Reply(Frozen):
    """Every answer has this shape; ``error`` is a label (empty when all went well)."""

    error: Literal["", "bad_request", "closing", "stale", "running", "unknown", "no_process"] = ""
    pid: int = 0
    build: str = ""
    tasks: int = 0
    closing: bool = False
    child: Child | None = None
    workers: tuple[Child, ...] = ()
    exits: tuple[Exit, ...] = ()
