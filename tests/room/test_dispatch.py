"""Dispatch mode, from a generated token to the transcript in the operator's hands."""

from __future__ import annotations

import hashlib
import hmac
import json
from pathlib import Path

import pytest

from embedded.services import EmbeddedServices
from tests.room.dispatched import CALLBACK_SECRET, KEY, SECRET, Dispatch, callback, operators_livekit
from tests.room.waiting import until

pytestmark = pytest.mark.room


async def test_a_token_brings_the_interviewer_and_the_transcript_reaches_the_operator(
    stack: EmbeddedServices, tmp_path: Path
) -> None:
    with operators_livekit(tmp_path) as url:
        async with callback() as operator:
            dispatch = Dispatch(stack, tmp_path, url, operator.url)
            try:
                await dispatch.start()
                address = dispatch.invite("my room", "Ada", "--role", "Baker")
                assert address.endswith(f"/join#token={dispatch.token}")
                guest = await dispatch.join()
                await guest.hears_a_question(30)
                assert (await guest.press("end"))["ok"] is True
                await until(lambda: operator.got, 30, "the transcript is posted")
            finally:
                await dispatch.aclose()
    [path], [(body, sent)] = dispatch.transcripts, operator.got
    assert body == path.read_bytes()
    signed = f"{sent['X-MockFlow-Timestamp']}.".encode() + body
    expected = hmac.new(CALLBACK_SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert sent["X-MockFlow-Signature"] == f"sha256={expected}"
    told = json.loads(body)
    assert (told["interview"]["room"], told["interview"]["role"]) == ("my room", "Baker")
    assert told["turns"][0]["speaker"] == "interviewer"
    assert told["stages"][0]["cause"] == "start"
    assert told["ended"]["reason"] == "stopped"
    assert dispatch.process is not None
    assert dispatch.process.returncode == 0
    log = dispatch.log.read_text()
    assert not [secret for secret in (KEY + ":", SECRET, CALLBACK_SECRET, dispatch.token) if secret in log]
