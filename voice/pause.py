"""The candidate's pause: nothing is said, nothing is heard, and no clock of the interview runs."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable

from livekit.agents import AgentSession

import logs
from voice import controls
from voice.clock import Clock
from voice.progress import Progress

log = logs.get(__name__)

FIRST = "The interview is paused. Press Go on first."
_PAUSED = "Paused. Nobody listens. Press Go on within {minutes}."


class Pause:
    """Begun and ended by ``mf.pause``; the seconds of all pauses of an interview count together.

    Args:
        limit_s: how long all of them may last.
        fall_silent: ends the speech and the turn that are on, and begins nothing.
        go_on: speaks again.
    """

    def __init__(
        self,
        session: AgentSession[None],
        *,
        progress: Progress,
        clock: Clock,
        limit_s: float,
        fall_silent: Callable[[], Awaitable[None]],
        go_on: Callable[[], None],
    ) -> None:
        self._session = session
        self._progress = progress
        self._clock = clock
        self._limit_s = limit_s
        self._fall_silent = fall_silent
        self._go_on = go_on
        self._since: float | None = None
        self._before_s = 0.0

    @property
    def on(self) -> bool:
        """Whether the interview stands still."""
        return self._since is not None

    def total_s(self) -> float:
        """Seconds of all pauses so far."""
        return self._before_s + (0.0 if self._since is None else self._clock.now() - self._since)

    def used_up(self) -> bool:
        """Whether it lasts longer than it may."""
        return self.on and self.total_s() > self._limit_s

    async def asked(self, payload: str) -> controls.Reply:
        """``mf.pause``."""
        wanted = controls.PauseAsked.model_validate_json(payload).on
        if wanted and not self.on:
            await self._begin()
        elif not wanted and self.on:
            self._end()
        return controls.OK

    async def _begin(self) -> None:
        left_s = self._limit_s - self.total_s()
        self._since = self._clock.now()
        log.info("interview paused", left_s=round(left_s))
        self._progress.stand_still(_PAUSED.format(minutes=_minutes(left_s)))
        await self._fall_silent()
        if self.on:  # the candidate may have gone on meanwhile
            self._session.input.set_audio_enabled(False)

    def _end(self) -> None:
        lasted_s = self.total_s() - self._before_s
        self._before_s, self._since = self.total_s(), None
        log.info("interview goes on", paused_s=round(lasted_s, 1))
        self._session.input.set_audio_enabled(True)
        self._progress.run_on(lasted_s)
        self._go_on()


def _minutes(seconds: float) -> str:
    whole = max(1, math.floor(seconds / 60))
    return "a minute" if whole == 1 else f"{whole} minutes"
