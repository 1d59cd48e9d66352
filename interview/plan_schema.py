"""What a model is asked for when it writes the plan of an interview, and the form its answer has. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

import prompts
from fsm import StageRule
from interview.models import Brief, Frozen, Plan, PlannedQuestion
from interview.requirements import NOTHING_UNTOLD, Requirement, Untold
from interview.rubric import RUBRIC
from interview.strict_schema import strict_list, strict_object
from interview.talk import CANDIDATE_QUESTIONS

NAME = "interview_plan"
ORIGINS = ("resume", "job_description", "bank")
MOST_QUESTIONS = 60
MOST_AVOIDED = 60


class Written(BaseModel):
    """One question as a model wrote it; what it says is checked elsewhere (:mod:`interview.plan_check`)."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    stage: str = Field(max_length=60)
    competency: str = Field(max_length=60)
    origin: str = Field(max_length=30)
    source: str = Field(default="", max_length=2000)
    question: str = Field(default="", max_length=2000)
    rephrase: str = Field(default="", max_length=2000)


class WrittenPlan(BaseModel):
    """A model's whole answer."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    questions: tuple[Written, ...] = Field(min_length=1, max_length=MOST_QUESTIONS)


class Stage(Frozen):
    """What one stage of the plan has to hold.

    Attributes:
        kept: questions of the bank's plan that stay whatever is written: the opener, the candidate's own.
        wanted: how many a model is asked for.
    """

    name: str
    purpose: str
    kept: tuple[PlannedQuestion, ...]
    wanted: int


def stages(rules: Sequence[StageRule], bank: Plan) -> tuple[Stage, ...]:
    """The stages in which questions are asked, in order.

    Args:
        bank: the question bank's plan for the same interview.
    """
    first = bank.questions[0].id if bank.questions else ""
    found = []
    for rule in rules:
        planned = bank.for_stage(rule.name)
        kept = tuple(q for q in planned if q.id in (first, CANDIDATE_QUESTIONS))
        if wanted := len(planned) - len(kept):
            found.append(Stage(name=rule.name, purpose=rule.purpose, kept=kept, wanted=wanted))
    return tuple(found)


def messages(
    brief: Brief,
    rules: Sequence[StageRule],
    bank: Plan,
    *,
    avoid: Sequence[str],
    untold: Untold = NOTHING_UNTOLD,
    marker: str,
) -> list[dict[str, str]]:
    """The conversation that asks a model for a plan.

    Args:
        bank: the question bank's plan for the same interview, from which the model may take questions.
        avoid: what the candidate was asked in earlier interviews.
        untold: requirements of this job that those interviews heard nothing of.
        marker: see :func:`prompts.data_block`.
    """
    opened, closed = prompts.marks(marker)
    listed = "\n".join(
        f"- {stage.name} ({stage.purpose}) {stage.wanted} questions" for stage in stages(rules, bank)
    )
    told = prompts.text("plan.md").format(
        level=brief.level.value,
        track=brief.track.value.replace("_", " "),
        family=brief.family.value,
        stages=listed,
        competencies="; ".join(f"{row.id} ({row.asks.rstrip('.')})" for row in RUBRIC),
        language=brief.language,
        open=opened,
        close=closed,
    )
    return [
        {"role": "system", "content": told},
        {"role": "user", "content": "\n\n".join(_facts(brief, rules, bank, avoid, untold, marker))},
    ]


def _facts(
    brief: Brief,
    rules: Sequence[StageRule],
    bank: Plan,
    avoid: Sequence[str],
    untold: Untold,
    marker: str,
) -> list[str]:
    offered = "\n".join(
        f"{q.id} | {q.stage} | {q.competency} | {q.text}"
        for stage in stages(rules, bank)
        for q in bank.for_stage(stage.name)
        if q not in stage.kept
    )
    facts = {
        "Role": brief.role,
        "Company": brief.company,
        "Résumé": brief.resume_text,
        "Job description": brief.job_description,
        "Requirements not told yet, in no line of the résumé": _listed(untold.holes),
        "Requirements not told yet, in the résumé only": _listed(untold.on_paper),
        "Requirements not told yet, only mentioned": _listed(untold.mentioned),
        "Earlier questions": "\n".join(avoid[:MOST_AVOIDED]),
        "Question bank (id | stage | competency | question)": offered,
    }
    return [prompts.data_block(name, text, marker) for name, text in facts.items() if text.strip()]


def _listed(requirements: Sequence[Requirement]) -> str:
    """Each line of the job description, with the part of it that is meant where it isn't the whole."""
    return "\n".join(one.line if one.text == one.line else f"{one.line} | {one.text}" for one in requirements)


def repair(reasons: Sequence[str], answer: str, *, marker: str) -> dict[str, str]:
    """The message that goes behind :func:`messages`; see :func:`prompts.repair`."""
    return prompts.repair("plan_repair.md", reasons, answer, marker=marker)


def schema(rules: Sequence[StageRule], bank: Plan) -> Mapping[str, Any]:
    """The JSON schema of an answer, as strict structured output wants it."""
    question = {
        "stage": {"type": "string", "enum": [stage.name for stage in stages(rules, bank)]},
        "competency": {"type": "string", "enum": [row.id for row in RUBRIC]},
        "origin": {"type": "string", "enum": list(ORIGINS)},
        "source": {"type": "string"},
        "question": {"type": "string"},
        "rephrase": {"type": "string"},
    }
    return strict_object({"questions": strict_list(question)})
