"""The two sides of a text interview: what each does, and what each has to be able to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from interview.scene import Scene
from simulation.text.record import Wants


@dataclass(frozen=True)
class Reply:
    """What the interviewer does: words, and whether it asks for the next stage."""

    text: str
    moves_on: bool = False


@dataclass(frozen=True)
class Act:
    """What a candidate does next.

    Attributes:
        text: said after ``after_s`` seconds of silence; empty: nothing is said.
        press: a button of the room page, pressed after ``after_s`` instead of speaking.
    """

    text: str = ""
    wants: Wants = "answer"
    after_s: float = 0.8
    press: Literal["", "skip", "end"] = ""


class Interviewer(Protocol):
    """Who asks."""

    async def reply(self, scene: Scene, *, outcome: str, may_ask: bool) -> Reply:
        """What to say in ``scene``.

        Args:
            outcome: what came of asking for the next stage within this reply; empty: it wasn't asked for.
            may_ask: the next stage may be asked for (again).
        """


class Candidate(Protocol):
    """Who is asked."""

    name: str
    cooperative: bool
    words_s: float

    def act(self, heard: str, stage: str) -> Act:
        """What to do about the words just heard."""

    def cuts_in(self, text: str) -> float:
        """The share of ``text`` that is heard before the candidate interrupts; 1: all of it."""
