"""How well a follow-up belongs to its answer: by the words that bear meaning, as a stranger matches them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from interview.followups import follow_up
from interview.models import Brief
from interview.naming import copied


@dataclass(frozen=True)
class Answer:
    question: str
    competency: str
    text: str


@cache
def answers(code: str) -> tuple[Answer, ...]:
    """The answers of ``answers/<code>.toml``."""
    content = _file(code)
    return tuple(
        Answer(content["questions"][row["to"]], row["competency"], row["text"]) for row in content["answer"]
    )


@cache
def _file(code: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "answers" / f"{code}.toml").read_text(encoding="utf-8"))


@cache
def stop(code: str) -> frozenset[str]:
    return frozenset(_file(code)["stop"].split())


def stem(word: str) -> str:
    """A crude stem, good enough to match a plural or a past form."""
    return re.sub(r"(?:ing|ed|es|s|mente)$", "", word) if len(word) > 4 else word


def content(text: str, code: str) -> set[str]:
    found = re.findall(r"[^\W\d_]+(?:'[a-z]+)?", text.replace("’", "'").lower())
    return {stem(word) for word in found if word not in stop(code) and len(word) > 2}


@dataclass(frozen=True)
class Belonging:
    """``quoting`` follow-ups take something over; ``won`` of them belong to their own answer alone."""

    total: int
    quoting: int
    won: int
    longest: int


def belonging(brief: Brief) -> Belonging:
    """Every answer's follow-up, matched with its answer and with four others."""
    code, given = brief.language, answers(brief.language)
    quoting = won = longest = 0
    for number, answer in enumerate(given):
        _, text = follow_up(
            answer.text,
            question=answer.question,
            competency=answer.competency,
            brief=brief,
            said=("",) * number,
        )
        words = content(text, code)
        own = len(words & content(answer.text, code))
        others = (given[(number + step) % len(given)].text for step in (7, 17, 23, 31))
        longest = max(longest, copied(text, answer.text))
        quoting += own > 0
        won += own > max(len(words & content(other, code)) for other in others)
    return Belonging(len(given), quoting, won, longest)
