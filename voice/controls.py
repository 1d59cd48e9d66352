"""What the room page may ask of the interviewer: skip, hold, pause, end, a typed answer. Nobody else may."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from livekit import rtc
from pydantic import BaseModel, Field, ValidationError

import logs

log = logs.get(__name__)

Reply = dict[str, object]
Handler = Callable[[str], Awaitable[Reply]]

OK: Reply = {"ok": True}


class HoldAsked(BaseModel):
    """``mf.hold``: start or stop thinking time."""

    on: bool


class PauseAsked(BaseModel):
    """``mf.pause``: let the interview stand still, or go on."""

    on: bool


class AnswerTyped(BaseModel):
    """``mf.answer``: an answer typed instead of spoken."""

    text: str = Field(min_length=1, max_length=4000)


def refusal(message: str) -> Reply:
    """An answer that tells the candidate why nothing happened."""
    return {"ok": False, "message": message}


def register(room: rtc.Room, *, candidate_identity: str, handlers: dict[str, Handler]) -> None:
    """Answer ``mf.<name>`` calls of one participant; the payload is JSON, and so is the answer."""
    for name, handler in handlers.items():
        room.local_participant.register_rpc_method(f"mf.{name}", _guarded(name, candidate_identity, handler))


def _guarded(
    name: str, candidate_identity: str, handler: Handler
) -> Callable[[rtc.RpcInvocationData], Awaitable[str]]:
    async def answer(call: rtc.RpcInvocationData) -> str:
        if call.caller_identity != candidate_identity:
            log.warning("control refused: not the candidate", control=name)
            raise rtc.RpcError(1403, "Only the candidate may do this.")
        log.info("control used", control=name)
        try:
            reply = await handler(call.payload or "{}")
        except ValidationError:
            reply = refusal("That could not be understood. Type 1 to 4,000 characters.")
        except RuntimeError:  # LiveKit's session is closing
            reply = refusal("The interview is ending. What you said before is saved.")
        return json.dumps(reply)

    return answer
