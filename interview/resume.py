"""What a résumé says about jobs held: employer, years, and the line that says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from interview.keywords import employer_in

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ONGOING = re.compile(
    r"\b(?:present|current(?:ly)?|today|now|ongoing|actualidad|actual(?:mente)?|presente|hoy)\b",
    re.IGNORECASE,
)
_MOST_LINES = 300
_LONGEST_LINE = 200


@dataclass(frozen=True)
class Post:
    """One job. ``end`` is None when it goes on or isn't given, ``start`` when no year is given."""

    employer: str
    start: int | None
    end: int | None
    line: str


def posts(resume: str) -> tuple[Post, ...]:
    """Jobs a résumé seems to name, in its order; dates may stand on the line below."""
    found: list[Post] = []
    lines = [line.strip() for line in resume.splitlines()[:_MOST_LINES]]
    for number, line in enumerate(lines):
        employer = employer_in(line)
        if not employer or any(post.employer == employer for post in found):
            continue
        dated = line if _YEAR.search(line) else " ".join(lines[number + 1 : number + 2])
        years = [int(year) for year in _YEAR.findall(dated)]
        start = min(years) if years else None
        ended = len(years) > 1 and not _ONGOING.search(dated)
        found.append(Post(employer, start, max(years) if ended else None, line))
    return tuple(found)


def line_with(text: str, word: str, holds: Callable[[str, str], bool]) -> str:
    """The line of ``text`` that holds ``word``, verbatim; of a long line the part around it; else empty."""
    line = next((line.strip() for line in text.splitlines() if holds(line, word)), "")
    parts = (line, *re.split(r"(?<=[.;!?])\s+", line), *_windows(line))
    return next((part for part in parts if len(part) <= _LONGEST_LINE and holds(part, word)), "")


def _windows(line: str) -> Iterator[str]:
    """Overlapping pieces of a line, cut between words."""
    for start in range(0, len(line), _LONGEST_LINE // 2):
        piece = line[start : start + _LONGEST_LINE]
        yield piece[
            piece.find(" ") + 1 if start else 0 : piece.rfind(" ") if len(piece) == _LONGEST_LINE else None
        ]
