"""Whether a run of a DOCX can be seen: hidden mark, size, and its colour against what lies behind it."""

from __future__ import annotations

from functools import cache
from typing import Any

from .colours import WHITE, Colour, from_hex, same_to_the_eye

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFF = frozenset(("0", "false", "off", "none"))
_TINY = 4  # half-points
_HIGHLIGHTS: dict[str, str] = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGray": "808080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "green": "00FF00",
    "lightGray": "C0C0C0",
    "magenta": "FF00FF",
    "red": "FF0000",
    "white": "FFFFFF",
    "yellow": "FFFF00",
}
_THEME_WHITE = frozenset(("background1", "light1"))


@cache
def w(name: str) -> str:
    """A WordprocessingML name as lxml writes it."""
    return f"{{{_W}}}{name}"


def _value(element: Any, attribute: str = "val") -> str:
    return "" if element is None else element.get(w(attribute)) or ""


def _is_on(element: Any) -> bool:
    return element is not None and _value(element).lower() not in _OFF


class Marks:
    """Looks a run's properties up where Word does: in the run, its styles, its paragraph's styles."""

    def __init__(self, styles: Any, page_background: Any) -> None:
        self._styles = {_value(style, "styleId"): style for style in styles.iter(w("style"))}
        self._usual = {
            _value(style, "type"): style
            for style in styles.iter(w("style"))
            if _value(style, "default") in ("1", "true")
        }
        self._page = from_hex(_value(page_background, "color")) or WHITE

    def why_hidden(self, run: Any) -> str:
        """A key of :data:`notices.WHY_HIDDEN`, or empty when the run can be seen."""
        paragraph = next(run.iterancestors(w("p")), None)
        properties = list(self._properties(run, paragraph))
        if _is_on(_first(properties, "vanish")) or _is_on(_first(properties, "specVanish")):
            return "vanish"
        size = _value(_first(properties, "sz"))
        if size.isdecimal() and int(size) <= _TINY:
            return "tiny"
        colour = self._colour(_first(properties, "color"))
        if colour is None:
            return ""
        behind = self._behind(run, paragraph, properties)
        return "colour" if behind is not None and same_to_the_eye(colour, behind) else ""

    def _properties(self, run: Any, paragraph: Any) -> list[Any]:
        """The run's property lists, nearest first."""
        own = run.find(w("rPr"))
        lists = [own] if own is not None else []
        lists += self._chain(_value(own.find(w("rStyle"))) if own is not None else "", "character")
        about = paragraph.find(w("pPr")) if paragraph is not None else None
        lists += self._chain(_value(about.find(w("pStyle"))) if about is not None else "", "paragraph")
        return lists

    def _chain(self, style_id: str, kind: str) -> list[Any]:
        found: list[Any] = []
        style = self._styles.get(style_id) if style_id else self._usual.get(kind)
        seen = set()
        while style is not None and id(style) not in seen:
            seen.add(id(style))
            if (properties := style.find(w("rPr"))) is not None:
                found.append(properties)
            style = self._styles.get(_value(style.find(w("basedOn"))))
        return found

    @staticmethod
    def _colour(element: Any) -> Colour | None:
        """The run's own colour; None for Word's automatic one, which is always readable."""
        if element is None:
            return None
        if _value(element, "themeColor") in _THEME_WHITE and not _value(element, "themeShade"):
            return WHITE
        return from_hex(_value(element))

    def _behind(self, run: Any, paragraph: Any, properties: list[Any]) -> Colour | None:
        """The colour behind a run; None where it can't be told (a picture, a box, a table's style)."""
        highlight = _HIGHLIGHTS.get(_value(_first(properties, "highlight")))
        shades = [_first(properties, "shd")]
        if paragraph is not None:
            shades.append(paragraph.find(f"{w('pPr')}/{w('shd')}"))
        for above in run.iterancestors():
            if above.tag == w("tc"):
                shades.append(above.find(f"{w('tcPr')}/{w('shd')}"))
            elif above.tag == w("tbl"):
                shades.append(above.find(f"{w('tblPr')}/{w('shd')}"))
        fills = [highlight, *(_value(shade, "fill") for shade in shades if shade is not None)]
        for fill in fills:
            if fill and (colour := from_hex(fill)) is not None:
                return colour
        boxed = any(above.tag == w("txbxContent") for above in run.iterancestors())
        if boxed or any(self._styled(table) for table in run.iterancestors(w("tbl"))):
            return None
        if paragraph is not None and self._style_shades(paragraph):
            return None
        return self._page

    def _styled(self, table: Any) -> bool:
        """Whether a table's style shades its cells."""
        style = self._styles.get(_value(table.find(f"{w('tblPr')}/{w('tblStyle')}")))
        seen = set()
        while style is not None and id(style) not in seen:
            seen.add(id(style))
            if next(style.iter(w("shd")), None) is not None:
                return True
            style = self._styles.get(_value(style.find(w("basedOn"))))
        return False

    def _style_shades(self, paragraph: Any) -> bool:
        style = self._styles.get(_value(paragraph.find(f"{w('pPr')}/{w('pStyle')}")))
        return style is not None and style.find(f"{w('pPr')}/{w('shd')}") is not None


def _first(properties: list[Any], name: str) -> Any:
    for one in properties:
        if (element := one.find(w(name))) is not None:
            return element
    return None
