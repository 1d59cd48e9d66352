"""What a model is asked for when it marks an interview, and the form its answer has. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

import prompts
from feedback.answers import Exchange
from feedback.schema import PARTS
from interview.models import Brief
from interview.rubric import Competency
from interview.strict_schema import strict_list, strict_object
from postprocess import MergedTurn

NAME = "interview_feedback"
MOST_QUESTIONS = 60


class _Written(BaseModel):
    """What a model wrote; whether it is true is judged elsewhere (:mod:`feedback.check`)."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Mark(_Written):
    """Words in which an item, or a part of a story, was found; ``id`` names it."""

    id: str = Field(max_length=60)
    turn: int
    quote: str = Field(max_length=2000)


class WrittenCompetency(_Written):
    id: str = Field(max_length=60)
    items: tuple[Mark, ...] = Field(default=(), max_length=20)
    good: str = Field(default="", max_length=2000)
    change: str = Field(default="", max_length=2000)


class WrittenQuestion(_Written):
    turn: int
    star: tuple[Mark, ...] = Field(default=(), max_length=20)
    good: str = Field(default="", max_length=2000)
    change: str = Field(default="", max_length=2000)
    stronger: str = Field(default="", max_length=4000)


class WrittenFeedback(_Written):
    """A model's whole answer."""

    competencies: tuple[WrittenCompetency, ...] = Field(max_length=30)
    questions: tuple[WrittenQuestion, ...] = Field(default=(), max_length=MOST_QUESTIONS)
    takeaway: str = Field(default="", max_length=2000)
    next_step: str = Field(default="", max_length=2000)


def messages(
    brief: Brief,
    rows: Sequence[Competency],
    asked: Sequence[Exchange],
    turns: Sequence[MergedTurn],
    *,
    marker: str,
) -> list[dict[str, str]]:
    """The conversation that asks a model to mark an interview.

    Args:
        rows: the competencies to be marked.
        asked: the main questions.
        marker: see :func:`prompts.data_block`.
    """
    opened, closed = prompts.marks(marker)
    told = prompts.text("feedback.md").format(
        level=brief.level.value,
        track=brief.track.value.replace("_", " "),
        competencies="\n".join(map(_listed, rows)),
        language=brief.language,
        open=opened,
        close=closed,
    )
    questions = "\n".join(f"[{exchange.turn}] {exchange.asked}" for exchange in asked)
    facts = {
        "Role": brief.role,
        "Résumé": brief.resume_text,
        "Job description": brief.job_description,
        "Main questions, each with the number of its turn": questions,
    }
    blocks = [prompts.data_block(name, text, marker) for name, text in facts.items() if text.strip()]
    return [
        {"role": "system", "content": told},
        {"role": "user", "content": "\n\n".join([*blocks, *_transcript(turns, marker)])},
    ]


def _listed(row: Competency) -> str:
    items = "; ".join(f"{item.id} ({item.asks.rstrip('.')})" for item in row.items)
    return f"- {row.id} ({row.asks.rstrip('.')}): {items}"


_BLOCK_CHARACTERS = 11_000


def _transcript(turns: Sequence[MergedTurn], marker: str) -> list[str]:
    """The transcript in blocks short enough to be told whole."""
    blocks, block = list[str](), ""
    for index, turn in enumerate(turns):
        line = f"[{index}] {turn.speaker}: {turn.text}"[:_BLOCK_CHARACTERS]
        if block and len(block) + len(line) > _BLOCK_CHARACTERS:
            blocks.append(block)
            block = ""
        block += f"{line}\n"
    return [prompts.data_block("Transcript", text, marker) for text in (*blocks, block) if text]


def repair(reasons: Sequence[str], answer: str, *, marker: str) -> dict[str, str]:
    """The message that goes behind :func:`messages`; see :func:`prompts.repair`."""
    return prompts.repair("feedback_repair.md", reasons, answer, marker=marker)


def schema(rows: Sequence[Competency]) -> Mapping[str, Any]:
    """The JSON schema of an answer, as strict structured output wants it."""
    text = {"type": "string"}
    mark = {"turn": {"type": "integer"}, "quote": text}
    items = sorted({item.id for row in rows for item in row.items})
    competency = {
        "id": {"type": "string", "enum": [row.id for row in rows]},
        "items": strict_list({"id": {"type": "string", "enum": items}, **mark}),
        "good": text,
        "change": text,
    }
    question = {
        "turn": {"type": "integer"},
        "star": strict_list({"id": {"type": "string", "enum": list(PARTS)}, **mark}),
        "good": text,
        "change": text,
        "stronger": text,
    }
    whole = {
        "competencies": strict_list(competency),
        "questions": strict_list(question),
        "takeaway": text,
        "next_step": text,
    }
    return strict_object(whole)
