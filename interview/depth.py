"""How deep an answer goes, from 1 to 5, and which part of it is missing: by rule, from its words alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from interview.followups import DID, NUMBER, RESULT, SHORT_WORDS, tells_the_past
from interview.models import Frozen
from interview.questions import words

Part = Literal["more", "situation", "action", "own_part", "result", "number", "reason"]

_ABOUT_SELF = frozenset({"introduction", "motivation"})
_LONG_WORDS = 40


@dataclass(frozen=True)
class _Signs:
    """Patterns of one language; each finds a part of a story that was told."""

    situation: re.Pattern[str]
    action: re.Pattern[str]
    result: re.Pattern[str]
    number: re.Pattern[str]
    reason: re.Pattern[str]
    mine: re.Pattern[str]
    ours: re.Pattern[str]


def _words(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)


_SIGNS: Mapping[str, _Signs] = {
    "en": _Signs(
        situation=_words(
            r"when|while|at (?:my|the|our)|we (?:had|were)|there (?:was|were)|last (?:year|month|week)|"
            r"during|in my|in (?:19|20)\d\d|once|back then|used to|i was|our (?:team|system|company)"
        ),
        action=DID,
        result=RESULT,
        number=NUMBER,
        reason=_words(r"because|so that|in order to|instead of|rather than|the reason|that's why"),
        mine=_words(r"i|i'm|i've|i'd|my|myself"),
        ours=_words(r"we|we're|we've|we'd|our|us"),
    ),
    "es": _Signs(
        situation=_words(
            r"cuando|mientras|durante|en mi|en nuestr[oa]|había|hubo|el (?:año|mes|verano) pasado|una vez|"
            r"en (?:19|20)\d\d|trabajaba|estaba|estábamos|tenía|teníamos|entonces"
        ),
        action=re.compile(
            r"\b(?!(?:así|aquí|ahí|allí|sí|mí|café|también|qué|sé|té|esté)\b)"
            r"(?:\w{2,}(?:é|í)|hice|dije|puse|tuve|fui|pude|quise|traje|conduje|estuve|vi|di)\b",
            re.IGNORECASE,
        ),
        result=_words(
            r"al final|resultado\w*|logr\w+|conseg\w+|aument\w+|mejor[óaé]\w*|redu[jc]\w+|baj[óa]\w*|"
            r"ahorr\w+|duplic\w+|termin[óa]\w*|lanz[óa]\w*|entreg[óa]\w*|gracias a es[oe]|desde entonces|"
            r"funcionó|salió|ganamos|perdimos|dejó de|ya no"
        ),
        number=re.compile(
            r"\d|\b(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|quince|veinte|treinta|"
            r"cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien|ciento|cientos|mil|miles|mill(?:ón|ones)|"
            r"mitad|doble|triple|tercio|docenas?)\b",
            re.IGNORECASE,
        ),
        reason=_words(r"porque|para que|por eso|en vez de|en lugar de|ya que|así que|la razón"),
        mine=_words(r"yo|mi|mis|me|conmigo|mío|mía"),
        ours=_words(r"nosotr[oa]s|nuestr[oa]s?|nos|\w{2,}(?:amos|imos)"),
    ),
}


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
    signs = _SIGNS.get(language)
    if signs is None:
        return Depth(score=_by_length(count), count=count, lacks=short)
    english = language == "en"
    story = competency not in _ABOUT_SELF and (not english or tells_the_past(question, competency))
    score, lacks = _story(text, signs) if story else _opinion(text, count, signs)
    most = 2 if count < SHORT_WORDS else 5
    return Depth(score=min(score, most), count=count, lacks=short + lacks)


def _by_length(count: int) -> int:
    return 1 + sum(count >= least for least in (8, SHORT_WORDS, _LONG_WORDS, 2 * _LONG_WORDS))


def _story(text: str, signs: _Signs) -> tuple[int, tuple[Part, ...]]:
    own = len(signs.ours.findall(text)) < 3 or len(signs.mine.findall(text)) > 1
    acted = bool(signs.action.search(text))
    found: dict[Part, bool] = {
        "own_part": own,
        "action": acted,
        "result": bool(signs.result.search(text)),
        "number": bool(signs.number.search(text)),
        "situation": bool(signs.situation.search(text)),
    }
    met = found["situation"] + (acted and own) + found["result"] + found["number"]
    return 1 + met, tuple(part for part, there in found.items() if not there)


def _opinion(text: str, count: int, signs: _Signs) -> tuple[int, tuple[Part, ...]]:
    reason = bool(signs.reason.search(text))
    shown = bool(signs.action.search(text) or signs.number.search(text))
    met = (count >= SHORT_WORDS) + (count >= _LONG_WORDS) + reason + shown
    lacks: tuple[Part, ...] = () if reason else ("reason",)
    return 1 + met, lacks
