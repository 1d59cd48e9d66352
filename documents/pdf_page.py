"""One PDF page as runs of text with their places, each with the reason why it can't be seen, if it can't."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from pypdf import PageObject
from pypdf.generic import ContentStream, DictionaryObject, StreamObject

from .pdf_font import PdfFont
from .pdf_ground import Ground, Path, Shape
from .pdf_layers import Layers
from .pdf_layout import Run
from .pdf_operators import OPERATORS
from .pdf_state import (
    IDENTITY,
    Box,
    Matrix,
    State,
    as_matrix,
    box_around,
    corners,
    inside,
    moved,
    multiply,
    overlap,
)

MAX_FORMS = 500
MAX_DEPTH = 12
_TINY = 2.0  # points
_FAINT = 0.05
_SLACK = 2.0  # points
_JUMP = 1.0  # of the font's size: a longer way inside one operation begins another run
_UNSEEN_MODES = (3, 7)
_HIDDEN_ANNOTATION = 0x02 | 0x20  # hidden, no view
_SHOWN_ANNOTATIONS = ("/Widget", "/FreeText")


class PdfPage:
    """Interprets a page's content.

    Attributes:
        runs: what was drawn, in that order.
        image_area: of the largest image, as a share of the page.
        unreadable: whether letters were drawn that stand for no characters.
    """

    def __init__(self, page: PageObject, layers: Layers) -> None:
        self._page = page
        self.layers = layers
        self._box: Box = tuple(float(side) for side in page.cropbox)  # type: ignore[assignment] # always four
        self._fonts: dict[int, PdfFont] = {}
        self._forms = 0
        self._open: list[int] = []
        self.ground = Ground()
        self.path = Path()
        self.clips = False
        self.state = State()
        self.saved: list[State] = []
        self.text_matrix = self.line_matrix = IDENTITY
        self.off_layers: list[bool] = []
        self.resources: Any = DictionaryObject()
        self.runs: list[Run] = []
        self.image_area = 0.0
        self.unreadable = False

    def read(self) -> PdfPage:
        """Interpret the page and what is filled in on it."""
        if (contents := self._page.get("/Contents")) is not None:
            self._interpret(contents, self._page.get("/Resources"))
        for annotation in _resolved(self._page.get("/Annots")) or ():
            self._annotation(_resolved(annotation))
        return self

    def _interpret(self, contents: Any, resources: Any) -> None:
        outer, self.resources = self.resources, _resolved(resources) or self.resources
        depth = len(self.saved)
        for operands, operator in ContentStream(contents, self._page.pdf, "bytes").operations:
            handler = OPERATORS.get(operator)
            if handler is None:
                continue
            try:
                handler(self, operands)
            except (ValueError, TypeError, IndexError, KeyError, AttributeError, OverflowError):
                continue  # an operator with operands that aren't its own does nothing
        del self.saved[depth:]
        self.resources = outer

    def resource(self, kind: str, name: Any) -> Any:
        """An entry of the resources; raises KeyError when there is none."""
        return self.resources[kind][name]

    def unresolved(self, kind: str, name: Any) -> Any:
        """The same as a reference."""
        return self.resources[kind].raw_get(name)

    def font(self, resource: Any) -> PdfFont:
        """The font of a resource, read once."""
        key = id(resource)
        if key not in self._fonts:
            self._fonts[key] = PdfFont(resource)
        return self._fonts[key]

    def form(self, form: Any, matrix: Matrix) -> None:
        """Draw a form: a page inside the page."""
        if self._forms >= MAX_FORMS or len(self._open) >= MAX_DEPTH or id(form) in self._open:
            return
        self._forms += 1
        self._open.append(id(form))
        outer, self.saved = (self.state, self.saved), []
        inner = multiply(as_matrix(form.get("/Matrix", IDENTITY)), multiply(matrix, self.state.matrix))
        left, bottom, right, top = (float(side) for side in form["/BBox"])
        frame = box_around(corners(inner, left, bottom, right - left, top - bottom))
        self.state = replace(self.state, matrix=inner, clip=overlap(self.state.clip, frame))
        try:
            self._interpret(form, form.get("/Resources"))
        finally:
            self.state, self.saved = outer
            self._open.pop()

    def image(self) -> None:
        """Paint an image: the unit square, in colours nobody knows."""
        box = overlap(box_around(corners(self.state.matrix, 0, 0, 1, 1)), self._box)
        if self.state.fill_alpha > _FAINT:
            self.ground.paint(Shape(box, None, whole=True))
        page = (self._box[2] - self._box[0]) * (self._box[3] - self._box[1])
        area = (box[2] - box[0]) * (box[3] - box[1])
        self.image_area = max(self.image_area, area / page if page else 0.0)

    def end_path(self, *, fills: bool) -> None:
        """Paint or drop the path, then clip by it if that was asked for."""
        box, state = self.path.box(), self.state
        if box is not None and fills and state.fill_alpha > _FAINT:
            opaque = state.fill_alpha > 1 - _FAINT and not state.blends
            shape = Shape(
                overlap(box, state.clip), state.fill if opaque else None, self.path.is_one_rectangle
            )
            self.ground.paint(shape)
            if opaque and shape.whole:
                self._cover(shape.box)
        if self.clips and box is not None:
            state.clip = overlap(state.clip, box)
        self.path, self.clips = Path(), False

    def _cover(self, box: Box) -> None:
        self.runs = [
            replace(run, why="covered") if not run.why and inside(box, *run.middle) else run
            for run in self.runs
        ]

    def show(self, pieces: list[Any]) -> None:
        """Show strings with moves between them, as ``TJ`` does."""
        font, state = self.state.font, self.state
        if font is None:
            return
        gap = min(180.0, max(80.0, 0.45 * font.space))
        words: list[str] = []
        start = self.text_matrix
        for piece in pieces:
            if isinstance(piece, bytes | str):
                for characters, width in font.glyphs(piece):
                    words.append(characters)
                    more = state.letter_gap + (state.word_gap if characters == " " else 0.0)
                    self._forward((width * font.scale / 1000 * state.size + more) * state.stretch)
                continue
            back = -float(piece)
            jumps = abs(back) > 1000 * _JUMP
            if jumps:
                self._add(words, start)
                words = []
            elif back >= gap and words and not words[-1].endswith(" "):
                words.append(" ")
            self._forward(back / 1000 * state.size * state.stretch)
            start = self.text_matrix if jumps else start
        self._add(words, start)

    def _forward(self, way: float) -> None:
        self.text_matrix = multiply((1.0, 0.0, 0.0, 1.0, way, 0.0), self.text_matrix)

    def _add(self, words: list[str], start: Matrix) -> None:
        text, state = "".join(words), self.state
        if not text.strip():
            return
        if not state.font.readable:
            self.unreadable = True
            return
        lifted = multiply((1.0, 0.0, 0.0, 1.0, 0.0, state.rise), start)
        drawn = multiply(lifted, state.matrix)
        way = multiply(self.text_matrix, state.matrix)
        height = abs(state.size) * math.hypot(drawn[2], drawn[3])
        length = math.hypot(way[4] - drawn[4], way[5] - drawn[5])
        turn = round(math.degrees(math.atan2(drawn[1], drawn[0])) / 90) % 4
        x, y = ((drawn[4], drawn[5]), (drawn[5], -drawn[4]), (-drawn[4], -drawn[5]), (-drawn[5], drawn[4]))[
            turn
        ]
        tip = moved(drawn, 0.0, 0.3 * state.size)
        middle = (tip[0] + (way[4] - drawn[4]) / 2, tip[1] + (way[5] - drawn[5]) / 2)
        run = Run(text, x, x + length, y, height, turn, len(self.runs), middle, self._why(height, middle))
        self.runs.append(run)

    def _why(self, height: float, middle: tuple[float, float]) -> str:
        """A key of :data:`notices.WHY_HIDDEN`, or empty for text that can be seen."""
        state = self.state
        if state.mode in _UNSEEN_MODES:
            return "invisible"
        if any(self.off_layers):
            return "layer"
        if state.alpha <= _FAINT:
            return "transparent"
        if height <= _TINY and state.font.measured:
            return "tiny"
        if not inside(self._box, *middle):
            return "off_page"
        if not inside(state.clip, *middle, slack=_SLACK):
            return "clipped"
        ink = state.ink
        return "colour" if ink is not None and self.ground.swallows(ink, *middle) else ""

    def _annotation(self, annotation: Any) -> None:
        """Draw what was typed into a field or onto the page."""
        if (
            not isinstance(annotation, DictionaryObject)
            or annotation.get("/Subtype") not in _SHOWN_ANNOTATIONS
        ):
            return
        form = _resolved((_resolved(annotation.get("/AP")) or {}).get("/N"))
        if int(annotation.get("/F", 0)) & _HIDDEN_ANNOTATION or not isinstance(form, StreamObject):
            return
        self.state, self.saved = State(), []
        try:
            left, bottom = (float(side) for side in list(_resolved(annotation["/Rect"]))[:2])
            inner_left, inner_bottom = (float(side) for side in list(_resolved(form["/BBox"]))[:2])
            self.form(form, (1.0, 0.0, 0.0, 1.0, left - inner_left, bottom - inner_bottom))
        except (KeyError, ValueError, TypeError):
            return  # a field that can't be drawn shows nothing


def _resolved(thing: Any) -> Any:
    return thing.get_object() if hasattr(thing, "get_object") else thing
