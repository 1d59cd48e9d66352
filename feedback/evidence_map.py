"""What a job asks for, beside what stands in the résumé and what was said in interviews: by words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from feedback.answers import exchanges
from feedback.evidence import FEWEST_WORDS, verbatim
from feedback.schema import Evidence
from interview.lang import LANGUAGES
from interview.lang import language as lang
from interview.models import Frozen, Plan
from interview.requirements import Requirement, Untold, speaks_to
from interview.stems import Words, new_words
from postprocess import MergedTurn

MOST_QUOTES, MOST_LINES = 2, 2
_QUOTE_WORDS = 28
_LONGEST_LINE = 200
_FEWEST_NEW = 2
"""So many words a sentence has that the question before it hasn't; else it only says the question again."""
_CLAUSE_WORDS = 3
_RESUME_LETTERS = 40_000
_SENTENCE = re.compile(r"(?<=[.!?])\s+")

State = Literal["told", "only on paper", "hole"]


class Heard(Frozen):
    """One interview that is over, with its transcript as its owner corrected it."""

    interview_id: str
    language: str
    plan: Plan
    turns: tuple[MergedTurn, ...]


class Saying(Frozen):
    """What the candidate said to a requirement, word for word, and in which interview."""

    interview_id: str
    evidence: Evidence


class Row(Frozen):
    """One requirement.

    Attributes:
        on_paper: lines of the résumé that speak to it, verbatim.
        told: best first.
    """

    requirement: Requirement
    on_paper: tuple[str, ...] = ()
    told: tuple[Saying, ...] = ()

    @property
    def state(self) -> State:
        """In words, as the page shows it."""
        if self.told:
            return "told"
        return "only on paper" if self.on_paper else "hole"


def evidence_map(
    requirements: Sequence[Requirement], resume: str, interviews: Iterable[Heard]
) -> tuple[Row, ...]:
    """A row for each requirement, in their order.

    Args:
        interviews: newest first; of two sayings that are equally good the newer one stands first.
    """
    lines = tuple(_lines(resume))
    found: list[list[tuple[tuple[int, int], Saying]]] = [[] for _ in requirements]
    for heard in interviews:
        for said in _answers(heard):
            for place, requirement in enumerate(requirements):
                if rank := said.rank(requirement):
                    found[place].append((rank, said.saying))
    return tuple(
        Row(requirement=requirement, on_paper=_on_paper(requirement, lines), told=_best(told))
        for requirement, told in zip(requirements, found, strict=True)
    )


def untold(requirements: Sequence[Requirement], resume: str, interviews: Iterable[Heard]) -> Untold:
    """The requirements nothing was said to; no interview more is read than is needed to know."""
    left = list(requirements)
    waiting = iter(interviews)
    while left and (heard := next(waiting, None)) is not None:
        said = tuple(_answers(heard))
        left = [one for one in left if not any(answer.rank(one) for answer in said)]
    lines = tuple(_lines(resume))
    on_paper = tuple(one for one in left if _on_paper(one, lines))
    return Untold(holes=tuple(one for one in left if one not in on_paper), on_paper=on_paper)


class _Said:
    """A sentence of an answer, or a stretch of a long one, that can be quoted."""

    def __init__(self, heard: Heard, saying: Saying) -> None:
        self.saying = saying
        self._language = heard.language
        self._words = Words(saying.evidence.quote, heard.language)

    def rank(self, requirement: Requirement) -> tuple[int, int] | None:
        """How well it tells of a requirement, more is better; None when it doesn't speak to it."""
        if not speaks_to(requirement, self._words):
            return None
        sure = Words(_without_lacking(self._words.text, self._language), self._language)
        places = speaks_to(requirement, sure)
        return (len(places), self._strength()) if places else None

    def _strength(self) -> int:
        """How many parts of a story it holds: something done, what came of it, a number."""
        telling, text = lang(self._language).telling, self._words.text
        return sum(bool(find.search(text)) for find in (telling.acted, telling.result, telling.number))


def _answers(heard: Heard) -> Iterator[_Said]:
    """What the candidate answered; not what only says the question again, and not what asks."""
    for exchange in exchanges(heard.plan, heard.turns, language=heard.language):
        for turn, text in exchange.replies:
            asked = next(
                (one.text for one in reversed(heard.turns[:turn]) if one.speaker == "interviewer"), ""
            )
            for piece in _pieces(text):
                evidence = verbatim(piece, heard.turns, turn=turn)
                if evidence is None or piece.endswith("?"):
                    continue
                if new_words(piece, asked, heard.language) >= _FEWEST_NEW:
                    yield _Said(heard, Saying(interview_id=heard.interview_id, evidence=evidence))


def _pieces(text: str) -> Iterator[str]:
    """Sentences, the very short ones with the next; a long one in stretches that overlap."""
    for sentence in _joined(_SENTENCE.split(text.strip()), fewest=FEWEST_WORDS):
        parts = sentence.split()
        if len(parts) <= _QUOTE_WORDS:
            yield sentence
            continue
        for start in range(0, len(parts) - _QUOTE_WORDS // 2, _QUOTE_WORDS // 2):
            yield " ".join(parts[start : start + _QUOTE_WORDS])


def _joined(parts: Iterable[str], *, fewest: int) -> Iterator[str]:
    """The parts, each of fewer words than this put before the next one."""
    waiting = ""
    for part in parts:
        waiting = f"{waiting} {part}".strip()
        if len(waiting.split()) >= fewest:
            yield waiting
            waiting = ""
    if waiting:
        yield waiting


def _without_lacking(text: str, language: str) -> str:
    """The text without clauses that say that something was not done or isn't known."""
    matching = lang(language).matching
    clauses = _joined(matching.breaks.split(text.replace("’", "'")), fewest=_CLAUSE_WORDS)
    return " . ".join(clause for clause in clauses if not matching.lacking.search(clause))


def _best(found: Iterable[tuple[tuple[int, int], Saying]]) -> tuple[Saying, ...]:
    """The best of each turn, the best of those first; words that were said before are left out."""
    best: dict[tuple[str, int], Saying] = {}
    for _, saying in sorted(found, key=lambda pair: pair[0], reverse=True):
        if not any(saying.evidence.quote == other.evidence.quote for other in best.values()):
            best.setdefault((saying.interview_id, saying.evidence.turn), saying)
    return tuple(best.values())[:MOST_QUOTES]


def _lines(resume: str) -> Iterator[tuple[str, tuple[Words, ...]]]:
    """The lines of a résumé, long ones by the sentence, with their words in each language there is."""
    for line in resume[:_RESUME_LETTERS].splitlines():
        parts = [line] if len(line) <= _LONGEST_LINE else _SENTENCE.split(line)
        for part in parts:
            for start in range(0, len(part), _LONGEST_LINE):
                piece = part[start : start + _LONGEST_LINE].strip()
                if piece:
                    yield piece, tuple(Words(piece, code) for code in LANGUAGES)


def _on_paper(requirement: Requirement, lines: Sequence[tuple[str, tuple[Words, ...]]]) -> tuple[str, ...]:
    """The lines that speak to a requirement, in whichever language they may be; best first."""
    ranked = [(max(len(speaks_to(requirement, words)) for words in every), line) for line, every in lines]
    ranked.sort(key=lambda pair: -pair[0])
    return tuple(dict.fromkeys(line for count, line in ranked if count))[:MOST_LINES]
