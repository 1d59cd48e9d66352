"""The nouns of an interview: brief, plan, question, turn, and the words allowed in them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Frozen(BaseModel):
    """Base of every value object: immutable, unknown fields refused, values kept out of error texts."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Family(StrEnum):
    """The kind of job the questions are drawn for."""

    GENERAL = "general"
    SOFTWARE = "software"
    DATA = "data"
    PRODUCT = "product"
    DESIGN = "design"
    SALES = "sales"
    SUPPORT = "support"
    OPERATIONS = "operations"


class Track(StrEnum):
    """The kind of interview it is."""

    INTRO_CALL = "intro_call"
    BEHAVIORAL = "behavioral"
    TECHNICAL = "technical"


class Persona(StrEnum):
    """How the interviewer comes across; what is asked stays the same."""

    WARM = "warm"
    NEUTRAL = "neutral"
    TOUGH = "tough"


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


class Drill(Frozen):
    """One stage, or one question of it, practised alone.

    Attributes:
        stage: a stage name of :data:`fsm.STAGES`.
        question: the one question to be asked; empty: the whole stage.
    """

    stage: str = Field(min_length=1, max_length=60)
    question: str = Field(default="", max_length=600)


class Redo(Frozen):
    """One answer of an earlier interview, given again; that interview stays as it was.

    Attributes:
        interview_id: the earlier interview, of the same owner.
        turn: index of the interviewer's turn that asked, in that interview's transcript.
    """

    interview_id: str = Field(min_length=1, max_length=60)
    turn: int = Field(ge=0)


class Brief(Frozen):
    """What is known before the interview. Everything but the role may be empty.

    The texts are untrusted: they came from a form or an uploaded file.

    Attributes:
        track: the kind of interview; :attr:`family` is the kind of job.
        language: ISO 639-1; what both sides speak.
        drill: None: the whole interview.
        redo: which answer is given again; with a drill of that one question.
        benchmark: the fixed questions of the benchmark interview, in their fixed order.
        record: the candidate agreed to have both sides recorded. Asked before each start, so a worker's
            copy alone says so.
    """

    role: str = Field(min_length=1, max_length=120)
    company: str = Field(default="", max_length=120)
    level: Level = Level.MID
    family: Family = Family.GENERAL
    track: Track = Track.BEHAVIORAL
    persona: Persona = Persona.NEUTRAL
    language: str = Field(default="en", pattern="^[a-z]{2}$")
    drill: Drill | None = None
    redo: Redo | None = None
    benchmark: bool = False
    record: bool = False
    length: Length = Length.STANDARD
    patience: Patience = Patience.NORMAL
    candidate_name: str = Field(default="", max_length=120)
    candidate_email: str = Field(default="", max_length=254)
    resume_text: str = Field(default="", max_length=100_000)
    job_description: str = Field(default="", max_length=100_000)

    @property
    def one_question(self) -> bool:
        """Whether a single question is practised, for the first time or again."""
        return self.drill is not None and bool(self.drill.question)

    @model_validator(mode="before")
    @classmethod
    def _old_name_of_the_family(cls, given: Any) -> Any:
        """Briefs stored before there were kinds of interview name their family ``track``."""
        if isinstance(given, dict) and given.get("track") in set(Family):
            rest = {name: value for name, value in given.items() if name != "track"}
            return {"family": given["track"]} | rest
        return given


class PlannedQuestion(Frozen):
    """One question meant to be asked.

    Attributes:
        id: unique in its plan.
        stage: a stage name of :data:`fsm.STAGES`.
        text: the sentence the interviewer says, with the brief's words already in it.
        competency: the rubric competency it probes.
        origin: where it comes from: ``bank``, ``resume``, ``job_description`` or ``drill``.
        source: the line of the résumé or the requirement of the job description it is about, verbatim;
            empty for the bank.
        rephrase: the same question in other words, said when the candidate asks for it; may be empty.
    """

    id: str
    stage: str
    text: str
    competency: str
    origin: str = "bank"
    source: str = ""
    rephrase: str = ""


class UsageData(Frozen):
    """What a provider call consumed, for cost and timing; numbers only."""

    provider: str
    kind: Literal["stt", "llm", "tts"]
    model: str = ""
    duration_s: float = 0.0
    audio_s: float = 0.0
    characters: int = 0
    tokens_in: int = 0
    tokens_out: int = 0


class Plan(Frozen):
    """The questions of one interview, in the order they are meant to be asked.

    Attributes:
        used: what a model used to write it.
    """

    questions: tuple[PlannedQuestion, ...]
    written_by: str = "question bank"
    used: tuple[UsageData, ...] = ()

    def for_stage(self, stage: str) -> tuple[PlannedQuestion, ...]:
        """The questions of one stage, in order."""
        return tuple(q for q in self.questions if q.stage == stage)
