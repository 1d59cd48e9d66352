"""Uploaded bytes to text: what is read, what is refused and how, and what a parser may cost."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfWriter

from document_processor import read_document
from documents import limits, readers
from documents.raw import UnreadableError
from errors import DocumentError
from tests.documents.files import body, docx, pdf, with_part

MOST = 5 * 1024 * 1024


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        readers.read(data)
    return caught.value.code


@pytest.mark.process
@pytest.mark.parametrize(
    ("data", "media_type", "text"),
    [
        (pdf("Kept a ledger."), readers.PDF, "Kept a ledger."),
        (
            docx("Kept a ledger.", "For Müller."),
            readers.DOCX,
            "Kept a ledger.\nFor Müller.\n2019 Led the team",
        ),
        ("Kept a ledger for Müller.\r\n".encode(), readers.TXT, "Kept a ledger for Müller."),
        ("Zażółć gęślą jaźń, a résumé".encode("utf-16"), readers.TXT, "Zażółć gęślą jaźń, a résumé"),
        ("Ein ganz gewöhnlicher Lebenslauf für Köln".encode("latin-1"), readers.TXT, None),
    ],
    ids=["pdf", "docx", "utf-8", "utf-16", "latin-1"],
)
def test_it_reads_the_three_kinds_whatever_they_are_called(
    data: bytes, media_type: str, text: str | None
) -> None:
    document = read_document(data, max_bytes=MOST)
    assert (document.media_type, document.size_bytes) == (media_type, len(data))
    if text is None:
        assert "gewöhnlicher Lebenslauf" in document.text
    else:
        assert document.text == text


@pytest.mark.process
@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (pdf("", image=True), "only images"),
        (pdf("secret", password="open sesame"), "password"),
        (pdf("Kept a ledger.")[:200], "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old Word file"),
        (b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)), "PDF, DOCX or TXT"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PDF, DOCX or TXT"),
        (b"{\\rtf1 Hello}", "PDF, DOCX or TXT"),
        (b"PK\x03\x04 cut short", "damaged"),
    ],
    ids=["no bytes", "blanks", "scan", "locked", "cut pdf", "doc", "program", "picture", "rtf", "cut zip"],
)
def test_each_refusal_says_why_and_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(data, max_bytes=MOST)
    assert says in caught.value.message
    assert caught.value.message.endswith(".")


@pytest.mark.unit
def test_a_pdf_without_text_or_image_has_no_text() -> None:
    assert refusal(pdf("")) == "no_text"


@pytest.mark.unit
def test_a_pdf_locked_only_against_changes_is_read() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf("Kept a ledger.")))
    writer.encrypt(user_password="", owner_password="boss", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    reading = readers.read(out.getvalue())
    assert (reading["media_type"], reading["text"]) == (readers.PDF, "Kept a ledger.")


@pytest.mark.unit
def test_another_kind_of_zip_is_no_docx() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("sheet.xml", "<x/>")
    assert refusal(out.getvalue()) == "wrong_type"


@pytest.mark.unit
@pytest.mark.parametrize(("over", "code"), [(-1, None), (0, None), (1, "too_long")])
def test_a_text_may_have_a_hundred_thousand_characters(over: int, code: str | None) -> None:
    data = b"x " * (limits.MAX_CHARACTERS // 2 - 1) + b"x" * (2 + over)
    assert len(data) == limits.MAX_CHARACTERS + over
    if code is None:
        assert len(readers.read(data)["text"]) == limits.MAX_CHARACTERS + over
    else:
        assert refusal(data) == code


@pytest.mark.unit
@pytest.mark.parametrize(("pages", "read"), [(49, True), (50, True), (51, False)])
def test_a_pdf_may_have_fifty_pages(pages: int, read: bool) -> None:
    data = pdf(*["Page"] * pages)
    if read:
        assert readers.read(data)["text"].count("Page") == pages
    else:
        assert refusal(data) == "too_many_pages"


@pytest.mark.process
@pytest.mark.parametrize(("over", "says"), [(-1, None), (0, None), (1, "larger than 1 MB")])
def test_a_file_may_be_as_large_as_the_setting_says(over: int, says: str | None) -> None:
    most = 1024 * 1024
    data = b"Kept a ledger." + b" " * (most + over - 14)
    if says is None:
        assert read_document(data, max_bytes=most).text == "Kept a ledger."
    else:
        with pytest.raises(DocumentError, match="too large") as caught:
            read_document(data, max_bytes=most)
        assert says in caught.value.message


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">%s]><w>&j;</w>""" % b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]><w>&a;</w>'


@pytest.mark.process
@pytest.mark.parametrize(
    "xml", [ENTITIES, OUTSIDE, b"<unclosed", b"<a>" * 100_000], ids=["bomb", "xxe", "cut", "deep"]
)
def test_hostile_xml_is_refused_within_the_limits(xml: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(with_part(xml), max_bytes=MOST)
    hostname = Path("/etc/hostname").read_text(encoding="utf-8").strip()
    assert hostname not in caught.value.message


@pytest.mark.unit
@pytest.mark.parametrize(
    "xml", [b"<w/>", body("").replace(b"<w:body></w:body>", b""), b"<a:document xmlns:a='x'/>"]
)
def test_a_main_part_that_is_no_document_is_damaged(xml: bytes) -> None:
    assert refusal(with_part(xml)) == "damaged"
