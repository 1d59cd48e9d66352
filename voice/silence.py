"""When real silence is met with a word; which word, the interviewer decides from the scene."""

from __future__ import annotations

import math

from fsm import StageRule
from interview.models import Patience
from interview.silence import LADDER

NUDGE_S: dict[Patience, float] = {Patience.BRISK: 8.0, Patience.NORMAL: 12.0, Patience.PATIENT: 20.0}
"""Seconds nobody spoke, after which the interviewer speaks again."""


class Ladder:
    """Counts how often silence was met with a word since the candidate was last heard.

    Where a stage moves on by itself after silence, one nudge, one offer and one more question are all;
    the silence after them is the stage's. Elsewhere it begins anew, so that no silence lasts for long.
    """

    def __init__(self, patience: Patience) -> None:
        self._every_s = NUDGE_S[patience]
        self._since: tuple[str, float] | None = None
        self._taken = 0

    def due_in_s(self, *, stage: StageRule, heard_at: float, silent_for_s: float) -> float:
        """Seconds until the next word is due; infinity when no more is.

        Args:
            heard_at: when the candidate last spoke, typed or asked for time, on any clock.
            silent_for_s: how long nobody has spoken; 0 while someone does or time to think was asked for.
        """
        if self._since != (stage.name, heard_at):
            self._since, self._taken = (stage.name, heard_at), 0
        if stage.silence_s is not None and self._taken >= LADDER:
            return math.inf
        return max(self._every_s - silent_for_s, 0.0)

    def take(self) -> None:
        """A word is being said."""
        self._taken += 1
