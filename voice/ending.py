"""How an interview ends: the first cause wins, and each cause has its words and its exit code."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from interview.models import EndReason
from workers.protocol import ExitCode


@dataclass(frozen=True)
class Ending:
    """Why it is over.

    Attributes:
        detail: a sentence for the candidate.
        goodbye: what the interviewer says first, if there still is a room to say it in.
    """

    reason: EndReason
    detail: str = ""
    goodbye: str = ""
    exit_code: ExitCode = ExitCode.ENDED


COMPLETED = Ending(EndReason.COMPLETED)
ENDED_BY_CANDIDATE = Ending(EndReason.STOPPED, "You ended the interview.")
LEFT = Ending(EndReason.CANDIDATE_LEFT, "You left the room and didn't come back within a minute.")
NEVER_CAME = Ending(EndReason.CANDIDATE_LEFT, "Nobody joined the room within a minute.")
PAUSED_TOO_LONG = Ending(
    EndReason.CANDIDATE_LEFT, "The interview was paused for longer than it may be. What you said is saved."
)
OVERTIME = Ending(
    EndReason.TIMED_OUT,
    "The interview reached its time limit.",
    goodbye="We have reached the time limit, so I will stop here. Thank you for your answers.",
)
CAP_REACHED = Ending(
    EndReason.CAP_REACHED, "The limit on costs that you set was reached. What you said is saved."
)
STOPPED = Ending(
    EndReason.STOPPED,
    "The interview was stopped.",
    goodbye="I have to stop here. Everything you said is saved. Thank you for your time.",
)
WEB_LOST = Ending(
    EndReason.STOPPED,
    "The web app could not be reached for two minutes.",
    goodbye="I have lost contact with the app, so I will stop here. What you said is saved.",
)
ROOM_LOST = Ending(
    EndReason.PROVIDER_FAILED,
    "The connection to the voice server was lost. What you said before is saved.",
    exit_code=ExitCode.LOST_ROOM,
)
RECOGNITION_FAILED = Ending(
    EndReason.PROVIDER_FAILED,
    "Speech recognition stopped answering. What you said before is saved.",
    goodbye="I can't hear you any more, so I will stop here. What you said before is saved.",
    exit_code=ExitCode.PROVIDER_REFUSED,
)
VOICE_FAILED = Ending(
    EndReason.PROVIDER_FAILED,
    "The interviewer's voice stopped working. What you said before is saved.",
    exit_code=ExitCode.PROVIDER_REFUSED,
)


BROKEN = Ending(
    EndReason.WORKER_LOST, "Something failed inside the interviewer. What you said before is saved."
)


class Outcome:
    """Decided once; later causes change nothing."""

    def __init__(self) -> None:
        self._settled = asyncio.Event()
        self._ending: Ending | None = None

    def decide(self, ending: Ending) -> None:
        """End the interview this way, unless it already ends another way."""
        if self._ending is None:
            self._ending = ending
            self._settled.set()

    def broken(self) -> None:
        """Something that has to go on beside the interview failed."""
        self.decide(BROKEN)

    @property
    def decided(self) -> bool:
        """Whether it is over."""
        return self._ending is not None

    async def or_first(self, event: asyncio.Event, *, within_s: float) -> None:
        """Wait until this is decided or ``event`` happens, for at most ``within_s`` seconds."""
        waits = [asyncio.create_task(event.wait()), asyncio.create_task(self._settled.wait())]
        try:
            await asyncio.wait(waits, timeout=within_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    async def wait(self) -> Ending:
        """The ending, when there is one."""
        while self._ending is None:
            await self._settled.wait()
        return self._ending
