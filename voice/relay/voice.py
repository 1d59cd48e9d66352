"""Voices one after another: the next one says what is left of a sentence when one falls silent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable
from typing import Any

from livekit.agents import APIConnectOptions, tts, utils
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, TimedString

from voice.relay import sentences
from voice.relay.chain import Chain
from voice.relay.link import TTS, Link
from voice.relay.utterance import Tempo, Utterance

RATE = 24000
_AT_ONCE = 2
"""The sentence that is heard, and the next one."""


class VoiceRelay(TTS):
    """The voices of one interview as one; sentence n+1 is made while sentence n is heard."""

    def __init__(self, chain: Chain[TTS], tempo: Tempo | None = None) -> None:
        super().__init__(capabilities=_capabilities(), sample_rate=RATE, num_channels=1)
        self.chain = chain
        self.tempo = tempo or Tempo()
        self.serving = chain.links[0]
        self._making: set[Utterance] = set()
        chain.on_failed = self._abandon
        for link in chain.links:
            if link.plugin.sample_rate != RATE or link.plugin.num_channels != 1:
                raise ValueError(f"{link.provider} must speak mono at {RATE} Hz")
            link.plugin.on("metrics_collected", self._pass_on_metrics)

    @property
    def model(self) -> str:
        return self.serving.plugin.model

    @property
    def provider(self) -> str:
        return self.serving.provider

    def utter(self, sentence: str) -> Utterance:
        """Begin to make the sound of one sentence."""
        made = Utterance(sentence, self.chain, self.tempo)
        self._making.add(made)
        made.task.add_done_callback(lambda _: self._making.discard(made))
        return made

    def hurry(self) -> None:
        """Whoever is being waited for has failed."""
        for made in self._making:
            made.hurry()

    def _abandon(self, link: Link[TTS]) -> None:
        for made in self._making:
            made.abandon(link)

    def synthesize(
        self, text: str, *, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS
    ) -> tts.ChunkedStream:
        return self._synthesize_with_stream(text, conn_options=conn_options)

    def stream(
        self, *, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS
    ) -> tts.SynthesizeStream:
        return _Stream(self)

    def _pass_on_metrics(self, metrics: Any) -> None:
        self.emit("metrics_collected", metrics)

    async def aclose(self) -> None:
        for link in self.chain.links:
            link.plugin.off("metrics_collected", self._pass_on_metrics)
            await link.plugin.aclose()


def _capabilities() -> tts.TTSCapabilities:
    return tts.TTSCapabilities(streaming=True, aligned_transcript=True)


class _Stream(tts.SynthesizeStream):
    def __init__(self, relay: VoiceRelay) -> None:
        super().__init__(tts=relay, conn_options=APIConnectOptions(max_retry=0))
        self._relay = relay
        self._made: asyncio.Queue[Utterance | None] = asyncio.Queue()
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._begun: list[Utterance] = []

    async def _metrics_monitor_task(self, event_aiter: AsyncIterable[tts.SynthesizedAudio]) -> None:
        async for _ in event_aiter:
            """The voices' own streams count."""

    async def _run(self, output_emitter: tts.AudioEmitter) -> None:
        output_emitter.initialize(
            request_id=utils.shortuuid(),
            sample_rate=RATE,
            num_channels=1,
            mime_type="audio/pcm",
            stream=True,
        )
        output_emitter.start_segment(segment_id=utils.shortuuid())
        make = asyncio.create_task(self._make(), name="voice_make")
        spoken_s = 0.0
        try:
            while utterance := await self._made.get():
                output_emitter.push_timed_transcript(TimedString(utterance.sentence, start_time=spoken_s))
                async for frame in utterance.frames():
                    output_emitter.push_frame(frame)
                    spoken_s += frame.duration
                output_emitter.flush()
                self._room.release()
        finally:
            await utils.aio.cancel_and_wait(make, *(begun.task for begun in self._begun))
        await make

    async def _make(self) -> None:
        """Cut the text into sentences as it comes, and begin each while the one before is heard."""
        try:
            text = ""
            async for item in self._input_ch:
                text += item if isinstance(item, str) else ""
                ready = sentences.ready(text) if isinstance(item, str) else len(text)
                for sentence in sentences.split(text[:ready]):
                    await self._begin(sentence)
                text = text[ready:]
            for sentence in sentences.split(text):
                await self._begin(sentence)
        finally:
            self._made.put_nowait(None)

    async def _begin(self, sentence: str) -> None:
        text = await sentences.speakable(sentence)
        if not any(character.isalnum() for character in text):
            return
        await self._room.acquire()
        if self._begun:
            await self._begun[-1].sounding.wait()
        self._mark_started()
        self._begun.append(self._relay.utter(text))
        self._made.put_nowait(self._begun[-1])
