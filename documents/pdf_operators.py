"""The operators of a PDF page that matter to text, and what each does to the page being read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .pdf_ground import Shape
from .pdf_state import IDENTITY, as_matrix, colour_of, multiply, parts_of

if TYPE_CHECKING:
    from .pdf_page import PdfPage

Handler = Callable[["PdfPage", list[Any]], None]
MAX_SAVED = 1000


def _save(page: PdfPage, _: list[Any]) -> None:
    if len(page.saved) < MAX_SAVED:
        page.saved.append(replace(page.state))


def _restore(page: PdfPage, _: list[Any]) -> None:
    if page.saved:
        page.state = page.saved.pop()


def _transform(page: PdfPage, operands: list[Any]) -> None:
    page.state.matrix = multiply(as_matrix(operands), page.state.matrix)


def _begin_text(page: PdfPage, _: list[Any]) -> None:
    page.text_matrix = page.line_matrix = IDENTITY


def _set_font(page: PdfPage, operands: list[Any]) -> None:
    page.state.size = float(operands[1])
    page.state.font = None
    page.state.font = page.font(page.resource("/Font", operands[0]))


def _number(name: str, scale: float = 1.0) -> Handler:
    def set_number(page: PdfPage, operands: list[Any]) -> None:
        setattr(page.state, name, float(operands[0]) * scale)

    return set_number


def _set_mode(page: PdfPage, operands: list[Any]) -> None:
    page.state.mode = int(operands[0])


def _move(page: PdfPage, operands: list[Any]) -> None:
    x, y = (float(number) for number in operands)
    page.text_matrix = page.line_matrix = multiply((1.0, 0.0, 0.0, 1.0, x, y), page.line_matrix)


def _move_and_lead(page: PdfPage, operands: list[Any]) -> None:
    page.state.leading = -float(operands[1])
    _move(page, operands)


def _place(page: PdfPage, operands: list[Any]) -> None:
    page.text_matrix = page.line_matrix = as_matrix(operands)


def _next_line(page: PdfPage, _: list[Any]) -> None:
    _move(page, [0.0, -page.state.leading])


def _show(page: PdfPage, operands: list[Any]) -> None:
    page.show(operands[:1])


def _show_pieces(page: PdfPage, operands: list[Any]) -> None:
    page.show(list(operands[0]))


def _next_line_show(page: PdfPage, operands: list[Any]) -> None:
    _next_line(page, [])
    page.show(operands[:1])


def _spaced_show(page: PdfPage, operands: list[Any]) -> None:
    page.state.word_gap, page.state.letter_gap = float(operands[0]), float(operands[1])
    _next_line_show(page, operands[2:])


def _colour(which: str, parts: int) -> Handler:
    def set_colour(page: PdfPage, operands: list[Any]) -> None:
        setattr(page.state, f"{which}_parts", parts)
        setattr(page.state, which, colour_of(operands, parts))

    return set_colour


def _space(which: str) -> Handler:
    def set_space(page: PdfPage, operands: list[Any]) -> None:
        name = operands[0]
        parts = parts_of(name) or parts_of(page.resource("/ColorSpace", name).get_object())
        setattr(page.state, f"{which}_parts", parts)
        setattr(page.state, which, colour_of([0] * (parts - 1) + [int(parts == 4)], parts) if parts else None)

    def unknown_first(page: PdfPage, operands: list[Any]) -> None:
        setattr(page.state, f"{which}_parts", 0)
        setattr(page.state, which, None)
        set_space(page, operands)

    return unknown_first


def _in_space(which: str) -> Handler:
    def set_colour(page: PdfPage, operands: list[Any]) -> None:
        setattr(page.state, which, None)
        setattr(page.state, which, colour_of(operands, getattr(page.state, f"{which}_parts")))

    return set_colour


def _graphics_state(page: PdfPage, operands: list[Any]) -> None:
    entries = page.resource("/ExtGState", operands[0])
    state = page.state
    state.fill_alpha = float(entries.get("/ca", state.fill_alpha))
    state.stroke_alpha = float(entries.get("/CA", state.stroke_alpha))
    if "/BM" in entries:
        state.blends = entries["/BM"] not in ("/Normal", "/Compatible")
    if "/Font" in entries:
        font, size = entries["/Font"]
        state.font, state.size = page.font(font.get_object()), float(size)


def _rectangle(page: PdfPage, operands: list[Any]) -> None:
    x, y, width, height = (float(number) for number in operands)
    page.path.rectangle(page.state.matrix, x, y, width, height)


def _line(page: PdfPage, operands: list[Any]) -> None:
    page.path.line(page.state.matrix, [float(number) for number in operands])


def _fill(page: PdfPage, _: list[Any]) -> None:
    page.end_path(fills=True)


def _drop(page: PdfPage, _: list[Any]) -> None:
    page.end_path(fills=False)


def _clip(page: PdfPage, _: list[Any]) -> None:
    page.clips = True


def _shade(page: PdfPage, _: list[Any]) -> None:
    page.ground.paint(Shape(page.state.clip, None, whole=True))


def _draw(page: PdfPage, operands: list[Any]) -> None:
    thing = page.resource("/XObject", operands[0])
    if page.layers.is_off(thing.raw_get("/OC") if "/OC" in thing else None):
        return
    if thing.get("/Subtype") == "/Image":
        page.image()
    else:
        page.form(thing, IDENTITY)


def _inline_image(page: PdfPage, _: list[Any]) -> None:
    page.image()


def _begin_marked(page: PdfPage, operands: list[Any]) -> None:
    off = False
    if len(operands) > 1 and operands[0] == "/OC" and "/Properties" in page.resources:
        properties = page.resources["/Properties"]
        off = operands[1] in properties and page.layers.is_off(properties.raw_get(operands[1]))
    page.off_layers.append(off)


def _end_marked(page: PdfPage, _: list[Any]) -> None:
    if page.off_layers:
        page.off_layers.pop()


OPERATORS: dict[bytes, Handler] = {
    **{b"q": _save, b"Q": _restore, b"cm": _transform, b"gs": _graphics_state},
    **{b"BT": _begin_text, b"Tf": _set_font, b"Tr": _set_mode},
    **{b"Tc": _number("letter_gap"), b"Tw": _number("word_gap"), b"Tz": _number("stretch", 0.01)},
    **{b"TL": _number("leading"), b"Ts": _number("rise")},
    **{b"Td": _move, b"TD": _move_and_lead, b"Tm": _place, b"T*": _next_line},
    **{b"Tj": _show, b"TJ": _show_pieces, b"'": _next_line_show, b'"': _spaced_show},
    **{b"g": _colour("fill", 1), b"rg": _colour("fill", 3), b"k": _colour("fill", 4)},
    **{b"G": _colour("stroke", 1), b"RG": _colour("stroke", 3), b"K": _colour("stroke", 4)},
    **{b"cs": _space("fill"), b"sc": _in_space("fill"), b"scn": _in_space("fill")},
    **{b"CS": _space("stroke"), b"SC": _in_space("stroke"), b"SCN": _in_space("stroke")},
    **{b"re": _rectangle, b"m": _line, b"l": _line, b"c": _line, b"v": _line, b"y": _line},
    **dict.fromkeys((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"), _fill),
    **dict.fromkeys((b"S", b"s", b"n"), _drop),
    **{b"W": _clip, b"W*": _clip, b"sh": _shade, b"Do": _draw, b"INLINE IMAGE": _inline_image},
    **{b"BDC": _begin_marked, b"BMC": _begin_marked, b"EMC": _end_marked},
}
