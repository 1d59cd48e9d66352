"""The candidate's microphone: one frame every 20 ms for as long as it is open, as a browser sends them."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from livekit import rtc

from simulation.audio import FRAME_SAMPLES, RATE, Clip, silence
from simulation.diary import Diary

QUEUE_MS = 100
_QUIET = silence(FRAME_SAMPLES / RATE)


@dataclass
class _Saying:
    clip: Clip
    sound: bytes
    at: int = 0
    started_at: float = 0.0


class Mouth:
    """Says clips in real time and writes each into the diary when its last sample has left.

    Args:
        diary: where sentences are logged.
        tick: called with the epoch time after every frame.
    """

    def __init__(self, diary: Diary, tick: Callable[[float], None]) -> None:
        self._diary, self._tick = diary, tick
        self._clips: deque[Clip] = deque()
        self._saying: _Saying | None = None
        self._pause = 0
        self._said = 0
        self.muted = False
        self.last_word_at = 0.0
        self.source = rtc.AudioSource(RATE, 1, queue_size_ms=QUEUE_MS)

    @property
    def idle(self) -> bool:
        """Nothing is being said, and nothing waits to be."""
        return self._saying is None and not self._clips

    def say(self, clip: Clip) -> None:
        """Put ``clip`` behind what is being said."""
        self._clips.append(clip)

    def hush(self) -> None:
        """Stop at once; a sentence in progress is logged as incomplete."""
        self._clips.clear()
        if self._saying:
            self._log(self._saying, time.time(), complete=False)
            self._saying = None

    async def run(self) -> None:
        """Send frames until cancelled."""
        while True:
            data = self._frame()
            await self.source.capture_frame(rtc.AudioFrame(data, RATE, 1, FRAME_SAMPLES))
            self._finish()
            self._tick(time.time())

    def _frame(self) -> bytes:
        if self._pause > 0:
            self._pause -= 1
            return _QUIET
        if self._saying is None and self._clips:
            clip = self._clips.popleft()
            at = time.time() + self.source.queued_duration
            self._saying = _Saying(clip, clip.sound(), started_at=at)
        if self._saying is None:
            return _QUIET
        piece = self._saying.sound[self._saying.at : self._saying.at + len(_QUIET)]
        self._saying.at += len(piece)
        return _QUIET if self.muted else piece.ljust(len(_QUIET), b"\0")

    def _finish(self) -> None:
        """After a frame was taken: if it held the sentence's last sample, the sentence has been said."""
        saying = self._saying
        if saying is None or saying.at < len(saying.sound):
            return
        self.last_word_at = time.time() + self.source.queued_duration
        self._log(saying, self.last_word_at, complete=True)
        self._pause = round(saying.clip.pause_s * RATE / FRAME_SAMPLES)
        self._saying = None

    def _log(self, saying: _Saying, ended_at: float, *, complete: bool) -> None:
        if self.muted:
            return
        self._said += 1
        self._diary.write(
            "sentence",
            n=self._said,
            answer=saying.clip.answer,
            text=saying.clip.text,
            started_at=saying.started_at,
            ended_at=ended_at,
            complete=complete,
        )

    async def aclose(self) -> None:
        """Stop sending; logs a sentence in progress as incomplete."""
        self.hush()
        await self.source.aclose()
