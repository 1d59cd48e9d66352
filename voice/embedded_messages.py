"""What the embedded speech server and its client say to each other: see :mod:`embedded.speech.listener`."""

from __future__ import annotations

from typing import Annotated, Literal

import aiohttp
from livekit.agents import APIConnectionError, APIError, APIStatusError, APITimeoutError, stt
from livekit.agents.language import LanguageCode
from livekit.agents.types import TimedString
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

END, PAUSE = '{"type":"end"}', '{"type":"pause"}'
MESSAGE_BYTES = 32 * 1024
ENGLISH = LanguageCode("en")


class SpokenWord(BaseModel):
    """One word; seconds from the stretch's first sample, confidence from 0 to 1."""

    text: str
    start_s: float
    end_s: float
    confidence: float


class Interim(BaseModel):
    """A guess at the words so far."""

    type: Literal["interim"]
    text: str


class Final(BaseModel):
    """The words of a stretch; none when nobody spoke in it."""

    type: Literal["final"]
    text: str
    confidence: float
    duration_s: float
    words: list[SpokenWord]


class Refusal(BaseModel):
    """The server can't use what it was sent."""

    type: Literal["error"]
    code: str


_SAID: TypeAdapter[Interim | Final | Refusal] = TypeAdapter(
    Annotated[Interim | Final | Refusal, Field(discriminator="type")]
)


def said(message: aiohttp.WSMessage) -> Interim | Final:
    """What a message from the server says.

    Raises:
        APIError: it is the end of the connection, a refusal, or nothing that can be understood.
    """
    if message.type is not aiohttp.WSMsgType.TEXT:
        raise APIConnectionError("the speech server closed the connection")
    try:
        told = _SAID.validate_json(message.data)
    except ValidationError:
        raise APIError("the speech server said what can't be understood") from None
    if isinstance(told, Refusal):
        raise APIError(f"the speech server refused: {told.code}")
    return told


def failure(error: aiohttp.ClientError | OSError | APIError) -> APIError:
    """What went wrong on the way, as livekit-agents names it."""
    if isinstance(error, APIError):
        return error
    if isinstance(error, aiohttp.WSServerHandshakeError):
        return APIStatusError("the speech server let nobody in", status_code=error.status)
    return APITimeoutError() if isinstance(error, TimeoutError) else APIConnectionError()


def speech_data(answer: Final, *, starts_s: float, offset_s: float) -> stt.SpeechData:
    """The answer with its times moved from the stretch's beginning to the stream's, as plugins do."""
    at = starts_s + offset_s
    words = [
        TimedString(
            word.text,
            start_time=at + word.start_s,
            end_time=at + word.end_s,
            confidence=word.confidence,
            start_time_offset=offset_s,
        )
        for word in answer.words
    ]
    return stt.SpeechData(
        ENGLISH,
        answer.text,
        start_time=at + answer.words[0].start_s if words else at,
        end_time=at + answer.words[-1].end_s if words else at + answer.duration_s,
        confidence=answer.confidence,
        words=words,
    )
