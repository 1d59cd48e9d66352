"""What went wrong at a provider, read from what its plugin raised. No text of a provider's is passed on."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import aiohttp
import httpx2
import openai
from livekit.agents import APIConnectionError, APIError, APIStatusError, APITimeoutError

import outbound


class Cause(StrEnum):
    """Why a provider can't be used."""

    KEY = "key"
    CREDIT = "credit"
    BUSY = "busy"
    DOWN = "down"
    SILENT = "silent"
    SLOW = "slow"
    BROKEN = "broken"
    UNREACHABLE = "unreachable"
    NONSENSE = "nonsense"
    REFUSED = "refused"
    ADDRESS = "address"


_FATAL = frozenset({Cause.KEY, Cause.CREDIT, Cause.REFUSED, Cause.ADDRESS})
_LONGEST_PAUSE_S = 2.0
_PAUSES_S = {Cause.BUSY: 0.5, Cause.DOWN: 0.3, Cause.BROKEN: 0.1, Cause.UNREACHABLE: 0.3}


@dataclass(frozen=True)
class Fault:
    """One failure.

    Attributes:
        retry_after_s: how long the provider asked to be left alone, in seconds; None when it didn't.
    """

    cause: Cause
    retry_after_s: float | None = None

    @property
    def fatal(self) -> bool:
        """Whether trying again can't help in this interview."""
        return self.cause in _FATAL

    @property
    def pause_s(self) -> float | None:
        """Seconds after which one more try is worth its time; None: go on with the next provider."""
        usual_s = _PAUSES_S.get(self.cause)
        if usual_s is None or self.retry_after_s is None:
            return usual_s
        return self.retry_after_s if self.retry_after_s <= _LONGEST_PAUSE_S else None


class ProviderError(APIError):
    """A failure the relay found itself: nothing came, too little came, or it makes no sense."""

    def __init__(self, cause: Cause) -> None:
        super().__init__(f"provider failed: {cause}", retryable=False)
        self.cause = cause


def judge(error: BaseException, retry_after_s: float | None = None) -> Fault:
    """What ``error`` means.

    Args:
        error: whatever a plugin or a library raised.
        retry_after_s: the Retry-After of the provider's last answer, if it sent one.
    """
    chain = list(_chain(error))
    for look in (_own, _status, _body, _kind, _unexplained):
        for one in chain:
            if cause := look(one):
                return Fault(cause, retry_after_s if cause in (Cause.BUSY, Cause.DOWN) else None)
    return Fault(Cause.NONSENSE)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error, what it came from, and so on."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _own(error: BaseException) -> Cause | None:
    match error:
        case ProviderError():
            return error.cause
        case outbound.AddressRefusedError():
            return Cause.ADDRESS
        case outbound.AnswerRefusedError():
            return Cause.NONSENSE
    return None


def _status(error: BaseException) -> Cause | None:
    """By HTTP status or websocket close code, in the manners of OpenAI, Deepgram and AssemblyAI."""
    match error:
        case APIStatusError():
            status, said = error.status_code, f"{error.body} {error.message}".lower()
        case aiohttp.ClientResponseError():
            status, said = error.status, error.message.lower()
        case _:
            return None
    match status:
        case 402 | 4002 | 4003:
            return Cause.CREDIT
        case 401 | 403 | 429 | 1008 | 3009 | 4001 | 4029 | 4102:
            return _refusal(said, Cause.BUSY if status in (429, 3009, 4029, 4102) else Cause.KEY)
        case 408 | 504:
            return Cause.SILENT
        case _ if 400 <= status < 500:
            return Cause.CREDIT if "balance" in said or "insufficient funds" in said else Cause.REFUSED
        case _ if 500 <= status < 600 or status in (1011, 1012, 1013, 3005):
            return Cause.DOWN
    return Cause.BROKEN


def _refusal(said: str, usual: Cause) -> Cause:
    """What the words of a refusal mean; OpenAI says 429 for two things, close code 1008 has many."""
    if any(word in said for word in ("insufficient_quota", "current quota", "payment", "balance", "funds")):
        return Cause.CREDIT
    if usual is Cause.KEY and any(word in said for word in ("too many", "too_many", "concurren")):
        return Cause.BUSY
    return usual


def _body(error: BaseException) -> Cause | None:
    """An error event in the middle of a stream, which has no status."""
    if not isinstance(error, openai.APIError) or isinstance(error, openai.APIConnectionError):
        return None
    return said_in_stream(str(error.code), str(error.type))


def said_in_stream(code: str, kind: str) -> Cause:
    """What an error event means, by OpenAI's ``code`` and ``type``."""
    said = f"{code} {kind}".lower()
    if "quota" in said:
        return Cause.CREDIT
    if "api_key" in said or "authentication" in said:
        return Cause.KEY
    if "rate_limit" in said:
        return Cause.BUSY
    return Cause.DOWN if "server" in said else Cause.NONSENSE


def _kind(error: BaseException) -> Cause | None:
    """By the type alone."""
    match error:
        case httpx2.ConnectError() | aiohttp.ClientConnectorError() | ConnectionRefusedError():
            return Cause.UNREACHABLE
        case socket.gaierror():
            return Cause.UNREACHABLE
        case TimeoutError() | APITimeoutError() | httpx2.TimeoutException() | openai.APITimeoutError():
            return Cause.SILENT
        case httpx2.TransportError() | aiohttp.ClientError() | ConnectionError():
            return Cause.BROKEN
    return None


def _unexplained(error: BaseException) -> Cause | None:
    """A connection failed and the plugin hid why; Deepgram's names the type of it at least."""
    if not isinstance(error, APIConnectionError) or error.__cause__ is not None:
        return None
    if "ClientConnector" in error.message:
        return Cause.UNREACHABLE
    in_time = not error.message.startswith("failed to connect") or "(" in error.message
    return Cause.BROKEN if in_time else Cause.SILENT
