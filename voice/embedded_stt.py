"""Recognition by the embedded speech server: words while they are spoken, each with its time.

It cuts speech by its own voice detector and loses nothing while the
server is away: a stretch without an answer is sent again when the server is back. A stretch in which
no words were found has a final transcript too, an empty one.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
from livekit import rtc
from livekit.agents import APIConnectOptions, inference, stt, utils, vad
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, NotGivenOr

import logs
from voice.embedded_messages import END, ENGLISH, MESSAGE_BYTES, Final, Interim, failure, said, speech_data
from voice.embedded_wire import Socket, TroubleListener, Wire
from voice.stretches import RATE, Stretch, Stretches

log = logs.get(__name__)

_SILENCE_S = 0.35
_CONNECT_S = 3.0
_PATIENCE = aiohttp.ClientWSTimeout(ws_close=1.0)
_ONE_STREAM = APIConnectOptions(max_retry=0)


class EmbeddedSTT(stt.STT[Any]):
    """The embedded speech server as a streaming recogniser; close with :meth:`aclose`.

    Args:
        base_url: the server's, ending in ``/v1``.
        api_key: opens it.
        model: for the record; the server has one.
        on_trouble: told when recognition stops answering, answers again, and is given up. None: a stream
            ends with an APIError at the first failure, for one that has the sound and goes on elsewhere.
        vad: cuts speech into stretches; by default at 0.35 s of silence.
    """

    def __init__(
        self,
        *,
        base_url: str,
        api_key: str,
        model: str,
        on_trouble: TroubleListener | None = None,
        vad: vad.VAD | None = None,
    ) -> None:
        super().__init__(
            capabilities=stt.STTCapabilities(
                streaming=True, interim_results=True, aligned_transcript="word", manual_flush=True
            )
        )
        self._url, self._api_key, self._model = f"{base_url.rstrip('/')}/audio/stream", api_key, model
        self.vad = vad or inference.VAD(min_silence_duration=_SILENCE_S)
        self.on_trouble = on_trouble
        self._http: aiohttp.ClientSession | None = None

    @property
    def model(self) -> str:
        return self._model

    @property
    def provider(self) -> str:
        return "embedded"

    @contextlib.asynccontextmanager
    async def connect(self) -> AsyncIterator[Socket]:
        """A websocket to the server.

        Raises:
            aiohttp.ClientError, OSError: it can't be had.
        """
        self._http = self._http or aiohttp.ClientSession()
        headers = {"Authorization": f"Bearer {self._api_key}"}
        async with asyncio.timeout(_CONNECT_S):
            socket = await self._http.ws_connect(self._url, headers=headers, timeout=_PATIENCE)
        try:
            yield socket
        finally:
            await socket.close()

    async def _recognize_impl(
        self,
        buffer: utils.AudioBuffer,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
    ) -> stt.SpeechEvent:
        sound = _at_hearing_rate(utils.merge_frames(buffer))
        try:
            async with asyncio.timeout(conn_options.timeout), self.connect() as socket:
                for at in range(0, len(sound), MESSAGE_BYTES):
                    await socket.send_bytes(sound[at : at + MESSAGE_BYTES])
                await socket.send_str(END)
                while isinstance(told := said(await socket.receive()), Interim):
                    pass
        except (aiohttp.ClientError, OSError) as error:
            raise failure(error) from error
        return stt.SpeechEvent(
            stt.SpeechEventType.FINAL_TRANSCRIPT,
            alternatives=[speech_data(told, starts_s=0.0, offset_s=0.0)],
        )

    def stream(
        self,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
    ) -> stt.RecognizeStream:
        return _Stream(self)

    async def aclose(self) -> None:
        if self._http is not None:
            await self._http.close()


class _Stream(stt.RecognizeStream):
    def __init__(self, embedded: EmbeddedSTT) -> None:
        super().__init__(stt=embedded, conn_options=_ONE_STREAM, sample_rate=RATE)
        self._embedded = embedded
        self._stretches = Stretches()
        self._wire = Wire(
            embedded.connect,
            self._stretches.line,
            on_guess=self._guessed,
            on_answer=self._answered,
            on_trouble=embedded.on_trouble,
        )

    async def _run(self) -> None:
        activity = self._embedded.vad.stream()
        tasks = [
            asyncio.create_task(self._forward(activity), name="stt_forward"),
            asyncio.create_task(self._cut(activity), name="stt_cut"),
            asyncio.create_task(self._wire.run(), name="stt_wire"),
        ]
        try:
            await asyncio.gather(*tasks)
        finally:
            await utils.aio.cancel_and_wait(*tasks)
            await activity.aclose()

    async def _forward(self, activity: vad.VADStream) -> None:
        async for item in self._input_ch:
            if isinstance(item, self._FlushSentinel):
                self._whole_words_only()
            else:
                activity.push_frame(item)
        activity.end_input()

    def _whole_words_only(self) -> None:
        """The session is about to make a turn, and must not take a guess for words that are still to come."""
        if self._stretches.line:
            self._stretches.cut()
            self._tell(stt.SpeechEventType.INTERIM_TRANSCRIPT, stt.SpeechData(ENGLISH, ""))

    async def _cut(self, activity: vad.VADStream) -> None:
        async for event in activity:
            if event.type == vad.VADEventType.START_OF_SPEECH:
                self._tell(stt.SpeechEventType.START_OF_SPEECH)
            ended = self._stretches.hear(event, now=time.time())
            if event.type == vad.VADEventType.END_OF_SPEECH:
                at = time.time() - event.silence_duration - event.inference_duration
                self._tell(stt.SpeechEventType.END_OF_SPEECH, ended_at=at)
            if ended is not None:
                self._wire.ended(ended)
            elif self._stretches.line:
                self._wire.changed()
        if (ended := self._stretches.close(now=time.time())) is not None:
            self._wire.ended(ended)
        self._wire.over()

    def _guessed(self, stretch: Stretch, guess: Interim) -> None:
        if not stretch.whole_only:
            stretch.guessed = True
            self._tell(stt.SpeechEventType.INTERIM_TRANSCRIPT, stt.SpeechData(ENGLISH, guess.text))

    def _answered(self, stretch: Stretch, answer: Final) -> None:
        ended_at = stretch.ended_at or time.time()
        log.info("segment recognised", took_s=round(time.time() - ended_at, 3), audio_s=answer.duration_s)
        if not answer.text and stretch.guessed:
            self._tell(stt.SpeechEventType.INTERIM_TRANSCRIPT, stt.SpeechData(ENGLISH, ""))
        data = speech_data(answer, starts_s=stretch.starts_s, offset_s=self.start_time_offset)
        self._tell(stt.SpeechEventType.FINAL_TRANSCRIPT, data, ended_at=ended_at)
        used = stt.RecognitionUsage(audio_duration=answer.duration_s)
        self._event_ch.send_nowait(
            stt.SpeechEvent(stt.SpeechEventType.RECOGNITION_USAGE, recognition_usage=used)
        )

    def _tell(
        self, kind: stt.SpeechEventType, data: stt.SpeechData | None = None, *, ended_at: float | None = None
    ) -> None:
        self._event_ch.send_nowait(
            stt.SpeechEvent(kind, alternatives=[data] if data else [], speech_end_time=ended_at)
        )


def _at_hearing_rate(frame: rtc.AudioFrame) -> bytes:
    if frame.sample_rate == RATE:
        return bytes(frame.data)
    resampler = rtc.AudioResampler(frame.sample_rate, RATE, quality=rtc.AudioResamplerQuality.HIGH)
    return b"".join(bytes(part.data) for part in [*resampler.push(frame), *resampler.flush()])
