"""A DOCX file to text: body, tables, text boxes, headers, footers and notes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document as open_docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import OpcError
from docx.oxml.parser import parse_xml

from . import limits
from .raw import Hidden, Raw, UnreadableError
from .word_marks import Marks, w

MAIN_PART = "word/document.xml"
_ENCRYPTED_FLAG = 0x1
_CHOICE_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX = w("txbxContent")
_NOT_SHOWN = frozenset((w("del"), w("moveFrom"), w("rPr"), w("pPr"), w("sectPr"), _CHOICE_FALLBACK))
_FURNITURE = (w("separator"), w("continuationSeparator"))  # notes that hold only the rule above notes
_MARKS_IN_RUN = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-", w("softHyphen"): ""}


def check_archive(data: bytes) -> None:
    """Refuse a bomb by its table of contents, before anything is unpacked.

    Python's zipfile never unpacks a member beyond the size that table states.

    Raises:
        UnreadableError: ``damaged``, ``wrong_type``, ``encrypted`` or ``bomb``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise UnreadableError("damaged") from error
    if MAIN_PART not in {member.filename for member in members}:
        raise UnreadableError("wrong_type")
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise UnreadableError("encrypted")
    unpacked = sum(member.file_size for member in members)
    if (
        len(members) > limits.MAX_MEMBERS
        or unpacked > limits.MAX_UNPACKED_BYTES
        or any(member.file_size > limits.MAX_MEMBER_BYTES for member in members)
        or _shrank_too_much(unpacked, sum(member.compress_size for member in members))
        or any(
            member.file_size > limits.SMALL_MEMBER_BYTES
            and _shrank_too_much(member.file_size, member.compress_size)
            for member in members
        )
    ):
        raise UnreadableError("bomb")


def _shrank_too_much(unpacked: int, packed: int) -> bool:
    return unpacked > limits.MAX_RATIO * max(1, packed)


def read(data: bytes) -> Raw:
    """The text of a DOCX file, headers first and notes last; hidden text apart.

    Raises:
        UnreadableError: with the reason as a code.
    """
    check_archive(data)
    try:
        document = open_docx(io.BytesIO(data))
    except (OpcError, KeyError, zipfile.BadZipFile, SyntaxError, NotImplementedError) as error:
        raise UnreadableError("damaged") from error
    except ValueError as error:  # python-docx: the main part is of another kind
        raise UnreadableError("macros") from error
    part, root = document.part, document.element
    if root.tag != w("document") or root.body is None:
        raise UnreadableError("damaged")
    page = root.find(w("background"))
    marks = Marks(part.styles.element, page)
    text = Text(marks)
    for element in _others(part, RT.HEADER):
        text.block(element)
    text.block(root.body)
    for kind in (RT.FOOTNOTES, RT.ENDNOTES, RT.FOOTER):
        for element in _others(part, kind):
            text.block(element)
    return Raw(["".join(text.shown)], hidden=text.hidden)


def _others(part: Any, kind: str) -> Iterator[Any]:
    """The roots of the parts that the main part names as ``kind``, each text once."""
    seen = set()
    for relation in part.rels.values():
        if relation.reltype != kind or relation.is_external:
            continue
        other = relation.target_part
        root = other.element if hasattr(other, "element") else parse_xml(other.blob)
        words = "".join(root.itertext(w("t"))) if kind in (RT.HEADER, RT.FOOTER) else relation.rId
        if words not in seen:
            seen.add(words)
            yield root


class Text:
    """Collects paragraphs, with what is hidden kept apart."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self.shown: list[str] = []
        self.hidden: list[Hidden] = []

    def block(self, element: Any) -> None:
        """Everything in a body, cell, header, note or text box, in the order it stands there."""
        for child in element:
            tag = child.tag
            if tag == w("p"):
                self._paragraph(child)
            elif tag == w("tbl"):
                for row in child.iter(w("tr")):
                    if next(row.iterancestors(w("tbl"))) is child:
                        self._row(row)
            elif tag in (w("footnote"), w("endnote")) and any(child.iter(*_FURNITURE)):
                continue
            elif isinstance(tag, str) and tag not in _NOT_SHOWN:
                self.block(child)

    def _row(self, row: Any) -> None:
        """The cells beside each other while each is one line, else below each other."""
        cells: list[str] = []
        shown = self.shown
        for cell in row.iter(w("tc")):
            if next(cell.iterancestors(w("tr"))) is row:
                self.shown = []
                self.block(cell)
                cells.append("".join(self.shown).strip())
        self.shown = shown
        single = all("\n" not in cell for cell in cells)
        self.shown.append(("\t" if single else "\n").join(cell for cell in cells if cell) + "\n")

    def _paragraph(self, paragraph: Any) -> None:
        boxes: list[Any] = []
        self._inline(paragraph, boxes)
        self.shown.append("\n")
        for box in boxes:
            self.block(box)

    def _inline(self, element: Any, boxes: list[Any]) -> None:
        for child in element:
            if child.tag == w("r"):
                self._run(child, boxes)
            elif child.tag == w("p"):
                self._paragraph(child)
            elif isinstance(child.tag, str) and child.tag not in _NOT_SHOWN:
                self._inline(child, boxes)

    def _run(self, run: Any, boxes: list[Any]) -> None:
        parts: list[str] = []
        for child in run:
            if child.tag == w("t"):
                parts.append(child.text or "")
            elif child.tag == w("sym"):
                parts.append("•")
            elif child.tag in _MARKS_IN_RUN:
                parts.append(_MARKS_IN_RUN[child.tag])
            elif isinstance(child.tag, str) and child.tag not in _NOT_SHOWN:
                boxes.extend(_outermost_boxes(child))
        words = "".join(parts)
        why = self._marks.why_hidden(run) if words.strip() else ""
        if why:
            self._hide(words, why)
        else:
            self.shown.append(words)

    def _hide(self, words: str, why: str) -> None:
        if self.hidden and self.hidden[-1].why == why:
            self.hidden[-1] = Hidden(self.hidden[-1].text + words, why)
        else:
            self.hidden.append(Hidden(words, why))


def _outermost_boxes(element: Any) -> Iterator[Any]:
    """The text boxes below an element, each once: the older drawing of the same box is passed over."""
    for child in element:
        if child.tag == _TEXT_BOX:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _NOT_SHOWN:
            yield from _outermost_boxes(child)
