"""What one simulated interview leaves behind, for the grader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from interview.events import EndedData, StageData
from interview.models import Brief, Plan, QuestionKind, Speaker
from interview.stages import StageRule

Wants = Literal["answer", "repeat", "rephrase", "ask", "think", "pass", "stop", "inject"]
"""What a simulated person means by a turn; known, not guessed."""
Cause = Literal["reply", "silence", "moved"]
"""Why the interviewer spoke: to the candidate's turn, into silence, or because the clock moved the stage."""


@dataclass(frozen=True)
class Line:
    """One turn. Times are seconds since the interview began.

    Attributes:
        wants: of a candidate's turn.
        cause, kind, question_id: of an interviewer's turn; ``kind`` is empty when it counted as no question.
        interrupted: the speaker was cut off; ``text`` holds only what was heard.
    """

    speaker: Speaker
    text: str
    stage: str
    started_s: float
    ended_s: float
    wants: Wants = "answer"
    cause: Cause = "reply"
    kind: QuestionKind | Literal[""] = ""
    question_id: str = ""
    interrupted: bool = False


@dataclass(frozen=True)
class Change:
    """A stage began, or the last one ended, ``at_s`` seconds after the interview did."""

    at_s: float
    before: int
    data: StageData


@dataclass(frozen=True)
class Record:
    """One interview as it was held.

    Attributes:
        person: who was interviewed; a name of :data:`simulation.text.people.PEOPLE`.
        cooperative: minimums have to be met without exception.
        changes: ``before`` of each is how many lines were said before it.
    """

    number: int
    person: str
    cooperative: bool
    brief: Brief
    plan: Plan
    rules: tuple[StageRule, ...]
    lines: tuple[Line, ...]
    changes: tuple[Change, ...]
    ended: EndedData
    took_s: float

    def said(self, speaker: Speaker = "interviewer") -> list[Line]:
        """The turns of one side, in order."""
        return [line for line in self.lines if line.speaker == speaker]

    def replies(self, *wants: Wants) -> list[tuple[int, Line, Line]]:
        """Each candidate's turn that wants one of ``wants`` with the interviewer's reply, and its place."""
        pairs = zip(self.lines, self.lines[1:], strict=False)
        return [
            (place, first, then)
            for place, (first, then) in enumerate(pairs)
            if first.speaker == "candidate"
            and first.wants in wants
            and then.speaker == "interviewer"
            and then.cause == "reply"
            and then.stage == first.stage
            and not first.interrupted
        ]

    def exceptions(self) -> list[str]:
        """The minimums that were not met, as sentences."""
        return [sentence for change in self.changes for sentence in change.data.exceptions]
