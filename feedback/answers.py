"""The transcript as questions and what was said to each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from feedback.schema import Evidence
from interview.intents import intent, is_done
from interview.models import Plan
from interview.offline import CANDIDATE_QUESTIONS
from interview.questions import asked_in, classify, sentences, words
from postprocess import MergedTurn

_QUOTE_WORDS = 28
_QUIET_STAGES = frozenset({"greeting", "closing"})


@dataclass
class Exchange:
    """One main question with all answers to it and its follow-ups."""

    asked: str
    stage: str
    turn: int
    question_id: str = ""
    competency: str = ""
    follow_ups: int = 0
    replies: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(text for _, text in self.replies)

    @property
    def words(self) -> int:
        return len(words(self.text))


def exchanges(plan: Plan, turns: Sequence[MergedTurn], *, language: str = "en") -> tuple[Exchange, ...]:
    """Questions in the order asked; what the candidate asked, passed on or wanted repeated is left out.

    Args:
        language: ISO 639-1; what was spoken.
    """
    found: list[Exchange] = []
    asked: dict[str, list[str]] = {}
    for index, turn in enumerate(turns):
        if turn.stage in _QUIET_STAGES:
            continue
        if turn.speaker == "interviewer":
            _note_question(plan, turn, index, asked.setdefault(turn.stage, []), found, language)
        elif found and found[-1].stage == turn.stage and _is_answer(turn.text, language):
            found[-1].replies.append((index, turn.text))
    return tuple(e for e in found if e.question_id != CANDIDATE_QUESTIONS)


def _note_question(
    plan: Plan, turn: MergedTurn, index: int, asked: list[str], found: list[Exchange], language: str
) -> None:
    planned = plan.for_stage(turn.stage)
    kind = classify(turn.text, planned=planned, asked=asked, language=language)
    if kind is None:
        return
    asked.append(turn.text)
    if kind[0] == "main" or not found or found[-1].stage != turn.stage:
        question = next((q for q in planned if q.id == kind[1]), None)
        found.append(
            Exchange(
                asked=question.text if question else asked_in(turn.text, language=language),
                stage=turn.stage,
                turn=index,
                question_id=kind[1],
                competency=question.competency if question else "communication",
            )
        )
    elif kind[0] == "follow_up":
        found[-1].follow_ups += 1


def _is_answer(text: str, language: str) -> bool:
    aside = is_done(text, language=language) and len(words(text)) <= 6
    return intent(text, language=language) == "answer" and not aside


def quote(text: str, start: int = 0, *, longest: int = _QUOTE_WORDS) -> str:
    """The sentence of ``text`` that holds position ``start``, cut to ``longest`` words, verbatim."""
    begin = max(text.rfind(mark, 0, start) for mark in (". ", "! ", "? "))
    begin = 0 if begin < 0 else begin + 2
    ends = [at for mark in (". ", "! ", "? ") if (at := text.find(mark, start)) >= 0]
    sentence = text[begin : min(ends) + 1 if ends else len(text)].strip()
    parts = sentence.split()
    if len(parts) <= longest:
        return sentence.rstrip(".,;: ")
    first = len(text[begin:start].split())
    first = max(0, min(first - longest // 3, len(parts) - longest))
    return " ".join(parts[first : first + longest]).rstrip(".,;:?! ")


def opening(replies: Iterable[tuple[int, str]]) -> Evidence | None:
    """How the longest reply begins."""
    longest = max(replies, key=lambda reply: len(reply[1]), default=None)
    if longest is None:
        return None
    first = next(iter(sentences(longest[1])), "")
    return Evidence(turn=longest[0], quote=quote(longest[1])) if first else None
