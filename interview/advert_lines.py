"""The lines of a job advertisement that may ask for something. By rule, and pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from documents.headings import kind_of_heading
from interview.lang.reading import ASKED, OFFERS, RUDE, TITLE
from interview.lang.unasked import ABUSIVE, NOT_NEEDED, conditions, private
from interview.models import Brief
from interview.stems import stem, telling

_MOST_LETTERS, _MOST_LINES = 40_000, 600
_BULLET = re.compile(r"^(?:[\W_]+(?<![(\"'“¿.#+])|\(?\d{1,2}[.)]|[a-z]\))\s+")
_SENTENCE = re.compile(r"(?<!e\.g\.)(?<!i\.e\.)(?<!etc\.)(?<=[.!?;]) | [•·|] ")
_ASKS = re.compile(
    r"\b(?:looking for|seek(?:s|ing)?|needs?|wants?|hiring|busca(?:mos)?|necesita(?:mos)?)\b", re.IGNORECASE
)
_NO_REQUIREMENTS = frozenset({"benefits", "company", "contact"})
_WRAPPED = 40
_TITLE_AMONG = 3
"""The job's title is one of so many first lines."""
_LONGEST_HEADING, _MOST_HEADING_WORDS = 70, 8


class Line(NamedTuple):
    """A line or a sentence with single spaces; ``bulleted``: it is an item of a list."""

    text: str
    bulleted: bool


class _Block(NamedTuple):
    """Lines that belong together; ``apart``: nothing or a blank line stands before them."""

    text: str
    bulleted: bool
    apart: bool


def lines(brief: Brief) -> Iterator[Line]:
    """Lines and sentences of the brief's job description that may ask for something."""
    blocks = list(_blocks(brief.job_description[:_MOST_LETTERS].splitlines()[:_MOST_LINES]))
    offered = False
    for place, block in enumerate(blocks):
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        plain = block.text.replace("’", "'")
        kind = "" if block.bulleted else kind_of_heading(block.text, after_gap=True)
        if kind or _is_heading(block, after):
            offered = kind in _NO_REQUIREMENTS or bool(OFFERS.match(plain))
            continue
        if after and place < _TITLE_AMONG and _is_title(block, brief, first=not place):
            continue
        for sentence in () if offered else filter(None, _SENTENCE.split(block.text)):
            begins = sentence.replace("’", "'").lower()
            of_employer = bool(brief.company) and begins.startswith(brief.company.lower())
            if not OFFERS.match(begins) and (not of_employer or _ASKS.search(begins)):
                yield Line(sentence, block.bulleted)


def hurts(text: str) -> bool:
    """Whether a text is rude, or about the person and not the work."""
    plain = text.replace("’", "'")
    return bool(RUDE.search(plain) or ABUSIVE.search(plain) or private(plain))


def unfit(text: str) -> bool:
    """Whether nobody should be asked about a line, and it is nothing to tell of: it is rude, about the
    person and not the work, about pay, place, dates or the contract, or says what isn't needed.
    """
    plain = text.replace("’", "'")
    return hurts(plain) or conditions(plain) or bool(NOT_NEEDED.search(plain))


def _is_heading(block: _Block, after: _Block | None) -> bool:
    """Whether a line we don't know is a heading: short, without an end mark, and what follows is under it."""
    if block.bulleted or after is None:
        return False
    if block.text.endswith(":") and len(block.text.split()) <= _MOST_HEADING_WORDS:
        return True
    if not _short(block):
        return False
    return after.bulleted or bool(ASKED.match(block.text)) or (block.apart and not _short(after))


def _short(block: _Block) -> bool:
    """Whether a line looks like a heading, or like an item without its bullet."""
    text = block.text
    return (
        not block.bulleted
        and len(text) <= _LONGEST_HEADING
        and len(text.split()) <= _MOST_HEADING_WORDS
        and text[-1] not in ".!?;,"
    )


def _is_title(block: _Block, brief: Brief, *, first: bool) -> bool:
    """Whether a line is the job's title; of the ``first`` line some of its words are enough."""
    named = {stem(word, brief.language) for word in telling(brief.role)}
    words = {stem(word, brief.language) for word in telling(block.text)}
    if not _short(block):
        return False
    return bool(TITLE.search(block.text) or named & words) if first else bool(named) and named <= words


def _blocks(raw_lines: Sequence[str]) -> Iterator[_Block]:
    """Lines with single spaces and without bullets; one that only goes on with the line before joins it."""
    block, bulleted, wraps, apart, gap = "", False, False, True, True
    for raw in raw_lines:
        line = " ".join(raw.split())
        item = _BULLET.match(line)
        if block and line and item is None and wraps and line[0].islower():
            block = f"{block} {line}"
        else:
            if block:
                yield _Block(block, bulleted, apart)
            block, bulleted, apart = line[item.end() :] if item else line, item is not None, gap
        wraps, gap = len(line) >= _WRAPPED and line[-1:] not in ".:;!?", not line
    if block:
        yield _Block(block, bulleted, apart)
