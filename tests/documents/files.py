"""Small files made by hand: just what a test says is in them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx import Document as new_docx
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf_object(value: Any) -> PdfObject:
    """Plain Python as PDF: ``/name`` strings are names."""
    if isinstance(value, PdfObject):
        return value
    if isinstance(value, dict):
        return DictionaryObject({NameObject(key): pdf_object(one) for key, one in value.items()})
    if isinstance(value, list):
        return ArrayObject([pdf_object(one) for one in value])
    if isinstance(value, str):
        return NameObject(value)
    return NumberObject(value) if isinstance(value, int) else FloatObject(value)


def stream(data: str | bytes, **entries: Any) -> DecodedStreamObject:
    """A stream with these dictionary entries."""
    made = DecodedStreamObject()
    made.set_data(data.encode("latin-1") if isinstance(data, str) else data)
    made.update({NameObject(f"/{name}"): pdf_object(value) for name, value in entries.items()})
    return made


HELVETICA = {
    "/Type": "/Font",
    "/Subtype": "/Type1",
    "/BaseFont": "/Helvetica",
    "/Encoding": "/WinAnsiEncoding",
}
IMAGE = stream(b"\x00", Subtype="/Image", Width=1, Height=1, ColorSpace="/DeviceGray", BitsPerComponent=8)


def drawn_pdf(*contents: str, resources: dict[str, Any] | None = None) -> bytes:
    """A PDF whose pages have this content; the font F1 and the image I1 are there."""
    writer = PdfWriter()
    given = {"/Font": {"/F1": HELVETICA}, "/XObject": {"/I1": IMAGE}}
    for name, entries in (resources or {}).items():
        given[name] = given.get(name, {}) | entries
    for content in contents:
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Resources")] = pdf_object(given)
        if content:
            page[NameObject("/Contents")] = writer._add_object(stream(content))
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    """The file's bytes."""
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def text_at(x: float, y: float, text: str, *, size: float = 12, before: str = "") -> str:
    """Content that shows a text at a place."""
    return f"q {before} BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET Q "


def pdf(*pages: str, image: bool = False, password: str = "") -> bytes:
    """A PDF with these texts; pages hold an image too if ``image``."""
    contents = [
        ("q 500 0 0 700 40 70 cm /I1 Do Q " if image else "") + (text_at(72, 700, text) if text else "")
        for text in pages
    ]
    data = drawn_pdf(*contents)
    if not password:
        return data
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, algorithm="RC4-128")
    return written(writer)


def docx(*paragraphs: str) -> bytes:
    """A DOCX with these paragraphs and a table of one row."""
    document = new_docx()
    for text in paragraphs:
        document.add_paragraph(text)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "2019", "Led the team"
    return saved(document)


def saved(document: Any) -> bytes:
    """The file's bytes."""
    out = io.BytesIO()
    document.save(out)
    return _packed(_members(out.getvalue()))


def archive(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP with these members and a main part that says nothing."""
    return _packed({"word/document.xml": b"<w/>"} | members, method)


def with_part(xml: bytes, part: str = "word/document.xml") -> bytes:
    """A good DOCX, one of whose parts is ``xml``."""
    return _packed(_members(docx("Kept a ledger.")) | {part: xml})


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as good:
        return {name: good.read(name) for name in good.namelist()}


def _packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP whose members are all as old as each other, so that it is the same each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in members.items():
            made.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, method)
    return out.getvalue()


def body(inner: str) -> bytes:
    """The XML of a main part with this body."""
    return f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'.encode()
