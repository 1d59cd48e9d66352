"""Bytes to text, by kind of file. Runs only in the child, which has neither secrets nor much memory."""

from __future__ import annotations

import io
import re
import zipfile

from charset_normalizer import from_bytes
from docx import Document as open_docx
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from . import limits

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TXT = "text/plain"

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\u00a0]+")
_BLANK_LINES = re.compile(r"\n\s*\n\s*")


class UnreadableError(Exception):
    """A document that is refused; ``code`` is a key of :data:`limits.MESSAGES`."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def read(data: bytes) -> tuple[str, str]:
    """The media type and the text of a document; its name is not looked at.

    Raises:
        UnreadableError: with the reason as a code.
    """
    if not data.strip():
        raise UnreadableError("empty")
    if b"%PDF-" in data[:1024]:
        kind, text = PDF, _pdf(data)
    elif data.startswith(b"PK\x03\x04"):
        kind, text = DOCX, _docx(data)
    elif data.startswith(_OLE_MAGIC):
        raise UnreadableError("old_word")
    else:
        kind, text = TXT, _txt(data)
    text = _tidy(text)
    if not text:
        raise UnreadableError("no_text")
    if len(text) > limits.MAX_CHARACTERS:
        raise UnreadableError("too_long")
    return kind, text


def _tidy(text: str) -> str:
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _BLANK_LINES.sub("\n\n", _SPACES.sub(" ", text)).strip()


def _pdf(data: bytes) -> str:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("encrypted")
        if len(reader.pages) > limits.MAX_PAGES:
            raise UnreadableError("too_many_pages")
        parts, length = [], 0
        for page in reader.pages:
            parts.append(page.extract_text())
            length += len(parts[-1])
            if length > 4 * limits.MAX_CHARACTERS:
                raise UnreadableError("too_long")
        text = "\n\n".join(parts)
        if not text.strip() and any("/XObject" in (page.get("/Resources") or {}) for page in reader.pages):
            raise UnreadableError("image_only")
    except PyPdfError as error:
        raise UnreadableError("damaged") from error
    return text


def _check_zip(data: bytes) -> None:
    """Refuse a bomb by its table of contents, before anything is unpacked.

    Python's zipfile never unpacks a member beyond the size that table states.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise UnreadableError("damaged") from error
    if "word/document.xml" not in {member.filename for member in members}:
        raise UnreadableError("wrong_type")
    unpacked = sum(member.file_size for member in members)
    if (
        len(members) > limits.MAX_MEMBERS
        or unpacked > limits.MAX_UNPACKED_BYTES
        or any(member.file_size > limits.MAX_MEMBER_BYTES for member in members)
        or unpacked > limits.MAX_RATIO * max(1, sum(member.compress_size for member in members))
    ):
        raise UnreadableError("bomb")


def _docx(data: bytes) -> str:
    _check_zip(data)
    try:
        document = open_docx(io.BytesIO(data))
        parts = []
        for block in document.iter_inner_content():
            if isinstance(block, Paragraph):
                parts.append(block.text)
            elif isinstance(block, Table):
                parts.extend("\t".join(cell.text for cell in row.cells) for row in block.rows)
    except (OpcError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as error:
        raise UnreadableError("damaged") from error
    return "\n".join(parts)


def _txt(data: bytes) -> str:
    if data.startswith(b"{\\rtf") or (
        b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
    ):
        raise UnreadableError("wrong_type")
    best = from_bytes(data).best()
    if best is None:
        raise UnreadableError("wrong_type")
    return str(best)
