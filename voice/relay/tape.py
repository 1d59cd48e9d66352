"""The candidate's audio that isn't settled yet, by position, so that another provider can hear it again."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass

from livekit import rtc

_GAP_S = 0.5
_JITTER_S = 0.15


@dataclass(frozen=True)
class Mark:
    """From position ``at`` on, in samples, one second of audio is one second of time since ``epoch_s``."""

    at: int
    epoch_s: float


class Tape:
    """A ring of mono audio. Positions are samples from the first frame on and never start over.

    Args:
        rate: samples a second of every frame.
        longest_s: what is kept at most, in seconds.
    """

    def __init__(self, rate: int, longest_s: float) -> None:
        self.rate = rate
        self.start = 0
        self.end = 0
        self.closed = False
        self._longest = int(longest_s * rate)
        self._frames: deque[tuple[int, rtc.AudioFrame]] = deque()
        self._marks: list[Mark] = []
        self._news = asyncio.Event()

    def push(self, frame: rtc.AudioFrame, epoch_s: float) -> None:
        """Record a frame that has just ended, at ``epoch_s``."""
        self._mark(epoch_s - frame.duration)
        self._frames.append((self.end, frame))
        self.end += frame.samples_per_channel
        self.forget_before(self.end - self._longest)
        self._news.set()

    def nudge(self) -> None:
        """Let a reader that waits look again."""
        self._news.set()

    def close(self) -> None:
        """Nothing follows."""
        self.closed = True
        self._news.set()

    async def more(self) -> None:
        """Wait until something was recorded, or nothing will be."""
        self._news.clear()
        await self._news.wait()

    def read(self, position: int) -> tuple[rtc.AudioFrame, int] | None:
        """The frame that holds ``position``, from there on, and its end; None when there is none yet."""
        position = max(position, self.start)
        for at, frame in self._from(position):
            skipped, after = position - at, at + frame.samples_per_channel
            if not skipped:
                return frame, after
            data = frame.data[skipped:].tobytes()
            return rtc.AudioFrame(data, self.rate, 1, frame.samples_per_channel - skipped), after
        return None

    def forget_before(self, position: int) -> None:
        """Let go of whole frames before ``position``."""
        while self._frames and self._frames[0][0] + self._frames[0][1].samples_per_channel <= position:
            self._frames.popleft()
        self.start = self._frames[0][0] if self._frames else self.end

    def time_of(self, position: float) -> float:
        """When ``position`` was heard, in epoch seconds."""
        mark = next((mark for mark in reversed(self._marks) if mark.at <= position), None)
        mark = mark or (self._marks[0] if self._marks else Mark(0, 0.0))
        return mark.epoch_s + (position - mark.at) / self.rate

    def position_of(self, epoch_s: float) -> int:
        """What was heard at ``epoch_s``; never beyond what was recorded."""
        mark = next((mark for mark in reversed(self._marks) if mark.epoch_s <= epoch_s), None)
        if mark is None:
            return self.start
        later = [other.at for other in self._marks if other.at > mark.at]
        found = mark.at + round((epoch_s - mark.epoch_s) * self.rate)
        return min(found, self.end, *later)

    def _from(self, position: int) -> list[tuple[int, rtc.AudioFrame]]:
        """The first frame that reaches beyond ``position``; readers are mostly near the end."""
        found: list[tuple[int, rtc.AudioFrame]] = []
        for entry in reversed(self._frames):
            if entry[0] + entry[1].samples_per_channel <= position:
                break
            found = [entry]
        return found

    def _mark(self, begins_s: float) -> None:
        """Note a gap in the time, such as a muted microphone; one that a late burst fills is no gap."""
        late_s = begins_s - self.time_of(self.end) if self._marks else 0.0
        if not self._marks or late_s > _GAP_S:
            self._marks.append(Mark(self.end, begins_s))
        elif late_s < -_JITTER_S:
            last = self._marks[-1]
            before = self._marks[-2] if len(self._marks) > 1 else None
            earliest = before.epoch_s + (last.at - before.at) / self.rate if before else last.epoch_s + late_s
            self._marks[-1] = Mark(last.at, max(last.epoch_s + late_s, earliest))
