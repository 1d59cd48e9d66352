"""How deep an answer goes, from 1 to 5, and which part of it is missing: by rule, from its words alone."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from interview.followups import SHORT_WORDS, tells_the_past
from interview.lang import LANGUAGES
from interview.lang.patterns import Telling
from interview.models import Frozen
from interview.questions import words

Part = Literal["more", "situation", "action", "own_part", "result", "number", "reason"]

_LONG_WORDS = 40


class Depth(Frozen):
    """What one answer holds.

    Attributes:
        score: 1 (hardly anything) to 5 (a whole story with a figure, or its reasons).
        count: words.
        lacks: the missing parts, the one to ask for first at the front; empty: nothing, or it can't be
            known in this language.
    """

    score: int = Field(ge=1, le=5)
    count: int
    lacks: tuple[Part, ...] = ()


def depth(
    answer: str, *, question: str = "", competency: str = "", last: str = "", language: str = "en"
) -> Depth:
    """Judge everything that was answered to one question.

    Args:
        answer: the answer, with those to its follow-ups.
        question: what was asked; a story is looked for only when it asks for something that happened.
        competency: the rubric's id of what the question probes.
        last: the part of ``answer`` that was said last; whether it is short is judged on this.
        language: ISO 639-1; of a language without rules only the length is judged.
    """
    text = answer.replace("’", "'")
    count = len(words(text))
    short: tuple[Part, ...] = ("more",) if len(words(last or text)) < SHORT_WORDS else ()
    if language not in LANGUAGES:
        return Depth(score=_by_length(count), count=count, lacks=short)
    telling = LANGUAGES[language].telling
    story = tells_the_past(question, competency, language=language)
    score, lacks = _story(text, telling) if story else _opinion(text, count, telling)
    most = 2 if count < SHORT_WORDS else 5
    return Depth(score=min(score, most), count=count, lacks=short + lacks)


def _by_length(count: int) -> int:
    return 1 + sum(count >= least for least in (8, SHORT_WORDS, _LONG_WORDS, 2 * _LONG_WORDS))


def _story(text: str, telling: Telling) -> tuple[int, tuple[Part, ...]]:
    own = len(telling.we.findall(text)) < 3 or len(telling.i.findall(text)) > 1
    acted = bool(telling.acted.search(text))
    found: dict[Part, bool] = {
        "own_part": own,
        "action": acted,
        "result": bool(telling.result.search(text)),
        "number": bool(telling.number.search(text)),
        "situation": bool(telling.situation.search(text)),
    }
    met = found["situation"] + (acted and own) + found["result"] + found["number"]
    return 1 + met, tuple(part for part, there in found.items() if not there)


def _opinion(text: str, count: int, telling: Telling) -> tuple[int, tuple[Part, ...]]:
    reason = bool(telling.reason.search(text))
    shown = bool(telling.acted.search(text) or telling.number.search(text))
    met = (count >= SHORT_WORDS) + (count >= _LONG_WORDS) + reason + shown
    lacks: tuple[Part, ...] = () if reason else ("reason",)
    return 1 + met, lacks
