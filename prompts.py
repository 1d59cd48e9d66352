"""Stage, brief and plan in; what a model is told out. Texts live in ``interview/prompts/*.md``. Pure.

Everything that came from a form, a file or a mouth is put between two marks made of a random marker.
The caller draws the marker anew for each request; it is cut out of the text first, so that no text can
close its block.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

from fsm import StageRule
from interview.models import Brief, Plan, PlannedQuestion

_SHORTEST_MARKER = 16
_MARKER = re.compile(r"[A-Za-z0-9]+")
_MOST_CHARACTERS = 12_000
_CUT = " … (shortened)"


@lru_cache
def _text(name: str) -> str:
    return resources.files("interview.prompts").joinpath(f"{name}.md").read_text(encoding="utf-8").strip()


def marks(marker: str) -> tuple[str, str]:
    """The marks that open and close a block.

    Raises:
        ValueError: the marker isn't at least 16 letters and digits.
    """
    if len(marker) < _SHORTEST_MARKER or not _MARKER.fullmatch(marker):
        raise ValueError("A marker needs at least 16 random letters and digits.")
    return f"<<data {marker}>>", f"<<end {marker}>>"


def data_block(name: str, text: str, marker: str) -> str:
    """Untrusted ``text`` between two marks; cut at 12,000 characters.

    Args:
        name: ours, e.g. ``résumé``; never from outside.
        marker: random, at least 16 letters and digits, new for each request.
    """
    opened, closed = marks(marker)
    clean = text
    while marker.lower() in clean.lower():
        clean = re.sub(re.escape(marker), "", clean, flags=re.IGNORECASE)
    clean = clean.replace("<<", "‹‹").replace(">>", "››")
    clean = "".join(char for char in clean if char in "\n\t" or char.isprintable()).strip()
    if len(clean) > _MOST_CHARACTERS:
        clean = clean[:_MOST_CHARACTERS] + _CUT
    return f"{name}:\n{opened}\n{clean}\n{closed}"


def instructions(brief: Brief, plan: Plan, stage: StageRule, *, marker: str, last: bool = False) -> str:
    """What the interviewer is told in ``stage``.

    Args:
        marker: see :func:`data_block`.
        last: whether leaving this stage ends the interview.
    """
    opened, closed = marks(marker)
    parts = [
        _text("interviewer").format(open=opened, close=closed),
        _stage(stage, last=last),
        *_facts(brief, marker),
        _questions(plan.for_stage(stage.name), marker),
    ]
    return "\n\n".join(part for part in parts if part)


def _stage(stage: StageRule, *, last: bool) -> str:
    ending = (
        "This is the last stage: thank the candidate, say that feedback comes on the review page, and "
        "say goodbye."
        if last
        else "When the purpose is met, ask for the next stage with the tool."
    )
    return _text("stage").format(
        label=stage.label,
        purpose=stage.purpose,
        limit=f"{stage.limit_s:g}",
        questions=stage.min_questions,
        time=f"{stage.min_time_s:g}",
        ending=ending,
    )


def _facts(brief: Brief, marker: str) -> list[str]:
    facts = {
        "Role": brief.role,
        "Company": brief.company,
        "Candidate's name": brief.candidate_name,
        "Résumé": brief.resume_text,
        "Job description": brief.job_description,
    }
    known = [f"Level: {brief.level.value}. Track: {brief.track.value}."]
    return known + [data_block(name, text, marker) for name, text in facts.items() if text.strip()]


def _questions(questions: Sequence[PlannedQuestion], marker: str) -> str:
    if not questions:
        return ""
    listed = "\n".join(f"{number}. {q.text}" for number, q in enumerate(questions, start=1))
    return data_block("Planned questions, in this order, in your own words where that helps", listed, marker)
