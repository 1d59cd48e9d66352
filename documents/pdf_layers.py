"""Optional content of a PDF: which layers are switched off when it is opened."""

from __future__ import annotations

from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject


class Layers:
    """The layers a document opens without."""

    def __init__(self, reader: PdfReader) -> None:
        settings: Any = reader.root_object.get("/OCProperties", DictionaryObject()).get_object()
        usual: Any = settings.get("/D", DictionaryObject()).get_object() if settings else {}
        off: Any = usual.get("/OFF", ArrayObject()).get_object() if usual else []
        self._off = {one.idnum for one in off if isinstance(one, IndirectObject)}

    def is_off(self, layer: Any) -> bool:
        """Whether a layer, or every layer of a group, is switched off.

        Args:
            layer: a reference to either, as the page's properties hold it.
        """
        if not self._off or not isinstance(layer, IndirectObject):
            return False
        if layer.idnum in self._off:
            return True
        group: Any = layer.get_object()
        if not isinstance(group, DictionaryObject) or "/OCGs" not in group:
            return False
        members = group.raw_get("/OCGs")
        refs = [members] if isinstance(members, IndirectObject) else list(members)
        return bool(refs) and all(isinstance(ref, IndirectObject) and ref.idnum in self._off for ref in refs)
