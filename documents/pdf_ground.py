"""What lies behind and over the text of a PDF page: painted shapes, images, and the path being drawn."""

from __future__ import annotations

from dataclasses import dataclass, field

from .colours import WHITE, Colour, same_to_the_eye
from .pdf_state import Box, Matrix, box_around, corners, inside, moved

MAX_SHAPES = 5000


@dataclass(frozen=True)
class Shape:
    """Something painted. ``colour`` is None where it can't be told; ``whole`` when it fills its box."""

    box: Box
    colour: Colour | None
    whole: bool


@dataclass
class Ground:
    """Shapes in the order they were painted, on white paper."""

    shapes: list[Shape] = field(default_factory=list)

    def paint(self, shape: Shape) -> None:
        """Add one; a page that paints thousands is looked at no further."""
        if len(self.shapes) < MAX_SHAPES:
            self.shapes.append(shape)

    def swallows(self, colour: Colour, x: float, y: float) -> bool:
        """Whether text of this colour can't be seen here, whatever of the shapes is behind it."""
        for shape in reversed(self.shapes):
            if not inside(shape.box, x, y):
                continue
            if shape.colour is None or not same_to_the_eye(colour, shape.colour):
                return False
            if shape.whole:
                return True
        return same_to_the_eye(colour, WHITE)


@dataclass
class Path:
    """The path under construction, as its box and whether it is made of upright rectangles alone."""

    points: list[tuple[float, float]] = field(default_factory=list)
    rectangles: int = 0
    others: bool = False

    def rectangle(self, matrix: Matrix, x: float, y: float, width: float, height: float) -> None:
        """Add what ``re`` draws."""
        self.points += corners(matrix, x, y, width, height)
        upright = abs(matrix[1]) + abs(matrix[2]) < 1e-6 or abs(matrix[0]) + abs(matrix[3]) < 1e-6
        self.rectangles += 1
        self.others = self.others or not upright

    def line(self, matrix: Matrix, numbers: list[float]) -> None:
        """Add the points of a line or curve."""
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        self.points += [moved(matrix, x, y) for x, y in pairs]
        self.others = True

    def box(self) -> Box | None:
        """The box around it; None for an empty one."""
        return box_around(self.points) if self.points else None

    @property
    def is_one_rectangle(self) -> bool:
        """Whether its box is all of it."""
        return self.rectangles == 1 and not self.others
