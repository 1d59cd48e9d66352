"""Recognition that doesn't lose words while its provider is away.

livekit-agents' ``stt.StreamAdapter`` ends the whole stream when one request fails. This one keeps
the segment and asks again, so an answer survives a restart of the speech server.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any, Literal

from livekit.agents import APIConnectOptions, APIError, stt, utils, vad
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, NotGivenOr

import logs

log = logs.get(__name__)

Trouble = Literal["down", "back", "lost"]
TroubleListener = Callable[[Trouble], None]
"""Told when recognition stops answering, when it answers again, and when it was given up."""

_GIVE_UP_S = 60.0
_TELL_S = 8.0
_LONGEST_WAIT_S = 4.0
_ONE_TRY = APIConnectOptions(max_retry=0, timeout=30.0)
_ONE_STREAM = APIConnectOptions(max_retry=0)


class PatientSTT(stt.STT[Any]):
    """A non-streaming recogniser behind voice activity detection, segment by segment."""

    def __init__(self, *, stt: stt.STT[Any], vad: vad.VAD, on_trouble: TroubleListener) -> None:
        super().__init__(capabilities=_capabilities())
        self.recogniser = stt
        self.vad = vad
        self.on_trouble = on_trouble
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
    def __init__(self, patient: PatientSTT) -> None:
        super().__init__(stt=patient, conn_options=_ONE_STREAM)
        self._patient = patient

    async def _run(self) -> None:
        activity = self._patient.vad.stream()
        forward = asyncio.create_task(self._forward(activity), name="stt_forward")
        recognise = asyncio.create_task(self._recognise(activity), name="stt_recognise")
        try:
            await asyncio.gather(forward, recognise)
        finally:
            await utils.aio.cancel_and_wait(forward, recognise)
            await activity.aclose()

    async def _forward(self, activity: vad.VADStream) -> None:
        async for item in self._input_ch:
            if isinstance(item, self._FlushSentinel):
                activity.flush()
            else:
                activity.push_frame(item)
        activity.end_input()

    async def _recognise(self, activity: vad.VADStream) -> None:
        async for event in activity:
            if event.type == vad.VADEventType.START_OF_SPEECH:
                self._event_ch.send_nowait(stt.SpeechEvent(stt.SpeechEventType.START_OF_SPEECH))
            elif event.type == vad.VADEventType.END_OF_SPEECH:
                ended_at = time.time() - event.silence_duration - event.inference_duration
                self._event_ch.send_nowait(
                    stt.SpeechEvent(stt.SpeechEventType.END_OF_SPEECH, speech_end_time=ended_at)
                )
                heard = await self._ask_until_answered(utils.merge_frames(event.frames))
                if heard.alternatives and heard.alternatives[0].text.strip():
                    self._event_ch.send_nowait(
                        stt.SpeechEvent(
                            stt.SpeechEventType.FINAL_TRANSCRIPT,
                            alternatives=[heard.alternatives[0]],
                            speech_end_time=ended_at,
                        )
                    )

    async def _ask_until_answered(self, segment: utils.AudioBuffer) -> stt.SpeechEvent:
        started, wait_s, troubled = time.monotonic(), 0.25, False
        while True:
            asked = asyncio.ensure_future(self._patient.recogniser.recognize(segment, conn_options=_ONE_TRY))
            try:
                await asyncio.wait({asked}, timeout=_TELL_S)
                if not asked.done() and not troubled:
                    troubled = True
                    self._patient.on_trouble("down")
                heard = await asked
            except APIError as error:
                if time.monotonic() - started > _GIVE_UP_S:
                    self._patient.on_trouble("lost")
                    raise
                log.warning("recognition did not answer", error=type(error).__name__)
                if not troubled:
                    troubled = True
                    self._patient.on_trouble("down")
                await asyncio.sleep(wait_s)
                wait_s = min(wait_s * 2, _LONGEST_WAIT_S)
            except asyncio.CancelledError:
                asked.cancel()
                raise
            else:
                if troubled:
                    self._patient.on_trouble("back")
                log.info("segment recognised", took_s=round(time.monotonic() - started, 3))
                return heard
