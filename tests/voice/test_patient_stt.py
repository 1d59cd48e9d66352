"""Recognition that hangs, fails or comes back: what the candidate is told, and that the words are kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from livekit import rtc
from livekit.agents import APIConnectionError, APIConnectOptions, inference, stt, utils
from livekit.agents.language import LanguageCode
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, NotGivenOr

from tests.room.waiting import until
from voice import patient_stt
from voice.patient_stt import PatientSTT

pytestmark = pytest.mark.unit

SEGMENT = rtc.AudioFrame(bytes(3200), 16000, 1, 1600)


class Recogniser(stt.STT[Any]):
    """Does as scripted: ``hang`` waits for :attr:`let_go`, ``fail`` refuses, else it is the text."""

    def __init__(self, *script: str) -> None:
        super().__init__(capabilities=stt.STTCapabilities(streaming=False, interim_results=False))
        self.script = list(script)
        self.let_go = asyncio.Event()

    async def _recognize_impl(
        self,
        buffer: utils.AudioBuffer,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
    ) -> stt.SpeechEvent:
        step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if step == "fail":
            raise APIConnectionError
        if step == "hang":
            await self.let_go.wait()
        words = stt.SpeechData(language=LanguageCode("en"), text=step)
        return stt.SpeechEvent(stt.SpeechEventType.FINAL_TRANSCRIPT, alternatives=[words])


class Patience:
    """A stream over a scripted recogniser, and what was told of it."""

    def __init__(self, recogniser: Recogniser) -> None:
        self.told: list[str] = []
        self.recogniser = recogniser
        self.stt = PatientSTT(stt=recogniser, vad=inference.VAD(), on_trouble=self.told.append)
        self.stream = self.stt.stream()

    async def ask(self) -> stt.SpeechEvent:
        heard: stt.SpeechEvent = await self.stream._ask_until_answered(SEGMENT)  # type: ignore[attr-defined]  # the part under test
        return heard


@pytest.fixture
async def patience(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Patience]:
    monkeypatch.setattr(patient_stt, "_TELL_S", 0.05)
    monkeypatch.setattr(patient_stt, "_GIVE_UP_S", 0.4)
    patience = Patience(Recogniser(*request.param))
    yield patience
    await patience.stream.aclose()


@pytest.mark.parametrize("patience", [("hello",)], indirect=True)
async def test_an_answer_in_time_is_told_to_nobody(patience: Patience) -> None:
    assert (await patience.ask()).alternatives[0].text == "hello"
    assert patience.told == []


@pytest.mark.parametrize("patience", [("fail", "fail", "hello")], indirect=True)
async def test_a_refusal_is_told_and_the_segment_asked_for_again(patience: Patience) -> None:
    assert (await patience.ask()).alternatives[0].text == "hello"
    assert patience.told == ["down", "back"]


@pytest.mark.parametrize("patience", [("hang",)], indirect=True)
async def test_a_recogniser_that_hangs_is_told_while_it_hangs(patience: Patience) -> None:
    asking = asyncio.create_task(patience.ask())
    await until(lambda: patience.told, 5, "the candidate is told")
    assert patience.told == ["down"]
    patience.recogniser.let_go.set()
    await asyncio.wait_for(asking, 5)
    assert patience.told == ["down", "back"]


@pytest.mark.parametrize("patience", [("fail",)], indirect=True)
async def test_a_recogniser_that_stays_away_is_given_up_and_said_to_be_lost(patience: Patience) -> None:
    with pytest.raises(APIConnectionError):
        await asyncio.wait_for(patience.ask(), 10)
    assert patience.told == ["down", "lost"]
