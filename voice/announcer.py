"""Telling the candidate which provider failed, why, and who goes on: one plain sentence each."""

from __future__ import annotations

import asyncio
import time

from livekit.agents import AgentStateChangedEvent

from voice.board import Board
from voice.progress import Progress
from voice.relay.chain import Switch
from voice.relay.faults import Cause

_CAUSES = {
    Cause.KEY: "{name} refused the key.",
    Cause.CREDIT: "{name} says that its credit is used up.",
    Cause.BUSY: "{name} is asked too often just now.",
    Cause.DOWN: "{name} has a fault of its own.",
    Cause.SILENT: "{name} stopped answering.",
    Cause.SLOW: "{name} answers too slowly.",
    Cause.BROKEN: "The connection to {name} broke off.",
    Cause.UNREACHABLE: "{name} can't be reached.",
    Cause.NONSENSE: "{name} sent an answer that can't be used.",
    Cause.REFUSED: "{name} doesn't take the chosen model or voice.",
    Cause.ADDRESS: "{name} has an address that MockFlow doesn't call.",
}
_TOGETHER_S = 8.0
_SHOWN_S = 15.0

CODES = {"hearing": "hearing_switched", "voice": "voice_switched", "model": "model_switched"}
"""The notice's code, by what the provider that failed was for."""


def why(switch: Switch) -> str:
    """The provider and the cause, as a sentence."""
    sentence = _CAUSES[switch.fault.cause].format(name=switch.failed.title)
    return sentence[0].upper() + sentence[1:]


class Announcer:
    """Shows each switch for a while; those that come together stand together. What nobody does any more
    is shown until somebody does.
    """

    def __init__(self, progress: Progress, board: Board) -> None:
        self._progress = progress
        self._board = board
        self._shown: list[tuple[float, str]] = []
        self._deaf = self._mute = False

    def switched(self, switch: Switch) -> None:
        """Tell of one failure."""
        if switch.following is None:
            self._nobody_left(switch)
            return
        code = CODES[switch.purpose]
        text = f"{why(switch)} The interview goes on with {switch.following.title}."
        now = time.monotonic()
        self._shown = [(at, told) for at, told in self._shown if now - at < _TOGETHER_S and told != text]
        self._shown.append((now, text))
        self._progress.tell(code, text)
        self._board.notice(code, " ".join(told for _, told in self._shown))
        asyncio.get_running_loop().call_later(_SHOWN_S, self._board.unnotice, code, text)

    def voice_down(self, cause: str = "") -> None:
        """Tell the candidate that nothing can be heard, and what still works."""
        self._mute = True
        down = "The interviewer's voice isn't working. You can still answer, aloud or typed."
        self._progress.tell("voice_down", f"{cause} {down}".strip())

    def silent(self) -> None:
        """Tell the candidate that the interviewer is overdue."""
        self._mute = True
        self._progress.tell(
            "interviewer_silent", "The interviewer is taking too long. I ask it once more. Wait a moment."
        )

    def hearing_down(self, cause: str = "Speech recognition isn't answering.") -> None:
        """Tell the candidate, once, that their words are waiting."""
        if not self._deaf:
            self._deaf = True
            self._progress.tell(
                "recognition_down", f"{cause} I hold on to your words. Wait a moment, or type."
            )

    def hearing_back(self) -> None:
        """Words are recognised again."""
        if self._deaf:
            self._deaf = False
            self._board.notice()

    def on_agent_state(self, event: AgentStateChangedEvent) -> None:
        """The interviewer that speaks can be heard."""
        if self._mute and event.new_state == "speaking":
            self._mute = False
            self._board.notice()

    def _nobody_left(self, switch: Switch) -> None:
        if switch.purpose == "voice":
            self.voice_down(why(switch))
        elif switch.purpose == "hearing":
            self.hearing_down(why(switch))
