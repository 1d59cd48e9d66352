"""The interviewer as LiveKit sees it: one tool, and nothing else."""

from __future__ import annotations

from livekit.agents import Agent, RunContext, StopResponse, function_tool

import fsm
import logs
from voice.progress import Progress

log = logs.get(__name__)

STAGE_TOOL = "transition_stage"
"""The only tool there is."""

_TOLD = "You are the interviewer."


class Interviewer(Agent):
    """Asks for transitions through its tool and is refused with a reason; owns no state.

    What a model is told is written for each request by :class:`voice.conductor.Conductor`: changing an
    agent's instructions would throw away replies that are made while the candidate still speaks.
    """

    def __init__(self, *, progress: Progress) -> None:
        super().__init__(instructions=_TOLD)
        self._progress = progress

    @function_tool(name=STAGE_TOOL)
    async def transition_stage(self, context: RunContext[None]) -> str:
        """Ask to move on to the next part of the interview, or, in the closing part, to end it."""
        log.info("tool called", tool=STAGE_TOOL)
        stage = self._progress.stage
        await context.wait_for_playout()
        if context.speech_handle.interrupted or self._progress.stage is not stage:
            log.info("request dropped", stage=stage.name)
            raise StopResponse  # the candidate has the floor, or the clock was faster: a reply is due anyway
        outcome = self._progress.request()
        if isinstance(outcome, fsm.Refused):
            return f"Refused. {outcome.reason} Go on in this part, and do not mention this."
        if outcome.finished:
            raise StopResponse  # nothing is left to say, so no further reply is asked for
        return "Granted. The next part has begun."
