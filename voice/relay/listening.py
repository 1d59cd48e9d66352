"""One provider's time at the candidate's audio: fed from the tape, and watched for silence."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from livekit.agents import APIConnectOptions, stt, utils

from voice.relay.ear import Ear
from voice.relay.faults import Cause, ProviderError
from voice.relay.link import STT, Link

_BEHIND_S = 0.2


@dataclass(frozen=True)
class Patience:
    """How long recognition may take, in seconds.

    Attributes:
        connect_s: to be let in.
        mute_s: without a sign while the candidate goes on speaking, of a provider that gives guesses.
        tell_s: without words, when nobody could go on, until the candidate is told.
        give_up_s: without words, when nobody can go on, until recognition is given up.
        noise_s: of sound that may well hold no words.
        speech_s: of sound that surely holds some.
        stumble_s: within which a second failure is no stumble.
        longest_wait_s: between two tries when nobody else is left.
        look_s: between two looks.
    """

    connect_s: float = 4.0
    mute_s: float = 6.0
    tell_s: float = 8.0
    give_up_s: float = 60.0
    noise_s: float = 0.4
    speech_s: float = 2.0
    stumble_s: float = 30.0
    longest_wait_s: float = 4.0
    look_s: float = 0.2


class Wordless(Exception):
    """Sound went by and no words came: the provider is mute, or there were none."""


class Listening:
    """Feeds one provider and passes on what it hears, until the input ends.

    Args:
        on_words: told when the provider has shown that it works: it found words, or said there are none.
        on_silence: told when words are overdue and nobody else could find them.
        alone: whether nobody else could.
        opinion: whether the provider is asked only to check another's silence.
    """

    def __init__(
        self,
        link: Link[STT],
        ear: Ear,
        patience: Patience,
        *,
        on_words: Callable[[str], None],
        on_silence: Callable[[], None],
        alone: Callable[[], bool],
        opinion: bool = False,
    ) -> None:
        self._link = link
        self._ear = ear
        self._patience = patience
        self._on_words = on_words
        self._on_silence = on_silence
        self._alone = alone
        self._opinion = opinion
        self._caught_up_at: float | None = None
        self._sign_at = time.time()
        self._flush_at: int | None = None

    def flush(self) -> None:
        """The session wants the words of what was said up to now."""
        if self._link.plugin.capabilities.manual_flush:
            self._flush_at = self._ear.tape.end
            self._ear.tape.nudge()

    async def run(self) -> None:
        """Listen until the tape is closed.

        Raises:
            Wordless: there was sound and no word.
            Exception: what the plugin raised, or ProviderError.
        """
        options = APIConnectOptions(max_retry=0, timeout=self._patience.connect_s)
        stream = self._link.plugin.stream(conn_options=options)
        origin = self._ear.replay_from()
        feed = asyncio.create_task(self._feed(stream, origin), name="hearing_feed")
        read = asyncio.create_task(self._read(stream, origin), name="hearing_read")
        watch = asyncio.create_task(self._watch(), name="hearing_watch")
        try:
            done, _ = await asyncio.wait({read, watch}, return_when=asyncio.FIRST_COMPLETED)
            (read if read in done else watch).result()
        finally:
            await utils.aio.cancel_and_wait(feed, read, watch)
            await stream.aclose()

    async def _feed(self, stream: stt.RecognizeStream, position: int) -> None:
        tape = self._ear.tape
        while True:
            if self._flush_at is not None and position >= self._flush_at:
                self._flush_at = None
                stream.flush()
            if (got := tape.read(position)) is None:
                self._caught_up_at = self._caught_up_at or time.time()
                if tape.closed:
                    stream.end_input()
                    return
                await tape.more()
                continue
            frame, position = got
            try:
                stream.push_frame(frame)
            except RuntimeError:  # the plugin has ended; reading it says why
                return
            if (tape.end - position) / tape.rate > _BEHIND_S:
                await asyncio.sleep(frame.duration / self._link.pace)

    async def _read(self, stream: stt.RecognizeStream, origin: int) -> None:
        async for event in stream:
            words = self._ear.take(event, origin=origin, provider=self._link.provider)
            if event.type is not stt.SpeechEventType.RECOGNITION_USAGE:
                self._sign_at = time.time()
            if event.type is stt.SpeechEventType.FINAL_TRANSCRIPT:
                self._on_words(words)
        if not self._ear.tape.closed:
            raise ProviderError(Cause.BROKEN)

    async def _watch(self) -> None:
        told = False
        while True:
            await asyncio.sleep(self._patience.look_s)
            unheard = self._ear.unheard()
            if self._caught_up_at is None:
                continue
            if unheard is None:
                if self._opinion:
                    raise Wordless
                continue
            if unheard.end is None:
                self._while_speaking(unheard.start)
                continue
            since_s = max(self._ear.tape.time_of(unheard.end), self._caught_up_at)
            quiet_s = time.time() - since_s
            if not told and quiet_s >= self._patience.tell_s and self._alone():
                told = True
                self._on_silence()
            if quiet_s < self._link.quiet_s:
                continue
            if self._ear.guessing:
                raise ProviderError(Cause.SILENT)
            if unheard.length >= self._patience.noise_s * self._ear.tape.rate:
                raise Wordless

    def _while_speaking(self, since: int) -> None:
        """A provider that guesses says something now and then while the candidate speaks."""
        if self._link.own or not self._link.plugin.capabilities.interim_results:
            return
        began_s = max(self._ear.tape.time_of(since), self._caught_up_at or 0.0, self._sign_at)
        if time.time() - began_s < self._patience.mute_s:
            return
        if self._ear.guessing:
            raise ProviderError(Cause.SILENT)
        raise Wordless
