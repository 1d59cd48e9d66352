"""Telling columns of running text from the columns of a table, and reading the former one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median

MOST_ROWS = 400  # a page with more is read line by line
MOST_EDGES = 60
_LEAST_ROWS = 3
_GUTTER = 0.6  # of the usual size
_MID_SENTENCE = re.compile(r"[a-zà-ÿ].*[ .,;]")
_WORD = re.compile(r"[^\W\d_]{3,}")
_WORDS_OF_PROSE = 2.5
_MOSTLY_BESIDE = 0.7
_SPARSE = 0.65
_TORN = 0.2  # a table's cell rarely begins in the middle of a sentence
_FEW_SWITCHES = 3


@dataclass
class Cell:
    """A piece of a line with nothing but small gaps in it; ``order`` is when it was drawn."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    order: int


Row = list[Cell]


@dataclass(frozen=True)
class _Band:
    """Rows ``first`` to ``last`` (not included) that nothing crosses between ``left`` and ``right``."""

    first: int
    last: int
    left: float
    right: float
    score: int


def in_reading_order(rows: list[Row]) -> Iterator[Row]:
    """Rows as a person reads them: what is above columns, each column, what is below."""
    band = _best_band(rows) if sum(map(len, rows)) >= 2 * _LEAST_ROWS and len(rows) <= MOST_ROWS else None
    if band is None:
        yield from (row for row in rows if row)
        return
    yield from in_reading_order(rows[: band.first])
    inside = rows[band.first : band.last]
    yield from in_reading_order(_part(inside, lambda cell: cell.x1 <= band.left))
    yield from in_reading_order(_part(inside, lambda cell: cell.x1 > band.left))
    yield from in_reading_order(rows[band.last :])


def _part(rows: Iterable[Row], wanted: Callable[[Cell], bool]) -> list[Row]:
    kept = ([cell for cell in row if wanted(cell)] for row in rows)
    return [row for row in kept if row]


def _best_band(rows: list[Row]) -> _Band | None:
    """The band with the most rows on its poorer side that reads as columns."""
    wide = _GUTTER * median(cell.size for row in rows for cell in row)
    edges = sorted({round(cell.x1, 1) for row in rows if len(row) > 1 for cell in row[:-1]})
    if len(edges) > MOST_EDGES:
        edges = edges[:: len(edges) // MOST_EDGES + 1]
    bands = [band for edge in edges for band in _bands(rows, edge + 0.1, wide)]
    for band in sorted(bands, key=lambda one: (-one.score, one.left)):
        if _reads_as_columns(rows[band.first : band.last], band):
            return band
    return None


def _bands(rows: list[Row], left: float, wide: float) -> Iterator[_Band]:
    first = None
    for index, row in enumerate([*rows, None]):
        crossed = row is None or any(cell.x0 < left + wide and cell.x1 > left for cell in row)
        if not crossed:
            first = index if first is None else first
        elif first is not None:
            some = rows[first:index]
            on_left = sum(any(cell.x1 <= left for cell in row) for row in some)
            on_right = sum(any(cell.x0 >= left + wide for cell in row) for row in some)
            if min(on_left, on_right) >= _LEAST_ROWS:
                yield _Band(first, index, left, left + wide, min(on_left, on_right))
            first = None


def _reads_as_columns(rows: list[Row], band: _Band) -> bool:
    """Whether each side is text of its own, and not the cells of a table or dates beside lines.

    Columns were drawn one after the other, or their lines don't meet, or a line beside another begins in
    the middle of a sentence, or both sides are prose.
    """
    sides = {
        index: (any(cell.x1 <= band.left for cell in row), any(cell.x1 > band.left for cell in row))
        for index, row in enumerate(rows)
    }
    left = [index for index, (has, _) in sides.items() if has]
    right = [index for index, (_, has) in sides.items() if has]
    drawn = sorted((cell.order, cell.x1 <= band.left) for row in rows for cell in row)
    switches = sum(one[1] != two[1] for one, two in pairwise(drawn))
    if switches <= _FEW_SWITCHES:
        return True
    fewer, more = sorted((left, right), key=len)
    beside = len(set(fewer) & set(more)) / len(fewer)
    if beside < _MOSTLY_BESIDE:
        return True
    side_by_side = [rows[index] for index in set(left) & set(right)]
    torn = sum(
        _MID_SENTENCE.match(cell.text) is not None
        for row in side_by_side
        for cell in row
        if cell.x1 > band.left
    )
    if torn >= _TORN * len(side_by_side):
        return True
    reach = sum(fewer[0] <= index <= fewer[-1] for index in more)
    if len(fewer) < _SPARSE * reach:
        return False
    cells = [cell for row in rows for cell in row]
    return all(
        mean(len(_WORD.findall(cell.text)) for cell in cells if (cell.x1 <= band.left) is on_left)
        >= _WORDS_OF_PROSE
        for on_left in (True, False)
    )
