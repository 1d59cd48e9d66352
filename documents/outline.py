"""A document's text as sections and chunks with their places, so that a plan can pick and cite them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from .headings import kind_of_heading
from .raw import Hidden
from .reading import Chunk, Section

HIDDEN_KIND = "hidden"
MAX_SECTIONS = 100
_CHUNK = 400  # characters after which a paragraph's next line begins a new chunk
_MOST_CHUNKS = 1000
_BULLET = re.compile(r"[•·▪◦‣●○■□➢➤✓*–—-]\s")


def outline(text: str, page_lengths: Sequence[int] | None = None) -> list[Section]:
    """The sections of a tidy text, in order; text before the first heading has an empty one.

    Args:
        page_lengths: characters of each page with the gap after it; None without pages.
    """
    pages = list(accumulate(page_lengths)) if page_lengths is not None else None
    sections: list[Section] = [{"heading": "", "kind": "top", "start": 0, "end": len(text), "chunks": []}]
    lines = list(_lines(text))
    for index, (start, line) in enumerate(lines):
        after_gap = index == 0 or not lines[index - 1][1]
        kind = kind_of_heading(line, after_gap=after_gap) if len(sections) < MAX_SECTIONS else ""
        if kind and any(later for _, later in lines[index + 1 : index + 3]):
            sections[-1]["end"] = start
            end = start + len(line)
            sections.append(
                {"heading": line.strip(" :"), "kind": kind, "start": end, "end": len(text), "chunks": []}
            )
    for number, section in enumerate(sections):
        section["chunks"] = list(_chunks(text, section, number, pages))
    return [section for section in sections if section["chunks"] or section["heading"]]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Every line with the place where it starts."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _chunks(text: str, section: Section, number: int, pages: list[int] | None) -> Iterator[Chunk]:
    least = len(text) // _MOST_CHUNKS
    first = text.count("\n", 0, section["start"])
    found: list[tuple[int, int, int]] = []  # start, end, line
    whole = False  # whether the last chunk is at its end
    for index, (start, line) in enumerate(_lines(text[section["start"] : section["end"]])):
        start += section["start"]
        if not line.strip():
            whole = True
            continue
        if found and found[-1][1] - found[-1][0] < (least if whole or _BULLET.match(line) else _CHUNK):
            found[-1] = (found[-1][0], start + len(line), found[-1][2])
        else:
            found.append((start, start + len(line), first + index + 1))
        whole = False
    for count, (start, end, at) in enumerate(found):
        page = None if pages is None else min(bisect_right(pages, start) + 1, len(pages))
        yield {"id": f"s{number}c{count}", "start": start, "end": end, "line": at, "page": page}


def hidden_section(hidden: Sequence[Hidden], at: int) -> Section:
    """A section of kind ``hidden`` whose chunks carry their own text."""
    chunks: list[Chunk] = [
        {"id": f"h{n}", "start": at, "end": at, "line": 0, "page": one.page, "text": one.text, "why": one.why}
        for n, one in enumerate(hidden)
    ]
    return {"heading": "Hidden text", "kind": HIDDEN_KIND, "start": at, "end": at, "chunks": chunks}


def place(section: Mapping[str, Any], chunk: Mapping[str, Any]) -> str:
    """Where a chunk stands, for a citation: ``Experience, page 2, line 31``."""
    parts = [section["heading"] or "Top"]
    if chunk["page"] is not None:
        parts.append(f"page {chunk['page']}")
    return ", ".join([*parts, f"line {chunk['line']}"])
