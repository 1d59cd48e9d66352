"""The interviewer as LiveKit sees it: instructions, the two stage tools, and nothing else."""

from __future__ import annotations

from livekit.agents import Agent, RunContext, StopResponse, function_tool

import fsm
import logs
from voice.progress import Progress

log = logs.get(__name__)


class Interviewer(Agent):
    """Asks for transitions through tools and is refused with a reason; owns no state."""

    def __init__(self, *, instructions: str, progress: Progress) -> None:
        super().__init__(instructions=instructions)
        self._progress = progress

    @function_tool
    async def next_stage(self, context: RunContext[None], reason: str) -> str:
        """Ask to move to the next stage of the interview.

        Args:
            reason: why this stage is done.
        """
        log.info("tool called", tool="next_stage")
        await context.wait_for_playout()
        outcome = self._progress.request(reason)
        if isinstance(outcome, fsm.Refused):
            return f"Refused: {outcome.reason} Stay in this stage."
        return f"Granted. The stage is now {self._progress.stage.label}: {self._progress.stage.purpose}"

    @function_tool
    async def finish_interview(self, context: RunContext[None]) -> None:
        """End the interview, once goodbye has been said in the closing stage."""
        log.info("tool called", tool="finish_interview")
        await context.wait_for_playout()
        self._progress.finish()
        raise StopResponse
