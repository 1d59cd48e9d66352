"""Was that a question, and which one? Works on the words of any interviewer, by rule or by model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from interview.lang import language as lang
from interview.models import PlannedQuestion, QuestionKind

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_SAME = 0.7
_ALIKE = 82.0
_SHORTEST_WORDS = 3


def sentences(text: str) -> list[str]:
    """The sentences of ``text``, with their end marks."""
    parts = _SENTENCE_END.split(text.replace("’", "'").strip())
    return [part for part in parts if part.strip(" .!?\n")]


def words(text: str) -> list[str]:
    """Lower-case words of ``text``; apostrophes stay inside words."""
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.replace("’", "'").lower())


@lru_cache(maxsize=1024)
def _bag(text: str) -> frozenset[str]:
    return frozenset(words(text))


@lru_cache(maxsize=1024)
def _meaning(question: str, language: str) -> frozenset[str]:
    """The words of a question that bear meaning; all of them when none do."""
    filler = lang(language).asking.filler
    return frozenset(word for word in _bag(question) if not filler.fullmatch(word)) or _bag(question)


def covered(question: str, text: str, *, language: str = "en") -> float:
    """How much of a question's meaning-bearing words ``text`` holds, from 0 to 1."""
    wanted = _meaning(question, language)
    return len(wanted & _bag(text)) / len(wanted) if wanted else 0.0


def says(question: str, text: str, *, language: str = "en") -> bool:
    """Whether ``text`` asks ``question``, word for word or nearly so."""
    return bool(question) and covered(question, text, language=language) >= _SAME


def which(text: str, planned: Sequence[PlannedQuestion], *, language: str = "en") -> PlannedQuestion | None:
    """The planned question, or its rephrasing, that ``text`` asks; the best match of several."""
    scored = [
        (max(covered(wording, text, language=language) for wording in (q.text, q.rephrase)), q)
        for q in planned
    ]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] >= _SAME else None


def asked_in(text: str, *, language: str = "en") -> str:
    """The last question sentence of ``text``; empty when it asks nothing that wants an answer."""
    asking = lang(language).asking
    found = [
        part
        for part in sentences(text)
        if (part.endswith("?") or asking.prompt.match(part))
        and not asking.small_talk.search(part)
        and len(words(part)) >= _SHORTEST_WORDS
    ]
    return found[-1] if found else ""


def classify(
    text: str, *, planned: Sequence[PlannedQuestion], asked: Sequence[str], language: str = "en"
) -> tuple[QuestionKind, str] | None:
    """What the interviewer just asked.

    Args:
        text: what was said.
        planned: the stage's planned questions.
        asked: everything asked in this stage so far, oldest first.
        language: ISO 639-1; what is spoken.

    Returns:
        None when nothing was asked. Else ``main`` with the planned question's id (or "" for a first
        question that was not planned), ``follow_up`` with the id of the question it follows, or
        ``repeat`` with the id of the question asked again.
    """
    question = asked_in(text, language=language)
    match = which(text, planned, language=language)
    if match is not None:
        wordings = (match.text, match.rephrase)
        again = any(says(wording, old, language=language) for old in asked for wording in wordings)
        return ("repeat" if again else "main"), match.id
    if not question:
        return None
    current = next((q.id for old in reversed(asked) if (q := which(old, planned, language=language))), "")
    if asked and lang(language).asking.again.search(text):
        return "repeat", current
    if any(
        fuzz.token_sort_ratio(question.lower(), (asked_in(old, language=language) or old).lower()) >= _ALIKE
        for old in asked
    ):
        return "repeat", current
    return ("follow_up" if asked else "main"), current
