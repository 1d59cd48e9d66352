"""What the worker's log says of each call and each refusal: sizes, times and reasons, nobody's words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import aiohttp
import pytest
from livekit import rtc
from livekit.agents import AgentSession, APIConnectOptions, tts
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS
from pydantic import SecretStr
from structlog.testing import capture_logs

import fsm
from interview.models import Length
from interview.planner import plan
from tests.interview.personas import ADA
from voice import calls
from voice.board import Board
from voice.clock import Clock
from voice.greeting import PreparedSpeech
from voice.outbox import Outbox
from voice.progress import Progress
from voice.spool import Spool
from workers.protocol import Callback

pytestmark = pytest.mark.unit

GREETING = "Welcome to your practice interview."
RATE = 24_000


class Voice(tts.TTS[Any]):
    """A second of silence for each text."""

    def __init__(self) -> None:
        super().__init__(capabilities=tts.TTSCapabilities(streaming=False), sample_rate=RATE, num_channels=1)

    def synthesize(
        self, text: str, *, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS
    ) -> tts.ChunkedStream:
        return _Silence(tts=self, input_text=text, conn_options=conn_options)


class _Silence(tts.ChunkedStream):
    async def _run(self, output_emitter: tts.AudioEmitter) -> None:
        output_emitter.initialize(request_id="one", sample_rate=RATE, num_channels=1, mime_type="audio/pcm")
        output_emitter.push(bytes(2 * RATE))


async def test_each_call_for_speech_is_a_line_with_its_size_and_time() -> None:
    voice = tts.StreamAdapter(tts=(speaker := Voice()))
    calls.log_synthesis(AgentSession(tts=voice))
    with capture_logs() as lines:
        prepared = PreparedSpeech(GREETING, voice)
        heard: list[rtc.AudioFrame] = [frame async for frame in prepared.frames()]
        await prepared.aclose()
        await voice.aclose()
        await speaker.aclose()
    assert sum(frame.duration for frame in heard) == pytest.approx(1.0, abs=0.05)
    [line] = [line for line in lines if line["event"] == "speech synthesised"]
    assert line["characters"] == len(GREETING)
    assert line["took_s"] >= 0
    assert GREETING not in repr(lines)


async def test_a_refused_move_is_logged_with_its_reason(tmp_path: Path) -> None:
    rules, clock = fsm.rules_for(Length.QUICK)[-1:], Clock()
    async with aiohttp.ClientSession() as http:
        callback = Callback(url="http://127.0.0.1:9/", token=SecretStr("token"))
        outbox = Outbox(
            callback=callback, run=1, spool=Spool(str(tmp_path), "one", 1), clock=clock, http=http
        )
        progress = Progress(
            brief=ADA,
            plan=plan(ADA, rules),
            rules=rules,
            clock=clock,
            outbox=outbox,
            board=Board(rtc.Room()),
        )
        with capture_logs() as lines:
            outcome = progress.skip()
    assert isinstance(outcome, fsm.Refused)
    [line] = [line for line in lines if line["event"] == "transition refused"]
    assert (line["stage"], line["reason"]) == ("closing", outcome.reason)
