"""Recognition that goes on with the next provider: the audio of what has no words yet is heard again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterable, Callable
from dataclasses import replace
from typing import Any, Literal

from livekit import rtc
from livekit.agents import APIConnectionError, APIConnectOptions, UserStateChangedEvent, stt, utils
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, NotGivenOr

import logs
from voice.relay.chain import Chain
from voice.relay.ear import Ear, Heard
from voice.relay.faults import Cause, Fault, judge
from voice.relay.link import STT, Link
from voice.relay.listening import Listening, Patience, Wordless
from voice.relay.tape import Tape

log = logs.get(__name__)

RATE = 16000
Trouble = Literal["down", "back", "lost"]
TroubleListener = Callable[[Trouble], None]
"""Told when nobody recognises speech any more, when somebody does again, and when it was given up."""

_LONGEST_S = 180.0
_FIRST_WAIT_S = 0.25


class HearingRelay(STT):
    """The recognisers of one interview as one.

    Args:
        on_heard: told of every transcript, with its words' times.
    """

    def __init__(
        self,
        chain: Chain[STT],
        *,
        on_trouble: TroubleListener,
        on_heard: Callable[[Heard], None],
        patience: Patience | None = None,
    ) -> None:
        super().__init__(capabilities=_capabilities())
        self.chain = chain
        self.on_trouble = on_trouble
        self.on_heard = on_heard
        self.patience = patience or Patience()
        self.serving = chain.links[0]
        self._stream: _Stream | None = None
        for link in chain.links:
            link.plugin.on("metrics_collected", self._pass_on_metrics)

    @property
    def capabilities(self) -> stt.STTCapabilities:
        """Those of whoever listens now, as far as the session may use them."""
        manual_flush = self.serving.plugin.capabilities.manual_flush
        return replace(super().capabilities, manual_flush=manual_flush)

    @property
    def model(self) -> str:
        return self.serving.plugin.model

    @property
    def provider(self) -> str:
        return self.serving.provider

    def stream(
        self,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
    ) -> stt.RecognizeStream:
        self._stream = _Stream(self)
        return self._stream

    def on_user_state(self, event: UserStateChangedEvent) -> None:
        """Follow what voice activity detection heard: speech that no words come for is suspicious."""
        if self._stream and "speaking" in (event.old_state, event.new_state):
            self._stream.speech(event.new_state == "speaking", event.created_at)

    async def _recognize_impl(
        self,
        buffer: utils.AudioBuffer,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
    ) -> stt.SpeechEvent:
        raise NotImplementedError("recognition is streamed")

    def _pass_on_metrics(self, metrics: Any) -> None:
        self.emit("metrics_collected", metrics)

    async def aclose(self) -> None:
        for link in self.chain.links:
            link.plugin.off("metrics_collected", self._pass_on_metrics)
            await link.plugin.aclose()


def _capabilities() -> stt.STTCapabilities:
    return stt.STTCapabilities(streaming=True, interim_results=True, offline_recognize=False)


class _Stream(stt.RecognizeStream):
    def __init__(self, relay: HearingRelay) -> None:
        options = APIConnectOptions(max_retry=0)
        super().__init__(stt=relay, conn_options=options, sample_rate=RATE)
        self._relay = relay
        self._chain = relay.chain
        self._patience = relay.patience
        self._ear = Ear(Tape(RATE, _LONGEST_S), send=self._event_ch.send_nowait, on_heard=relay.on_heard)
        self._stumbled: dict[Link[STT], float] = {}
        self._doubted: Link[STT] | None = None
        self._asked_twice = False
        self._down = False
        self._listening: Listening | None = None
        self._wait_s = _FIRST_WAIT_S

    def speech(self, goes_on: bool, epoch_s: float) -> None:
        """The candidate began or stopped speaking at ``epoch_s``."""
        position = self._ear.tape.position_of(epoch_s)
        if goes_on:
            self._ear.spans.started(position)
        else:
            self._ear.spans.stopped(position)

    async def _metrics_monitor_task(self, event_aiter: AsyncIterable[stt.SpeechEvent]) -> None:
        async for _ in event_aiter:
            """The providers' own streams count."""

    async def _run(self) -> None:
        record = asyncio.create_task(self._record(), name="hearing_record")
        try:
            while not await self._listen():
                pass
        finally:
            await utils.aio.cancel_and_wait(record)

    async def _record(self) -> None:
        self._ear.offset_s = self.start_time_offset
        async for item in self._input_ch:
            if isinstance(item, rtc.AudioFrame):
                self._ear.offset_s = self.start_time_offset
                self._ear.record(item)
            elif self._listening:
                self._listening.flush()
        self._ear.tape.close()

    async def _listen(self) -> bool:
        """Let one provider listen for as long as it can; True when the input is over."""
        link = self._next()
        if link is None:
            await self._wait()
            return self._ear.tape.closed
        self._relay.serving = link
        self._listening = listening = Listening(
            link,
            self._ear,
            self._patience,
            on_words=lambda words: self._on_words(link, words),
            on_silence=self._go_down,
            alone=lambda: self._chain.following(link) is None,
            opinion=self._doubted is not None,
        )
        try:
            await listening.run()
        except Wordless:
            self._ear.forget_guess()
            await self._on_wordless(link)
        except Exception as error:  # noqa: BLE001 - a plugin raises whatever its libraries do
            self._ear.forget_guess()
            await self._on_failure(link, judge(error, link.answers.retry_after_s))
        else:
            return True
        return self._ear.tape.closed and self._ear.unheard() is None

    def _next(self) -> Link[STT] | None:
        order = self._chain.order()
        if self._doubted is None:
            return order[0] if order else None
        other = next((link for link in order if link is not self._doubted), None)
        if other is None:
            other, self._doubted = self._doubted, None
        return other

    def _on_words(self, link: Link[STT], words: str) -> None:
        self._asked_twice = False
        self._wait_s = _FIRST_WAIT_S
        if words and self._doubted is not None:
            mute, self._doubted = self._doubted, None
            self._chain.failed(mute, Fault(Cause.SILENT))
        self._chain.worked(link)
        if self._down:
            self._down = False
            self._relay.on_trouble("back")

    async def _on_wordless(self, link: Link[STT]) -> None:
        """Ask somebody else; when they find no words either, there were none."""
        unheard = self._ear.unheard()
        if self._doubted is not None:
            self._doubted = None
            self._take_as_noise()
        elif self._chain.following(link) is not None:
            self._doubted = link
            log.info("another provider is asked what was said", doubted=link.provider)
        elif not self._asked_twice:
            self._asked_twice = True
        elif unheard and unheard.length >= self._patience.speech_s * RATE:
            await self._on_failure(link, Fault(Cause.SILENT))
        else:
            self._take_as_noise()

    def _take_as_noise(self) -> None:
        self._asked_twice = False
        if unheard := self._ear.unheard():
            self._ear.settle(self._ear.tape.end if unheard.end is None else unheard.end)

    async def _on_failure(self, link: Link[STT], fault: Fault) -> None:
        now, before = time.monotonic(), self._stumbled.get(link)
        self._stumbled[link] = now
        fresh = before is None or now - before > self._patience.stumble_s
        pause_s = fault.pause_s
        if fresh and pause_s is not None:
            log.info("recognition stumbled", provider=link.provider, cause=fault.cause)
            await asyncio.sleep(pause_s)
            return
        following = self._chain.following(link)
        self._chain.failed(link, fault)
        if following is None:
            self._down = True
            await self._wait()

    def _go_down(self) -> None:
        self._down = True
        self._relay.on_trouble("down")

    async def _wait(self) -> None:
        """Nobody else is left: try again later, or give up on words that are too old."""
        unheard = self._ear.unheard()
        if unheard is not None:
            since_s = self._ear.tape.time_of(unheard.start if unheard.end is None else unheard.end)
            if time.time() - since_s > self._patience.give_up_s:
                self._relay.on_trouble("lost")
                raise APIConnectionError("nobody recognises speech any more", retryable=False)
        await asyncio.sleep(self._wait_s)
        self._wait_s = min(self._wait_s * 2, self._patience.longest_wait_s)
