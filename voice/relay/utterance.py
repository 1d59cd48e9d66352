"""The sound of one sentence, made by whichever voice can."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

from livekit import rtc
from livekit.agents import APIConnectOptions, tts, utils

from voice.relay import sentences
from voice.relay.chain import Chain
from voice.relay.faults import Cause, ProviderError
from voice.relay.link import TTS, Link

_TEXT = re.compile(rb"[\t\n\r\x20-\x7e]{64}")
"""Sixty-four bytes of plain text in a row are a web page and not sound."""


@dataclass(frozen=True)
class Tempo:
    """How long a voice may take, in seconds.

    Attributes:
        first_s: until its first sound, while somebody else could speak.
        alone_s: until its first sound, when nobody else could.
        behind_s: how far it may fall behind what it should have said.
    """

    first_s: float = 4.0
    alone_s: float = 15.0
    behind_s: float = 3.0


class Utterance:
    """Begins at once; :meth:`frames` yields the sound as it comes, once.

    What a voice that fails has made and nobody has heard yet is thrown away.

    Attributes:
        sounding: set when there is sound, or there will be none.
    """

    def __init__(self, sentence: str, chain: Chain[TTS], tempo: Tempo) -> None:
        self.sentence = sentence
        self._chain = chain
        self._tempo = tempo
        self._waiting: list[rtc.AudioFrame] = []
        self._news = asyncio.Event()
        self._hurry = asyncio.Event()
        self._heard_s = 0.0
        self._link: Link[TTS] | None = None
        self.sounding = asyncio.Event()
        self.task = asyncio.create_task(self._make(), name="utterance")
        self.task.add_done_callback(lambda _: self.sounding.set())

    def hurry(self) -> None:
        """Whoever is being waited for has failed."""
        self._hurry.set()

    def abandon(self, link: Link[TTS]) -> None:
        """``link`` failed elsewhere: let it go, if nothing of it was heard here."""
        if self._link is link and not self._heard_s:
            self._hurry.set()

    async def frames(self) -> AsyncIterator[rtc.AudioFrame]:
        """The sound.

        Raises:
            Exception: every voice failed; what the last one raised.
        """
        while True:
            while self._waiting:
                frame = self._waiting.pop(0)
                self._heard_s += frame.duration
                yield frame
            if self.task.done():
                self.task.result()
                return
            self._news.clear()
            news = asyncio.create_task(self._news.wait())
            try:
                await asyncio.wait({news, self.task}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                await utils.aio.cancel_and_wait(news)

    async def _make(self) -> None:
        await self._chain.carry(self._speak, may_stumble=lambda: not self._heard_s)

    async def _speak(self, link: Link[TTS]) -> None:
        self._waiting.clear()
        self._hurry.clear()
        self._link = link
        text = self.sentence.strip()
        if self._heard_s:
            text = sentences.unsaid(text, self._heard_s, link.speed)
        options = APIConnectOptions(max_retry=0, timeout=self._tempo.first_s)
        alone = self._chain.following(link) is None
        loop = asyncio.get_running_loop()
        due = loop.time() + (self._tempo.alone_s if alone else self._tempo.first_s)
        first = True
        try:
            async with link.plugin.synthesize(text, conn_options=options) as stream:
                while (frame := await self._next(stream, due - loop.time())) is not None:
                    if first:
                        first, due = False, loop.time() + self._tempo.behind_s
                    due += frame.duration
                    self._waiting.append(frame)
                    self._news.set()
                    self.sounding.set()
        except Exception:  # whatever it was, the next voice says this again
            self._waiting.clear()
            raise

    async def _next(self, stream: tts.ChunkedStream, within_s: float) -> rtc.AudioFrame | None:
        coming = asyncio.create_task(_frame(stream))
        hurry = asyncio.create_task(self._hurry.wait())
        try:
            await asyncio.wait(
                {coming, hurry}, timeout=max(within_s, 0.0), return_when=asyncio.FIRST_COMPLETED
            )
            if self._hurry.is_set() or not coming.done():
                raise ProviderError(Cause.SILENT if within_s > self._tempo.behind_s / 2 else Cause.SLOW)
            frame = coming.result()
        finally:
            await utils.aio.cancel_and_wait(coming, hurry)
        if frame is not None and _TEXT.search(frame.data.tobytes()):
            raise ProviderError(Cause.NONSENSE)
        return frame


async def _frame(stream: tts.ChunkedStream) -> rtc.AudioFrame | None:
    try:
        return (await anext(stream)).frame
    except StopAsyncIteration:
        return None
