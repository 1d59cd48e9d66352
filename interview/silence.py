"""What an interviewer does when no answer comes: a nudge, an offer, the next question, and so on. Pure."""

from __future__ import annotations

from typing import Literal

from interview.scene import Scene

Step = Literal["nudge", "offer", "next"]
LADDER = 3
"""Steps of one round: one gentle nudge, one offer to rephrase or to move on, the next question."""
_STEPS: tuple[Step, ...] = ("next", "nudge", "offer")


def unanswered(scene: Scene) -> int:
    """How often the interviewer has spoken in this stage since the candidate last did."""
    count = 0
    for said in reversed(scene.history):
        if said.speaker == "candidate" or said.stage != scene.stage.name:
            break
        count += 1
    return count


def step(scene: Scene) -> Step | None:
    """What silence is met with now; None when the candidate has spoken, or nothing was said yet."""
    count = unanswered(scene)
    return _STEPS[count % LADDER] if count else None
