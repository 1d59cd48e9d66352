"""What an interviewer sees before it speaks, and what it decides."""

from __future__ import annotations

from typing import Literal

from fsm import StageRule
from interview.models import Brief, Frozen, Plan, Speaker


class Said(Frozen):
    """One thing that was said; a typed answer counts."""

    speaker: Speaker
    text: str
    stage: str


class Scene(Frozen):
    """A moment of an interview. The same scene always leads to the same move.

    Attributes:
        stage: the stage it is in.
        questions_in_stage: counted by :class:`fsm.Machine`.
        elapsed_s: seconds since the stage began.
        can_move: a request for the next stage would be granted now.
        wrapping_up: the wrap-up was announced.
        last: leaving this stage ends the interview.
        history: everything said so far, oldest first.
    """

    brief: Brief
    plan: Plan
    stage: StageRule
    questions_in_stage: int = 0
    elapsed_s: float = 0.0
    can_move: bool = False
    wrapping_up: bool = False
    last: bool = False
    history: tuple[Said, ...] = ()

    def here(self, speaker: Speaker) -> tuple[str, ...]:
        """What one party said in this stage, oldest first."""
        return tuple(s.text for s in self.history if s.speaker == speaker and s.stage == self.stage.name)


class Move(Frozen):
    """What the interviewer does: always say ``text``; then stay, ask for the next stage, or finish."""

    kind: Literal["say", "next_stage", "finish"]
    text: str
