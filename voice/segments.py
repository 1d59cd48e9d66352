"""Recognition that takes whole stretches of speech, behind voice activity detection, as a stream.

Unlike livekit-agents' ``stt.StreamAdapter`` it says when each stretch was, says so too when there were
no words in it, and gives a request that hangs up: :mod:`voice.relay.hearing` needs all three.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import Any

from livekit.agents import APIConnectOptions, APITimeoutError, stt, utils, vad
from livekit.agents.language import LanguageCode
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, NotGivenOr

import logs

log = logs.get(__name__)

STT = stt.STT[Any]
_ONE_TRY = APIConnectOptions(max_retry=0, timeout=4.0)


class SegmentSTT(STT):
    """A non-streaming recogniser as a streaming one.

    Args:
        answer_s: seconds a request may take.
    """

    def __init__(self, *, stt: STT, vad: vad.VAD, answer_s: float) -> None:
        super().__init__(capabilities=_capabilities())
        self.recogniser = stt
        self.vad = vad
        self.answer_s = answer_s
        stt.on("metrics_collected", self._pass_on_metrics)

    @property
    def model(self) -> str:
        return self.recogniser.model

    @property
    def provider(self) -> str:
        return self.recogniser.provider

    async def _recognize_impl(
        self,
        buffer: utils.AudioBuffer,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
    ) -> stt.SpeechEvent:
        return await self.recogniser.recognize(buffer, language=language, conn_options=conn_options)

    def stream(
        self,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
    ) -> stt.RecognizeStream:
        return _Stream(self)

    def _pass_on_metrics(self, metrics: Any) -> None:
        self.emit("metrics_collected", metrics)

    async def aclose(self) -> None:
        self.recogniser.off("metrics_collected", self._pass_on_metrics)
        await self.recogniser.aclose()


def _capabilities() -> stt.STTCapabilities:
    return stt.STTCapabilities(streaming=True, interim_results=False)


class _Stream(stt.RecognizeStream):
    def __init__(self, segments: SegmentSTT) -> None:
        super().__init__(stt=segments, conn_options=_ONE_TRY)
        self._segments = segments

    async def _run(self) -> None:
        activity = self._segments.vad.stream()
        forward = asyncio.create_task(self._forward(activity), name="segments_forward")
        recognise = asyncio.create_task(self._recognise(activity), name="segments_recognise")
        try:
            await asyncio.gather(forward, recognise)
        finally:
            await utils.aio.cancel_and_wait(forward, recognise)
            await activity.aclose()

    async def _forward(self, activity: vad.VADStream) -> None:
        async for item in self._input_ch:
            if not isinstance(item, self._FlushSentinel):
                activity.push_frame(item)
        activity.end_input()

    async def _recognise(self, activity: vad.VADStream) -> None:
        async for event in activity:
            if event.type is vad.VADEventType.START_OF_SPEECH:
                self._event_ch.send_nowait(stt.SpeechEvent(stt.SpeechEventType.START_OF_SPEECH))
            elif event.type is vad.VADEventType.END_OF_SPEECH:
                end_s = event.timestamp - event.silence_duration
                self._event_ch.send_nowait(stt.SpeechEvent(stt.SpeechEventType.END_OF_SPEECH))
                heard = await self._ask(utils.merge_frames(event.frames))
                words = replace(heard, start_time=max(end_s - event.speech_duration, 0.0), end_time=end_s)
                self._event_ch.send_nowait(
                    stt.SpeechEvent(stt.SpeechEventType.FINAL_TRANSCRIPT, alternatives=[words])
                )

    async def _ask(self, segment: utils.AudioBuffer) -> stt.SpeechData:
        started = time.monotonic()
        try:
            async with asyncio.timeout(self._segments.answer_s):
                heard = await self._segments.recogniser.recognize(segment, conn_options=_ONE_TRY)
        except TimeoutError:
            raise APITimeoutError from None
        log.info("segment recognised", took_s=round(time.monotonic() - started, 3))
        if not heard.alternatives:
            return stt.SpeechData(language=LanguageCode(""), text="")
        return heard.alternatives[0]
