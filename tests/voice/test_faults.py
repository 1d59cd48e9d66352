"""What an error of a plugin means, and what is told of it."""

from __future__ import annotations

import json

import aiohttp
import httpx2
import openai
import pytest
from livekit.agents import APIConnectionError, APIError, APIStatusError, APITimeoutError

import outbound
from voice.announcer import why
from voice.relay.chain import Switch
from voice.relay.faults import Cause, Fault, ProviderError, judge
from voice.relay.link import Link

pytestmark = pytest.mark.unit

QUOTA = {"message": "You exceeded your current quota", "code": "insufficient_quota"}
HASTE = {"message": "Rate limit reached. Need more? Visit the billing page.", "code": "rate_limit_exceeded"}


def status(code: int, body: object = None) -> APIStatusError:
    return APIStatusError("no", status_code=code, body=body)


def hidden(cause: BaseException, error: APIError | None = None) -> APIError:
    """As a plugin raises it: an error of livekit's from one of a library's."""
    error = error or APIConnectionError()
    error.__cause__ = cause
    return error


REQUEST = httpx2.Request("POST", "https://api.example.com")


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (status(401), Cause.KEY),
        (status(403), Cause.KEY),
        (status(402), Cause.CREDIT),
        (status(429, QUOTA), Cause.CREDIT),
        (status(429, HASTE), Cause.BUSY),
        (hidden(status(429, QUOTA)), Cause.CREDIT),
        (status(400), Cause.REFUSED),
        (status(404), Cause.REFUSED),
        (status(400, "insufficient funds"), Cause.CREDIT),
        (status(500), Cause.DOWN),
        (status(504), Cause.SILENT),
        (status(1008, "Unauthorized Connection: Invalid token"), Cause.KEY),
        (status(1008, "Unauthorized Connection: account balance"), Cause.CREDIT),
        (status(1008, "Too many concurrent sessions"), Cause.BUSY),
        (status(1008, "ASR_PAYMENT_REQUIRED"), Cause.CREDIT),
        (status(3005), Cause.DOWN),
        (status(3009), Cause.BUSY),
        (status(1006), Cause.BROKEN),
        (status(-1), Cause.BROKEN),
        (APITimeoutError(), Cause.SILENT),
        (TimeoutError(), Cause.SILENT),
        (hidden(httpx2.ConnectError("no")), Cause.UNREACHABLE),
        (hidden(httpx2.ReadError("no")), Cause.BROKEN),
        (hidden(json.JSONDecodeError("no", "", 0)), Cause.NONSENSE),
        (hidden(outbound.AddressRefusedError()), Cause.ADDRESS),
        (hidden(ProviderError(Cause.SLOW)), Cause.SLOW),
        (openai.APIError("no", REQUEST, body={"code": "invalid_api_key"}), Cause.KEY),
        (openai.APIError("no", REQUEST, body={"type": "insufficient_quota"}), Cause.CREDIT),
        (openai.APIError("no", REQUEST, body={"type": "server_error"}), Cause.DOWN),
        (aiohttp.ClientPayloadError(), Cause.BROKEN),
        (ConnectionRefusedError(), Cause.UNREACHABLE),
        (APIConnectionError("failed to connect to deepgram (ClientConnectorError)"), Cause.UNREACHABLE),
        (APIConnectionError("failed to connect to deepgram (ClientOSError)"), Cause.BROKEN),
        (APIConnectionError("failed to connect to deepgram"), Cause.SILENT),
        (APIError("no audio frames were pushed"), Cause.NONSENSE),
    ],
)
def test_an_error_has_one_cause(error: BaseException, cause: Cause) -> None:
    assert judge(error).cause is cause


def test_only_what_can_heal_is_tried_again_and_not_when_it_takes_long() -> None:
    assert [c for c in Cause if Fault(c).fatal] == [Cause.KEY, Cause.CREDIT, Cause.REFUSED, Cause.ADDRESS]
    assert all(Fault(c).pause_s is None for c in Cause if Fault(c).fatal)
    assert Fault(Cause.BUSY).pause_s == 0.5
    assert judge(status(429), 1.5).pause_s == 1.5
    assert judge(status(429), 30.0).pause_s is None
    assert judge(status(401), 1.0).retry_after_s is None


@pytest.mark.parametrize("cause", list(Cause))
def test_each_cause_is_one_sentence_that_names_the_provider(cause: Cause) -> None:
    link: Link[object] = Link("openai", "OpenAI", object())
    said = why(Switch("voice", link, Fault(cause), None))
    assert "OpenAI" in said
    assert said.endswith(".")
    assert said.count(".") == 1
    assert said[0].isupper()
