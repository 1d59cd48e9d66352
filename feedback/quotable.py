"""An answer in pieces that can be quoted, and without what says that something was not done. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from feedback.evidence import FEWEST_WORDS
from interview.lang import language as lang
from interview.lang.patterns import Matching
from interview.models import Frozen

LONGEST = 28
"""Words of a piece, at most."""
_FEWEST_IN_CLAUSE, _LONG_CLAUSE, _AROUND = 3, 20, 8
_GONE = "…"
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_WORD = re.compile(r"\S+")


def sentences(text: str) -> list[str]:
    """The sentences of a text as they stand, each with its end mark."""
    return _SENTENCE.split(text.strip())


class Piece(Frozen):
    """A sentence, or a stretch of a long one.

    Attributes:
        start, end: the characters of the answer it runs from and to.
        sentence: the whole, with single spaces.
        sure: the piece without the words that say that something was not done or isn't known.
    """

    text: str
    start: int
    end: int
    sentence: str
    sure: str


def pieces(text: str, language: str) -> Iterator[Piece]:
    """An answer sentence by sentence, long ones in stretches that overlap.

    A very short sentence goes with the next one.
    """
    for hits in _joined(text):
        words = [hit[0] for hit in hits]
        sentence, sure = " ".join(words), _sure(words, language)
        last = max(1, len(words) - LONGEST // 2)
        for first in range(0, last, LONGEST // 2) if len(words) > LONGEST else (0,):
            part = slice(first, first + LONGEST)
            start, end = hits[first].start(), hits[part][-1].end()
            yield Piece(
                text=" ".join(words[part]), start=start, end=end, sentence=sentence, sure=" ".join(sure[part])
            )


def _joined(text: str) -> Iterator[list[re.Match[str]]]:
    """The words of each sentence; one with too few for a quote is put before the next one."""
    waiting: list[re.Match[str]] = []
    for hit in _WORD.finditer(text):
        waiting.append(hit)
        if hit[0][-1] in ".!?" and len(waiting) >= FEWEST_WORDS:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _sure(spoken: Sequence[str], language: str) -> list[str]:
    """The words of a sentence, with a mark in place of each in a clause that says what was not done.

    A clause without end, as some recognisers write them, loses only what stands around those words. The
    clause before is lost too where it may be what wasn't done, and a list that goes on behind it.
    """
    words = [word.replace("’", "'") for word in spoken]
    matching, kept = lang(language).matching, list(words)
    before, lost = (0, 0), False
    for start, end in _clauses(words, language):
        clause = " ".join(words[start:end])
        gone = list(_gone(clause, matching))
        if lost and not gone and _only_goes_on(words, start, clause, matching):
            gone = [(0, end - start)]
        lost = any(first == 0 for first, _ in gone)
        for first, last in gone:
            kept[start + first : start + last] = [_GONE] * (last - first)
        if lost and matching.lacking.search(clause) and matching.back.search(clause):
            kept[slice(*before)] = [_GONE] * (before[1] - before[0])
        before = (max(start, end - _LONG_CLAUSE), end)
    return kept


def _gone(clause: str, matching: Matching) -> Iterator[tuple[int, int]]:
    """Which words of a clause tell of nothing the speaker did, from and to."""
    count = clause.count(" ") + 1
    if hit := matching.onward.search(clause):
        yield clause.count(" ", 0, hit.start()), count
    hits = list(matching.lacking.finditer(clause))
    if not hits and matching.others.search(clause) and not matching.mine.search(clause):
        hits = list(matching.others.finditer(clause))
    for hit in hits:
        around = count > _LONG_CLAUSE
        first = max(0, clause.count(" ", 0, hit.start()) - _AROUND) if around else 0
        yield first, min(count, clause.count(" ", 0, hit.end()) + 1 + _AROUND) if around else count


def _only_goes_on(words: Sequence[str], start: int, clause: str, matching: Matching) -> bool:
    """Whether a clause only lists more of what the one before says wasn't done."""
    joined = words[start].lower() in matching.joins
    return words[start - 1][-1] == "," and not joined and not matching.mine.search(clause)


def _clauses(words: Sequence[str], language: str) -> Iterator[tuple[int, int]]:
    """Where clauses begin and end; a very short one goes with the next."""
    joins, start = lang(language).matching.joins, 0
    for place, word in enumerate(words):
        following = " ".join(words[place + 1 : place + 3]).lower()
        ends = word[-1] in ".,;:?!" or following.split(" ")[0] in joins or following in joins or not following
        if ends and (place + 1 - start >= _FEWEST_IN_CLAUSE or place + 1 == len(words)):
            yield start, place + 1
            start = place + 1
