"""Runs of text on a page to lines in the order a person reads them, columns one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from .pdf_columns import Cell, in_reading_order

_SAME_LINE = 0.4  # of the larger size: how far apart two baselines of a line may be
_WORD_GAP = 0.15  # of the size
_CELL_GAP = 0.8  # of the size
_PARAGRAPH_GAP = 1.35  # of the usual way from line to line


@dataclass(frozen=True)
class Run:
    """Text drawn at once. Places are in points, as the text itself is turned.

    Attributes:
        turn: quarter turns anticlockwise.
        order: its number in the order of drawing.
        middle: its middle on the unturned page.
        why: a key of :data:`notices.WHY_HIDDEN`; empty for what can be seen.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    turn: int
    order: int
    middle: tuple[float, float]
    why: str


def lay_out(runs: Iterable[Run]) -> str:
    """The text of runs that can be seen: upright ones first, then what is turned."""
    turns: dict[int, list[Run]] = {}
    for run in _once(runs):
        turns.setdefault(run.turn, []).append(run)
    largest_first = sorted(turns.values(), key=lambda some: -sum(len(run.text) for run in some))
    return "\n\n".join(_text(some) for some in largest_first)


def _once(runs: Iterable[Run]) -> Iterator[Run]:
    """Without second strokes that make letters bold: the same text in nearly the same place."""
    seen: set[tuple[str, int, int, int]] = set()
    for run in runs:
        grain = max(1.0, 0.2 * run.size)
        x, y = round(run.x0 / grain), round(run.y / grain)
        if not any((run.text, x + i, y + j, run.turn) in seen for i in (-1, 0, 1) for j in (-1, 0, 1)):
            seen.add((run.text, x, y, run.turn))
            yield run


def _text(runs: list[Run]) -> str:
    rows = [_cells(line) for line in _lines(runs)]
    parts: list[str] = []
    before: list[Cell] | None = None
    ordered = list(in_reading_order(rows))
    usual = _usual_leading(ordered)
    for row in ordered:
        if before is not None:
            down = before[0].y - row[0].y
            parts.append("\n" if 0 < down < _PARAGRAPH_GAP * usual else "\n\n")
        parts.append("\t".join(cell.text for cell in row))
        before = row
    return "".join(parts)


def _usual_leading(rows: list[list[Cell]]) -> float:
    ways = [one[0].y - two[0].y for one, two in pairwise(rows)]
    below = [way for way in ways if way > 0]
    if not below:
        return 0.0
    common = Counter(round(way) for way in below).most_common(1)[0][0]
    return float(min(max(common, 1), median(below)) if common else median(below))


def _lines(runs: list[Run]) -> Iterator[list[Run]]:
    """Runs whose baselines agree, from top to bottom."""
    line: list[Run] = []
    for run in sorted(runs, key=lambda one: (-one.y, one.x0)):
        if line and line[0].y - run.y > _SAME_LINE * max(run.size, line[0].size):
            yield line
            line = []
        line.append(run)
    if line:
        yield line


def _cells(line: list[Run]) -> list[Cell]:
    """The pieces of a line that a wide gap parts, from left to right."""
    cells: list[Cell] = []
    for run in sorted(line, key=lambda one: (one.x0, one.order)):
        if cells and run.x0 - cells[-1].x1 < _CELL_GAP * max(run.size, cells[-1].size):
            last = cells[-1]
            apart = run.x0 - last.x1 > _WORD_GAP * run.size
            joint = " " if apart and not last.text.endswith(" ") and not run.text.startswith(" ") else ""
            last.text += joint + run.text
            last.x1 = max(last.x1, run.x1)
        else:
            cells.append(Cell(run.text, run.x0, run.x1, run.y, run.size, run.order))
    return cells
