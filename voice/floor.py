"""Who has the floor, and for how long silence may last before the interviewer takes it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from livekit.agents import (
    AgentSession,
    AgentStateChangedEvent,
    UserInputTranscribedEvent,
    UserStateChangedEvent,
)
from livekit.agents.voice.turn import EndpointingOptions

from interview.models import Patience
from voice.clock import Clock

SILENCE_S: dict[Patience, tuple[float, float]] = {
    Patience.BRISK: (0.5, 2.0),
    Patience.NORMAL: (1.0, 2.5),
    Patience.PATIENT: (2.8, 4.0),
}
"""Seconds of silence that end a turn: usually, and at most when the end is doubtful."""

HOLD_LIMIT_S = 60.0
"""Thinking time the candidate may hold the floor for at once."""

_TYPING_S = 8.0
_TRANSCRIPT_S = 2.0
_GUESS_HOLDS_S = 5.0
_NO_WAIT_S = 0.05


def endpointing(patience: Patience) -> EndpointingOptions:
    """LiveKit's options for a patience; a new object each time, since the session keeps and changes it."""
    usual_s, most_s = SILENCE_S[patience]
    return {"min_delay": usual_s, "max_delay": most_s}


def _silence(seconds: float) -> EndpointingOptions:
    return {"min_delay": seconds, "max_delay": seconds}


class Floor:
    """Follows both speakers' states and holds the floor for a candidate who is thinking.

    Attributes:
        words_waiting: words were recognised that are in no turn yet.
        heard_at: when the candidate last spoke, typed or finished thinking, in epoch seconds.
        held_since: when thinking time was asked for, in epoch seconds; None when it wasn't.
        on_hold: told when thinking time begins and ends.
    """

    def __init__(self, session: AgentSession[None], *, patience: Patience, clock: Clock) -> None:
        self._session = session
        self._patience = patience
        self._clock = clock
        self._quiet_since = clock.now()
        self.words_waiting = False
        self._typed_at = 0.0
        self.heard_at = clock.now()
        self._guessed_at = 0.0
        self._taken = asyncio.Event()
        self.held_since: float | None = None
        self.on_hold: Callable[[bool], None] = lambda _held: None
        session.on("user_state_changed", self._on_user)
        session.on("agent_state_changed", self._on_agent)
        session.on("user_input_transcribed", self._on_words)

    def anyone_speaking(self) -> bool:
        """Whether somebody speaks or types, pauses inside an answer, or the interviewer is about to speak."""
        if self._session.user_state == "speaking" or self._session.agent_state in ("speaking", "thinking"):
            return True
        quiet_s = self._clock.now() - self._quiet_since
        pausing = self.words_waiting and quiet_s < SILENCE_S[self._patience][0]
        return pausing or self._clock.now() - self._typed_at < _TYPING_S

    def silent_for_s(self) -> float:
        """Seconds since anyone last spoke; 0 while the candidate asked for time to think."""
        if self.held_since is not None or self.anyone_speaking():
            return 0.0
        return self._clock.now() - self._quiet_since

    def longest_pause_s(self) -> float:
        """Seconds of silence after which a turn is over in any case."""
        return SILENCE_S[self._patience][1]

    def hold(self) -> None:
        """The candidate is thinking: no silence ends the turn until :meth:`release`."""
        if self.held_since is None:
            self.held_since = self._clock.now()
            self._session.update_options(endpointing_opts=_silence(HOLD_LIMIT_S))
            self.on_hold(True)

    def release(self) -> None:
        """The candidate has finished thinking; words said before are answered if nothing follows."""
        if self.held_since is None:
            return
        self.held_since = None
        self.heard_at = self._clock.now()
        self.on_hold(False)
        self.touch()
        self._session.update_options(endpointing_opts=endpointing(self._patience))
        if self.words_waiting and self._session.user_state != "speaking":
            wait_s = _TRANSCRIPT_S if self._words_due() else _NO_WAIT_S
            self._session.commit_user_turn(transcript_timeout=wait_s)

    async def take_words(self) -> None:
        """End the candidate's turn without a reply, so what was said so far is kept as said."""
        due = self._session.user_state == "speaking" or self._words_due()
        if not due and not self.words_waiting:
            return
        self._session.update_options(endpointing_opts=_silence(0.0))
        try:
            self._taken.clear()
            wait_s = _TRANSCRIPT_S if due else _NO_WAIT_S
            if await self._session.commit_user_turn(transcript_timeout=wait_s, skip_reply=True):
                await self._taken.wait()
        finally:
            held = self.held_since is not None
            back = _silence(HOLD_LIMIT_S) if held else endpointing(self._patience)
            self._session.update_options(endpointing_opts=back)

    def hold_is_over(self) -> bool:
        """Whether thinking time has used up its limit."""
        return self.held_since is not None and self._clock.now() - self.held_since > HOLD_LIMIT_S

    def typing(self) -> None:
        """The candidate is writing an answer."""
        self._typed_at = self.heard_at = self._clock.now()
        self.touch()

    def touch(self) -> None:
        """Count silence from now."""
        self._quiet_since = self._clock.now()

    def turn_committed(self) -> None:
        """The candidate's words became a turn."""
        self.words_waiting = False
        self._guessed_at = 0.0
        self._taken.set()
        self.touch()

    def _on_user(self, event: UserStateChangedEvent) -> None:
        if "speaking" in (event.old_state, event.new_state):
            self.heard_at = self._clock.now()
            self.touch()

    def _on_agent(self, event: AgentStateChangedEvent) -> None:
        if "speaking" in (event.old_state, event.new_state):
            self.touch()

    def _words_due(self) -> bool:
        """Whether words were guessed at that aren't recognised yet; a guess at a noise is soon forgotten."""
        return self._clock.now() - self._guessed_at < _GUESS_HOLDS_S

    def _on_words(self, event: UserInputTranscribedEvent) -> None:
        if event.is_final:
            self.words_waiting = True
            self._guessed_at = 0.0
            self.touch()
        elif event.transcript:
            self._guessed_at = self._clock.now()
