"""A PDF font as far as text needs it: what its codes mean and how wide they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

# pypdf offers its fonts' metrics under no public name; the version is pinned and a test reads with it.
from pypdf.generic._font import Font


class PdfFont:
    """Decodes strings of one font.

    Attributes:
        readable: whether its codes stand for characters at all.
        measured: whether its letters are about as large as its size says; those of Type 3 may not be.
        scale: from its glyphs' units to thousandths of its size.
        space: width of a space, in thousandths of the font's size.
    """

    def __init__(self, resource: Any) -> None:
        self._font = Font.from_font_resource(resource)
        composite = self._font.sub_type == "Type0"
        named = composite and resource.get("/Encoding") in ("/Identity-H", "/Identity-V")
        self.readable = self._font.interpretable and not (named and not self._font.character_map)
        self.measured = self._font.sub_type != "Type3"
        self.scale = 1.0 if self.measured else 1000 * float(resource.get("/FontMatrix", [0.001])[0])
        self.space = float(self._font.space_width) or 250.0
        self._known: dict[str, tuple[str, float]] = {}

    def glyphs(self, data: bytes | str) -> Iterator[tuple[str, float]]:
        """Each code's characters and its width in thousandths of the font's size."""
        for code in self._codes(data):
            if code not in self._known:
                self._known[code] = (self._characters(code), self._width(code))
            yield self._known[code]

    def _codes(self, data: bytes | str) -> str:
        if isinstance(data, str):
            return data
        if isinstance(self._font.encoding, str):
            try:
                return data.decode(self._font.encoding, "surrogatepass")
            except UnicodeDecodeError:
                return data.decode(self._font.encoding, "replace")
        return data.decode("latin-1")

    def _characters(self, code: str) -> str:
        encoding, names = self._font.encoding, self._font.character_map
        meant = code if isinstance(encoding, str) else encoding.get(ord(code), code)
        return "".join(str(names.get(character, character)) for character in meant)

    def _width(self, code: str) -> float:
        font = self._font
        return float(font.space_width if code == font.space_char else font.get_text_width(code))
