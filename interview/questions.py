"""Was that a question, and which one? Works on the words of any interviewer, by rule or by model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from interview.models import PlannedQuestion, QuestionKind

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_PROMPT = re.compile(
    r"^(?:\W*(?:so|and|now|then|okay|great|please|first|next|finally|well|to start|let's|briefly)\b[\s,]*)*"
    r"(?:tell me|walk me|talk me|take me|describe|give me|share|explain|help me understand|think of|"
    r"pick (?:one|a)|take (?:one|something)|choose (?:one|something|any|a)|name|sum up|"
    r"say (?:a bit )?more|tell us|show me|i(?:'d| would) (?:love|like) to (?:hear|know)|"
    r"i(?:'m| am) curious|introduce yourself)\b",
    re.IGNORECASE,
)
_SMALL_TALK = re.compile(
    r"\b(?:are you ready|ready to (?:start|begin|go)|shall we|does that (?:make sense|work|sound)|"
    r"is that (?:ok|"
    r"okay|alright|all right)|can you hear|how are you|are you (?:still )?there|sound good)|"
    r"[,.] (?:right|okay)\?$",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:put another way|in other words|(?:let me|i'll|to) (?:rephrase|repeat|ask (?:that|it) (?:again|"
    r"differently))|(?:my|the) question was|i (?:was asking|asked)|once more|here it is again|"
    r"said differently|"
    r"back to (?:my|the) question)\b",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"a|an|and|are|as|at|be|can|could|did|do|does|for|from|had|has|have|how|i|in|is|it|its|me|my|of|on|"
    r"or|so|tell|"
    r"that|the|this|to|us|was|were|what|when|which|who|why|will|with|would|you|your|about|please"
)
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
def _meaning(question: str) -> frozenset[str]:
    """The words of a question that bear meaning; all of them when none do."""
    return frozenset(word for word in _bag(question) if not _FILLER.fullmatch(word)) or _bag(question)


def covered(question: str, text: str) -> float:
    """How much of a question's meaning-bearing words ``text`` holds, from 0 to 1."""
    wanted = _meaning(question)
    return len(wanted & _bag(text)) / len(wanted) if wanted else 0.0


def says(question: str, text: str) -> bool:
    """Whether ``text`` asks ``question``, word for word or nearly so."""
    return bool(question) and covered(question, text) >= _SAME


def which(text: str, planned: Sequence[PlannedQuestion]) -> PlannedQuestion | None:
    """The planned question, or its rephrasing, that ``text`` asks; the best match of several."""
    scored = [(max(covered(q.text, text), covered(q.rephrase, text)), q) for q in planned]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] >= _SAME else None


def asked_in(text: str) -> str:
    """The last question sentence of ``text``; empty when it asks nothing that wants an answer."""
    found = [
        part
        for part in sentences(text)
        if (part.endswith("?") or _PROMPT.match(part))
        and not _SMALL_TALK.search(part)
        and len(words(part)) >= _SHORTEST_WORDS
    ]
    return found[-1] if found else ""


def classify(
    text: str, *, planned: Sequence[PlannedQuestion], asked: Sequence[str]
) -> tuple[QuestionKind, str] | None:
    """What the interviewer just asked.

    Args:
        text: what was said.
        planned: the stage's planned questions.
        asked: everything asked in this stage so far, oldest first.

    Returns:
        None when nothing was asked. Else ``main`` with the planned question's id (or "" for a first
        question that was not planned), ``follow_up`` with the id of the question it follows, or
        ``repeat`` with the id of the question asked again.
    """
    question = asked_in(text)
    match = which(text, planned)
    if match is not None:
        again = any(says(match.text, old) or says(match.rephrase, old) for old in asked)
        return ("repeat" if again else "main"), match.id
    if not question:
        return None
    current = next((q.id for old in reversed(asked) if (q := which(old, planned))), "")
    if asked and _AGAIN.search(text):
        return "repeat", current
    if any(
        fuzz.token_sort_ratio(question.lower(), (asked_in(old) or old).lower()) >= _ALIKE for old in asked
    ):
        return "repeat", current
    return ("follow_up" if asked else "main"), current
