"""How deep an answer goes, from 1 to 5, and which part of it is missing: by rule, from its words alone."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from interview.followups import SHORT_WORDS, tells_the_past
from interview.lang import LANGUAGES
from interview.lang.patterns import Telling
from interview.models import Frozen
from interview.questions import sentences, words

Part = Literal["more", "own_part", "action", "result", "number", "situation", "reason", "check"]

_ABOUT_SELF = frozenset({"introduction", "motivation"})
_LONG_WORDS = 40
_FEW_WORDS = 8


class Depth(Frozen):
    """What one answer holds.

    Attributes:
        score: 1 (hardly anything) to 5 (a whole story with a figure, or its reasons).
        lacks: the missing parts, the one to ask for first at the front; empty: nothing, or it can't be
            known in this language.
    """

    score: int = Field(ge=1, le=5)
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
        steps = (_FEW_WORDS, SHORT_WORDS, _LONG_WORDS, 2 * _LONG_WORDS)
        return Depth(score=1 + sum(count >= least for least in steps), lacks=short)
    telling = LANGUAGES[language].telling
    if tells_the_past(question, competency, language=language):
        score, lacks = _story(text, telling)
    else:
        explains = competency not in _ABOUT_SELF and bool(telling.imagined.search(question))
        score, lacks = _view(text, count, telling, explains=explains)
    most = 2 if count < SHORT_WORDS else 5
    return Depth(score=min(score, most), lacks=short + lacks)


def _story(text: str, telling: Telling) -> tuple[int, tuple[Part, ...]]:
    """Something that happened: situation, own action, result and a figure count one each."""
    own = len(telling.we.findall(text)) < 3 or len(telling.i.findall(text)) > 1
    found: dict[Part, bool] = {
        "own_part": own,
        "action": bool(telling.acted.search(text)),
        "result": bool(telling.result.search(text)),
        "number": bool(telling.number.search(text)),
        "situation": bool(telling.situation.search(text))
        or any(not telling.mine.match(sentence) for sentence in sentences(text)),
    }
    met = (found["action"] and own) + found["situation"] + found["result"] + found["number"]
    return 1 + met, tuple(part for part, there in found.items() if not there)


def _view(text: str, count: int, telling: Telling, *, explains: bool) -> tuple[int, tuple[Part, ...]]:
    """An opinion, a wish or an explanation: length twice, a reason, and something to show for it."""
    reason = bool(telling.reason.search(text))
    checked = bool(telling.check.search(text))
    shown = checked if explains else bool(telling.acted.search(text) or telling.number.search(text))
    lacks: list[Part] = [] if reason else ["reason"]
    if explains and not checked:
        lacks.append("check")
    return 1 + (count >= SHORT_WORDS) + (count >= _LONG_WORDS) + reason + shown, tuple(lacks)
