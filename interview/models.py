"""The nouns of an interview: brief, plan, question, turn, and the words allowed in them."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Frozen(BaseModel):
    """Base of every value object: immutable, unknown fields refused, values kept out of error texts."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Track(StrEnum):
    """The kind of job the questions are drawn for."""

    GENERAL = "general"
    SOFTWARE = "software"
    DATA = "data"
    PRODUCT = "product"
    DESIGN = "design"
    SALES = "sales"
    SUPPORT = "support"
    OPERATIONS = "operations"


class Level(StrEnum):
    """How senior the job is."""

    INTERN = "intern"
    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"
    LEAD = "lead"


class Length(StrEnum):
    """How long the interview is; :mod:`fsm` turns it into limits and minimums."""

    QUICK = "quick"
    STANDARD = "standard"
    FULL = "full"


class Patience(StrEnum):
    """How long a silence may be before the interviewer takes the turn."""

    BRISK = "brisk"
    NORMAL = "normal"
    PATIENT = "patient"


class EndReason(StrEnum):
    """Why an interview is over."""

    COMPLETED = "completed"
    CANDIDATE_LEFT = "candidate_left"
    TIMED_OUT = "timed_out"
    STOPPED = "stopped"
    CAP_REACHED = "cap_reached"
    WORKER_LOST = "worker_lost"
    PROVIDER_FAILED = "provider_failed"


Speaker = Literal["candidate", "interviewer"]
TurnSource = Literal["speech", "typed"]
QuestionKind = Literal["main", "follow_up", "repeat"]


class Brief(Frozen):
    """What is known before the interview. Everything but the role may be empty.

    The texts are untrusted: they came from a form or an uploaded file.
    """

    role: str = Field(min_length=1, max_length=120)
    company: str = Field(default="", max_length=120)
    level: Level = Level.MID
    track: Track = Track.GENERAL
    length: Length = Length.STANDARD
    patience: Patience = Patience.NORMAL
    candidate_name: str = Field(default="", max_length=120)
    candidate_email: str = Field(default="", max_length=254)
    resume_text: str = Field(default="", max_length=100_000)
    job_description: str = Field(default="", max_length=100_000)


class PlannedQuestion(Frozen):
    """One question meant to be asked.

    Attributes:
        id: unique in its plan.
        stage: a stage name of :data:`fsm.STAGES`.
        text: the sentence the interviewer says, with the brief's words already in it.
        competency: the rubric competency it probes.
        origin: where it comes from, e.g. ``bank``, ``resume``, ``job_description``.
        rephrase: the same question in other words, said when the candidate asks for it; may be empty.
    """

    id: str
    stage: str
    text: str
    competency: str
    origin: str = "bank"
    rephrase: str = ""


class Plan(Frozen):
    """The questions of one interview, in the order they are meant to be asked."""

    questions: tuple[PlannedQuestion, ...]
    written_by: str = "question bank"

    def for_stage(self, stage: str) -> tuple[PlannedQuestion, ...]:
        """The questions of one stage, in order."""
        return tuple(q for q in self.questions if q.stage == stage)
