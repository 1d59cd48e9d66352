"""What feedback is: scores from rubric items, each with words the candidate said, and what to do next."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from feedback.speech import Speech
from interview.models import Frozen, UsageData

Part = Literal["situation", "task", "action", "result"]
PARTS: tuple[Part, ...] = ("situation", "task", "action", "result")


class Evidence(Frozen):
    """Words found verbatim in one of the candidate's own turns; ``turn`` is its index in the transcript."""

    turn: int = Field(ge=0)
    quote: str = Field(min_length=1)


class Item(Frozen):
    """One thing a competency looks for. It is met exactly when there is evidence."""

    name: str
    evidence: Evidence | None = None

    @property
    def met(self) -> bool:
        return self.evidence is not None


class CompetencyFeedback(Frozen):
    """One row of the rubric.

    Attributes:
        score: 1 to 5: one plus the items met; None: not enough evidence.
        level: what was found and what wasn't, by name; empty without a score.
        evidence: every quote the score stands on.
        ratings: every rating that was made, when more than one was; ``score`` is their median.
        good, change: one sentence each; ``good`` is empty when there is nothing to point at.
    """

    id: str
    label: str
    score: int | None = Field(default=None, ge=1, le=5)
    level: str = ""
    items: tuple[Item, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    good: str = ""
    change: str = ""
    ratings: tuple[int, ...] = ()


class StarPart(Frozen):
    """One part of a story, with the words that tell it; missing when there are none."""

    part: Part
    evidence: Evidence | None = None

    @property
    def found(self) -> bool:
        return self.evidence is not None


class QuestionFeedback(Frozen):
    """One question and what was said to it and its follow-ups.

    Attributes:
        turn: index of the interviewer's turn that asked.
        answer: how the answer begins; None when there was no answer.
        star: the four parts; empty when the question doesn't ask for a story.
        good: what was good, in one sentence; may be empty.
        change: the one thing to change.
        stronger: an outline of a stronger answer in the candidate's words with gaps to fill; may be empty.
    """

    asked: str
    stage: str
    turn: int
    question_id: str = ""
    answer: Evidence | None = None
    star: tuple[StarPart, ...] = ()
    good: str = ""
    change: str = ""
    stronger: str = ""


class Point(Frozen):
    """One thing that went well or should change; without evidence it rests on a measured number."""

    text: str
    evidence: Evidence | None = None


WhyUnscored = Literal["", "too_little", "one_question", "language"]


class Feedback(Frozen):
    """Feedback on one transcript.

    Attributes:
        written_by: who wrote it, so that the reader can weigh it.
        rubric: track and version of the yardstick, as ``behavioral 2026-11``; may be empty.
        enough: false when nothing in it is scored.
        unscored: why nothing is: too little was answered, only one question was practised, or whoever
            wrote it doesn't read the language. Empty where ``enough``.
        takeaway: the one sentence to remember.
        next_step: what to do in the next practice.
        used: what a model used to write it, answers that were of no use among it.
        speech: how the candidate spoke; None where it wasn't kept with the feedback.
    """

    written_by: str
    rubric: str = ""
    enough: bool = True
    unscored: WhyUnscored = ""
    takeaway: str
    next_step: str
    went_well: tuple[Point, ...] = ()
    to_change: tuple[Point, ...] = ()
    competencies: tuple[CompetencyFeedback, ...] = ()
    questions: tuple[QuestionFeedback, ...] = ()
    used: tuple[UsageData, ...] = ()
    speech: Speech | None = None

    def quotes(self) -> tuple[Evidence, ...]:
        """Every quote in this feedback, so that all of them can be checked."""
        found = [e for c in self.competencies for e in c.evidence]
        found += [i.evidence for c in self.competencies for i in c.items if i.evidence]
        found += [p.evidence for p in (*self.went_well, *self.to_change) if p.evidence]
        found += [q.answer for q in self.questions if q.answer]
        found += [p.evidence for q in self.questions for p in q.star if p.evidence]
        return tuple(found)
