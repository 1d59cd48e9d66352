"""What a job asks for, beside what stands in the résumé and what was said in interviews: by words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal

from feedback.answers import exchanges
from feedback.evidence import stretch
from feedback.quotable import Piece, pieces, sentences
from feedback.schema import Evidence
from feedback.told import vague
from interview.lang import LANGUAGES
from interview.lang import language as lang
from interview.models import Frozen, Plan
from interview.requirements import Requirement, Untold, speaks_to
from interview.stems import Words, new_words
from postprocess import MergedTurn

MOST_QUOTES, MOST_LINES = 2, 2
_LONGEST_LINE = 200
_FEWEST_NEW = 2
"""So many words a sentence has that the question before it hasn't; else it only says the question again."""
_RESUME_LETTERS = 40_000

State = Literal["told", "mentioned", "only on paper", "hole"]


class Heard(Frozen):
    """One interview that is over, with its transcript as its owner corrected it."""

    interview_id: str
    language: str
    plan: Plan
    turns: tuple[MergedTurn, ...]


class Saying(Frozen):
    """What the candidate said to a requirement, word for word, and in which interview.

    Attributes:
        tells: something done stands in it; else it only names the requirement.
    """

    interview_id: str
    evidence: Evidence
    tells: bool = True


class Row(Frozen):
    """One requirement.

    Attributes:
        on_paper: lines of the résumé that speak to it, verbatim.
        told: best first, those that only name it last.
    """

    requirement: Requirement
    on_paper: tuple[str, ...] = ()
    told: tuple[Saying, ...] = ()

    @property
    def state(self) -> State:
        """In words, as the page shows it."""
        if self.told:
            return "told" if self.told[0].tells else "mentioned"
        return "only on paper" if self.on_paper else "hole"


_Rank = tuple[bool, int, int]
_Ranked = tuple[_Rank, Saying]


def evidence_map(
    requirements: Sequence[Requirement], resume: str, interviews: Iterable[Heard]
) -> tuple[Row, ...]:
    """A row for each requirement, in their order.

    Args:
        interviews: newest first; of two sayings that are equally good the newer one stands first.
    """
    lines = tuple(_lines(resume))
    found: dict[Requirement, list[_Ranked]] = {one: [] for one in requirements}
    for heard in interviews:
        for requirement, said in _sayings(heard, requirements):
            found[requirement].append(said)
    return tuple(
        Row(requirement=one, on_paper=_on_paper(one, lines), told=_best(found[one])) for one in requirements
    )


def untold(requirements: Sequence[Requirement], resume: str, interviews: Iterable[Heard]) -> Untold:
    """The requirements nothing was told of; no interview more is read than is needed to know."""
    left = list(requirements)
    named: set[Requirement] = set()
    waiting = iter(interviews)
    while left and (heard := next(waiting, None)) is not None:
        told: set[Requirement] = set()
        for requirement, (_, saying) in _sayings(heard, left):
            (told if saying.tells else named).add(requirement)
        left = [one for one in left if one not in told]
    lines = tuple(_lines(resume))
    on_paper = {one for one in left if one not in named and _on_paper(one, lines)}
    return Untold(
        holes=tuple(one for one in left if one not in named and one not in on_paper),
        on_paper=tuple(one for one in left if one in on_paper),
        mentioned=tuple(one for one in left if one in named),
    )


def _sayings(heard: Heard, requirements: Sequence[Requirement]) -> Iterator[tuple[Requirement, _Ranked]]:
    """What was answered that speaks to a requirement; not what only says the question again, or asks.

    Nothing in a language without rules: those of another would take "not done" for done.
    """
    if heard.language not in LANGUAGES:
        return
    for exchange in exchanges(heard.plan, heard.turns, language=heard.language):
        for turn, text in exchange.replies:
            whole = Words(text, heard.language)
            here = [one for one in requirements if speaks_to(one, whole)]
            if not here:
                continue
            before = (heard.turns[at] for at in range(turn - 1, -1, -1))
            asked = Words(
                next((one.text for one in before if one.speaker == "interviewer"), ""), heard.language
            )
            for piece in pieces(text, heard.language):
                sure = Words(piece.sure, heard.language)
                ranks = [(one, rank) for one in here if (rank := _rank(one, piece, sure))]
                evidence = stretch(text, piece.start, piece.end, turn=turn) if ranks else None
                if evidence and not _asks_or_repeats(piece.text, asked):
                    for one, rank in ranks:
                        saying = Saying(interview_id=heard.interview_id, evidence=evidence, tells=rank[0])
                        yield one, (rank, saying)


def _asks_or_repeats(piece: str, asked: Words) -> bool:
    """Whether a piece asks something, or has nothing that the question before it hasn't."""
    return piece.endswith("?") or new_words(piece, asked) < _FEWEST_NEW


def _rank(requirement: Requirement, piece: Piece, sure: Words) -> _Rank | None:
    """How well a piece tells of a requirement, more is better; None when it doesn't speak to it.

    First whether the speaker tells of something done, then how many of its words are there, then how many
    parts of a story: something done, what came of it, a number.
    """
    places = speaks_to(requirement, sure)
    if not places or _anybodys(requirement, piece.sentence, sure.language):
        return None
    language, text = lang(sure.language), piece.sure
    telling, does = language.telling, language.matching.does
    story = sum(bool(found.search(text)) for found in (does, telling.result, telling.number))
    own = (telling.i.search(text) or telling.we.search(text)) and not telling.imagined.search(text)
    tells = bool(does.search(text) or (story and own))
    return tells, len(places), story


def _anybodys(requirement: Requirement, sentence: str, language: str) -> bool:
    """Whether anybody could say such a sentence to a requirement of ordinary words; known of English only.

    Who names a tool says something, however little.
    """
    return language == "en" and not requirement.names_tool and _vague(sentence)


@lru_cache(maxsize=64)
def _vague(sentence: str) -> bool:
    """Of a long sentence each piece asks it."""
    return vague(sentence)


def _best(found: Iterable[_Ranked]) -> tuple[Saying, ...]:
    """The best of each turn, the best of those first; words that were said before are left out."""
    best: dict[tuple[str, int], Saying] = {}
    for _, saying in sorted(found, key=lambda pair: pair[0], reverse=True):
        if len(best) == MOST_QUOTES:
            break
        if not any(saying.evidence.quote == other.evidence.quote for other in best.values()):
            best.setdefault((saying.interview_id, saying.evidence.turn), saying)
    return tuple(best.values())


def _lines(resume: str) -> Iterator[tuple[str, tuple[Words, ...]]]:
    """The lines of a résumé, long ones by the sentence, with their words in each language there is."""
    for line in resume[:_RESUME_LETTERS].splitlines():
        parts = [line] if len(line) <= _LONGEST_LINE else sentences(line)
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
