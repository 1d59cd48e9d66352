"""What a model is asked for when it marks an interview, and the form its answer has. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

import prompts
from feedback.answers import Exchange
from feedback.schema import PARTS
from interview.models import Brief
from interview.rubric import Competency
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


@lru_cache
def _text(name: str) -> str:
    return resources.files("interview.prompts").joinpath(f"{name}.md").read_text(encoding="utf-8").strip()


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
    told = _text("feedback").format(
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
    """The message behind :func:`messages` that asks a model to put its answer right.

    Args:
        reasons: our own sentences.
        answer: what the model wrote; it may repeat what others wrote, so it stands in a block too.
    """
    told = _text("feedback_repair").format(reasons="\n".join(f"- {reason}" for reason in reasons))
    return {"role": "user", "content": f"{prompts.data_block('Your answer', answer, marker)}\n\n{told}"}


def schema(rows: Sequence[Competency]) -> Mapping[str, Any]:
    """The JSON schema of an answer, as strict structured output wants it."""
    text = {"type": "string"}
    mark = {"turn": {"type": "integer"}, "quote": text}
    items = sorted({item.id for row in rows for item in row.items})
    competency = {
        "id": {"type": "string", "enum": [row.id for row in rows]},
        "items": _list({"id": {"type": "string", "enum": items}, **mark}),
        "good": text,
        "change": text,
    }
    question = {
        "turn": {"type": "integer"},
        "star": _list({"id": {"type": "string", "enum": list(PARTS)}, **mark}),
        "good": text,
        "change": text,
        "stronger": text,
    }
    whole = {
        "competencies": _list(competency),
        "questions": _list(question),
        "takeaway": text,
        "next_step": text,
    }
    return _object(whole)


def _list(properties: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"type": "array", "items": _object(properties)}


def _object(properties: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
