"""The graphics state of a PDF page: what operators set and what text is drawn with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .colours import BLACK, Colour, from_cmyk

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]  # left, bottom, right, top

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Box = (float("-inf"), float("-inf"), float("inf"), float("inf"))


def multiply(one: Matrix, two: Matrix) -> Matrix:
    """First ``one``, then ``two``."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a matrix puts a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def as_matrix(operands: Sequence[Any]) -> Matrix:
    """Six numbers as a matrix; raises ValueError or TypeError for anything else."""
    a, b, c, d, e, f = (float(number) for number in operands)
    return a, b, c, d, e, f


def box_around(points: Sequence[tuple[float, float]]) -> Box:
    """The smallest box that holds the points."""
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def corners(matrix: Matrix, x: float, y: float, width: float, height: float) -> list[tuple[float, float]]:
    """The corners of a rectangle where a matrix puts them."""
    ends = ((x, y), (x + width, y), (x, y + height), (x + width, y + height))
    return [moved(matrix, *end) for end in ends]


def overlap(one: Box, two: Box) -> Box:
    """What two boxes share; without width or height when that is nothing."""
    left, bottom = max(one[0], two[0]), max(one[1], two[1])
    return left, bottom, max(left, min(one[2], two[2])), max(bottom, min(one[3], two[3]))


def inside(box: Box, x: float, y: float, slack: float = 0.0) -> bool:
    """Whether a point lies in a box, or within ``slack`` of it."""
    return box[0] - slack <= x <= box[2] + slack and box[1] - slack <= y <= box[3] + slack


@dataclass
class State:
    """What ``q`` saves and ``Q`` brings back. Colours are None where they can't be told."""

    matrix: Matrix = IDENTITY
    clip: Box = EVERYWHERE
    fill: Colour | None = BLACK
    stroke: Colour | None = BLACK
    fill_parts: int = 1  # of the fill's colour space; 0 for one that has no plain colours
    stroke_parts: int = 1
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    blends: bool = False
    font: Any = None
    size: float = 0.0
    letter_gap: float = 0.0
    word_gap: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0

    @property
    def ink(self) -> Colour | None:
        """What the text is painted with."""
        return self.stroke if self.mode in (1, 5) else self.fill

    @property
    def alpha(self) -> float:
        """How opaque the text is, 0 to 1."""
        return self.stroke_alpha if self.mode in (1, 5) else self.fill_alpha


def colour_of(operands: Sequence[Any], parts: int) -> Colour | None:
    """Operands of ``sc`` and its kin as a colour; raises ValueError or TypeError when they are none."""
    numbers = [float(number) for number in operands]
    if parts == 1 and len(numbers) == 1:
        return numbers[0], numbers[0], numbers[0]
    if parts == 3 and len(numbers) == 3:
        return numbers[0], numbers[1], numbers[2]
    if parts == 4 and len(numbers) == 4:
        return from_cmyk(*numbers)
    return None


_PARTS = {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/DeviceCMYK": 4}


def parts_of(space: Any) -> int:
    """How many numbers make a colour in a colour space; 0 where they are no plain colour."""
    if isinstance(space, str):
        return _PARTS.get(space, 0)
    if not isinstance(space, list) or not space:
        return 0
    family = space[0]
    if family == "/ICCBased" and len(space) > 1:
        parts = space[1].get_object().get("/N", 0)
        return parts if parts in (1, 3, 4) else 0
    return _PARTS.get(family, 0) if isinstance(family, str) else 0
