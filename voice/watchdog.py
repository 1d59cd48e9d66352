"""Ends every silence that nobody explained: who is waited for is passed over, and the candidate is told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from livekit.agents import AgentStateChangedEvent, UserStateChangedEvent

import logs
from voice.clock import Clock

log = logs.get(__name__)

Step = Literal["hurry", "tell", "give_up"]
_LOOK_S = 0.25


class Floor(Protocol):
    """What is asked of :class:`voice.floor.Floor`."""

    words_waiting: bool

    def silent_for_s(self) -> float:
        """Seconds of silence, as far as it counts."""

    def longest_pause_s(self) -> float:
        """Seconds of silence after which a turn is over in any case."""


@dataclass(frozen=True)
class Nerve:
    """How long the interviewer may be silent when it should speak, in seconds.

    Attributes:
        hurry_s: until whoever is waited for is passed over.
        tell_s: until the candidate is told and the reply begun anew.
        most: how often in a row it is begun anew.
    """

    hurry_s: float = 7.0
    tell_s: float = 9.0
    most: int = 3


class Watchdog:
    """Follows the session's states; :meth:`run` acts.

    Args:
        hurry: passes over the providers that are being waited for.
        tell: tells the candidate.
        speak_up: begins the reply anew.
        give_up: nothing helped.
    """

    def __init__(
        self,
        floor: Floor,
        *,
        clock: Clock,
        hurry: Callable[[], None],
        tell: Callable[[], None],
        speak_up: Callable[[], Awaitable[None]],
        give_up: Callable[[], None] = lambda: None,
        nerve: Nerve | None = None,
    ) -> None:
        self._floor = floor
        self._clock = clock
        self._hurry = hurry
        self._tell = tell
        self._speak_up = speak_up
        self.give_up = give_up
        self._nerve = nerve or Nerve()
        self._due_since: float | None = None
        self._user_speaks = self._speaks = self._hurried = False
        self._told = 0

    def expect(self) -> None:
        """The interviewer should speak from now on."""
        self._wait_anew(self._clock.now())

    def relax(self) -> None:
        """Why nothing is heard has been explained."""
        self._wait_anew(None)

    def on_agent_state(self, event: AgentStateChangedEvent) -> None:
        """The interviewer thinks, speaks or listens."""
        self._speaks = event.new_state == "speaking"
        if event.new_state == "thinking":
            self._wait_anew(self._clock.now())
        else:
            self._wait_anew(None)
        if self._speaks:
            self._told = 0

    def on_user_state(self, event: UserStateChangedEvent) -> None:
        """Nobody waits for the interviewer while the candidate speaks."""
        self._user_speaks = event.new_state == "speaking"
        if self._due_since is not None:
            self._due_since = self._clock.now()

    def due(self) -> Step | None:
        """What is to be done now."""
        waited_s = self._waited_s()
        if waited_s >= self._nerve.tell_s:
            return "tell" if self._told < self._nerve.most else "give_up"
        return "hurry" if waited_s >= self._nerve.hurry_s and not self._hurried else None

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await asyncio.sleep(_LOOK_S)
            if step := self.due():
                log.warning("the interviewer is silent", step=step)
                await self._act(step)

    async def _act(self, step: Step) -> None:
        if step == "hurry":
            self._hurried = True
            self._hurry()
        elif step == "give_up":
            self._wait_anew(None)
            self.give_up()
        else:
            self._told += 1
            self._wait_anew(self._clock.now())
            self._tell()
            try:
                await self._speak_up()
            except RuntimeError:
                # LiveKit's session is closing; whatever closed it decides the ending
                log.warning("the reply could not be begun anew")

    def _waited_s(self) -> float:
        if self._user_speaks or self._speaks:
            return 0.0
        if self._due_since is not None:
            return self._clock.now() - self._due_since
        if not self._floor.words_waiting:
            return 0.0
        return self._floor.silent_for_s() - self._floor.longest_pause_s()

    def _wait_anew(self, since: float | None) -> None:
        self._due_since, self._hurried = since, False
