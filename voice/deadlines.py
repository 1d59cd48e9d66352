"""Everything that ends a stage or the interview because time passed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from livekit import rtc

import fsm
import logs
from voice import ending as endings
from voice.clock import Clock
from voice.ending import Ending
from voice.floor import Floor
from voice.outbox import Outbox
from voice.progress import Progress
from voice.silence import Ladder
from voice.spending import LOOK_S, Spending
from workers.protocol import Limits

log = logs.get(__name__)

_LOOK_S = 0.5


class Standstill(Protocol):
    """What is asked of :class:`voice.pause.Pause`."""

    @property
    def on(self) -> bool:
        """Whether the interview stands still."""

    def total_s(self) -> float:
        """Seconds of all pauses so far."""

    def used_up(self) -> bool:
        """Whether it lasts longer than it may."""


class Presence:
    """Whether the candidate is in the room, and since when not."""

    def __init__(self, room: rtc.Room, *, identity: str, clock: Clock) -> None:
        self._room = room
        self._identity = identity
        self._clock = clock
        self.arrived = asyncio.Event()
        self.on_return: Callable[[float], None] = lambda _away_s: None
        self.left_at: float | None = None
        room.on("participant_connected", self._on_connected)
        room.on("participant_disconnected", self._on_disconnected)

    def look(self) -> None:
        """Notice a candidate who was there first."""
        if self._identity in self._room.remote_participants:
            self.arrived.set()

    def absent_for_s(self) -> float:
        """Seconds since the candidate left; 0 while in the room."""
        return 0.0 if self.left_at is None else self._clock.now() - self.left_at

    def _on_connected(self, participant: rtc.RemoteParticipant) -> None:
        if participant.identity == self._identity:
            away_s, self.left_at = self.absent_for_s(), None
            if away_s:
                self.on_return(away_s)
            self.arrived.set()

    def _on_disconnected(self, participant: rtc.RemoteParticipant) -> None:
        if participant.identity == self._identity and self._identity not in self._room.remote_participants:
            self.left_at = self._clock.now()


class Verifier:
    """Asks the machine for its decision every 30 s, at each deadline, and in silence."""

    def __init__(
        self,
        *,
        progress: Progress,
        floor: Floor,
        presence: Presence,
        clock: Clock,
        verify_s: float,
        ladder: Ladder,
        on_moved: Callable[[], Awaitable[None]],
        on_silence: Callable[[], Awaitable[None]],
        pause: Standstill,
        spending: Spending | None = None,
        on_spent: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self._standstill = pause
        self._spending = spending
        self._on_spent = on_spent
        self._progress = progress
        self._floor = floor
        self._presence = presence
        self._clock = clock
        self._verify_s = verify_s
        self._ladder = ladder
        self._on_moved = on_moved
        self._on_silence = on_silence

    async def run(self) -> None:
        """Look until cancelled. Nothing moves while the candidate is out of the room or has paused."""
        while True:
            await asyncio.sleep(self._pause_s())
            if self._floor.hold_is_over():
                self._floor.release()
            if self._presence.left_at is not None or self._standstill.on:
                continue
            if await self._closed_for_cost():
                continue
            decision = self._progress.check(
                silent_for_s=self._floor.silent_for_s(), anyone_speaking=self._floor.anyone_speaking()
            )
            if isinstance(decision, fsm.Moved):
                if not decision.finished:
                    await self._speak(self._on_moved)
            elif self._word_due_in_s() <= 0:
                self._ladder.take()
                await self._speak(self._on_silence)

    async def _closed_for_cost(self) -> bool:
        """Whether the owner's limit on costs brought the interview to its closing just now."""
        if self._spending is None or self._on_spent is None or self._progress.machine.last:
            return False
        if self._floor.anyone_speaking() or not self._spending.used_up():
            return False
        await self._speak(self._on_spent)
        return True

    async def _speak(self, about: Callable[[], Awaitable[None]]) -> None:
        try:
            await about()
        except RuntimeError:
            # LiveKit's session is closing; whatever closed it decides the ending
            log.warning("nothing could be said", stage=self._progress.stage.name)

    def _word_due_in_s(self) -> float:
        """Seconds until silence is met with a word."""
        return self._ladder.due_in_s(
            stage=self._progress.stage,
            heard_at=self._floor.heard_at,
            silent_for_s=self._floor.silent_for_s(),
        )

    def _pause_s(self) -> float:
        now = self._clock.now()
        due = [
            now + self._verify_s,
            self._progress.machine.next_check_at(now),
            now + self._word_due_in_s(),
        ]
        silence_s = self._progress.stage.silence_s
        if silence_s is not None:
            due.append(now + max(silence_s - self._floor.silent_for_s(), 0.0))
        if self._spending is not None and self._spending.capped:
            due.append(now + LOOK_S)
        if self._floor.held_since is not None:
            due.append(now + 1.0)
        return max(min(due) - now, _LOOK_S)


async def first_ending(
    *, presence: Presence, pause: Standstill, outbox: Outbox, clock: Clock, limits: Limits, interview_s: float
) -> Ending:
    """Wait for the first of the worker's own deadlines and say which it was.

    Who has paused may be out of the room, as long as a pause may last.
    """
    ends_at = clock.now() + interview_s + limits.overtime_s
    while True:
        await asyncio.sleep(_LOOK_S)
        if pause.used_up():
            return endings.PAUSED_TOO_LONG
        if presence.absent_for_s() > limits.absence_s and not pause.on:
            return endings.LEFT
        if clock.now() - pause.total_s() > ends_at:
            return endings.OVERTIME
        if outbox.refused.is_set() or outbox.unanswered_for_s() > limits.web_silence_s:
            return endings.WEB_LOST
