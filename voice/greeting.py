"""Audio made before it can be heard: the greeting is synthesised while the room connects."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

from livekit import rtc
from livekit.agents import APIError, tts, utils

import logs

log = logs.get(__name__)


class PreparedSpeech:
    """Starts synthesising ``text`` at once; :meth:`frames` yields the audio as it comes.

    A synthesis that fails ends the frames early; the words are then only shown.
    """

    def __init__(self, text: str, voice: tts.TTS[Any]) -> None:
        self.text = text
        self.on_failure: Callable[[], None] = lambda: None
        self._frames: utils.aio.Chan[rtc.AudioFrame] = utils.aio.Chan()
        self._task = asyncio.create_task(self._synthesise(voice), name="prepared_speech")
        self._failed = False

    async def frames(self) -> AsyncIterator[rtc.AudioFrame]:
        """The audio, once; calls ``on_failure`` when it ends early."""
        async for frame in self._frames:
            yield frame
        if self._failed:
            self.on_failure()

    async def aclose(self) -> None:
        """Stop synthesising."""
        await utils.aio.cancel_and_wait(self._task)

    async def _synthesise(self, voice: tts.TTS[Any]) -> None:
        try:
            async with voice.stream() as stream:
                stream.push_text(self.text)
                stream.end_input()
                async for audio in stream:
                    self._frames.send_nowait(audio.frame)
        except APIError as error:
            self._failed = True
            log.warning("the greeting could not be synthesised", error=type(error).__name__)
        finally:
            self._frames.close()
