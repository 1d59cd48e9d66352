"""Bytes to text, by kind of file. Runs only in the child, which has neither secrets nor much memory."""

from __future__ import annotations

from . import limits, notices, pdf, plain, word
from .outline import hidden_section, outline
from .raw import Hidden, Raw, UnreadableError
from .reading import Reading
from .text import reveal, tidy

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TXT = "text/plain"

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE_GAP = "\n\n"


def read(data: bytes) -> Reading:
    """A document of any of the three kinds; its name is not looked at.

    Raises:
        UnreadableError: with the reason as a code.
    """
    if not data.strip():
        raise UnreadableError("empty")
    if b"%PDF-" in data[:1024]:
        kind, raw = PDF, pdf.read(data)
    elif data.startswith(b"PK\x03\x04"):
        kind, raw = DOCX, word.read(data)
    elif data.startswith(_OLE_MAGIC):
        raise UnreadableError("old_word")
    else:
        kind, raw = TXT, plain.read(data)
    return _reading(kind, raw)


def _reading(kind: str, raw: Raw) -> Reading:
    revealed = [reveal(page) for page in raw.pages]
    pages = [tidy(page.text) for page in revealed]
    text = _PAGE_GAP.join(pages).strip()
    spelled = [
        Hidden(page.spelled, "tags", number if raw.paged else None)
        for number, page in enumerate(revealed, 1)
        if page.spelled
    ]
    hidden, cut = _hidden([*raw.hidden, *spelled])
    if not text:
        raise UnreadableError("only_hidden" if hidden else "no_text")
    if len(text) > limits.MAX_CHARACTERS:
        raise UnreadableError("too_long")
    leading = len(_PAGE_GAP.join(pages)) - len(_PAGE_GAP.join(pages).lstrip())
    lengths = [len(page) + len(_PAGE_GAP) for page in pages]
    lengths[0] -= leading
    sections = outline(text, lengths if raw.paged else None)
    told = list(raw.notices)
    if removed := sum(page.removed for page in revealed):
        told.append(f"{notices.INVISIBLE_CHARACTERS}:{removed}")
    if hidden:
        told.insert(0, notices.HIDDEN_TEXT)
        sections.append(hidden_section(hidden, len(text)))
    if cut:
        told.insert(1, notices.HIDDEN_CUT)
    return {"media_type": kind, "text": text, "sections": sections, "notices": told}


def _hidden(found: list[Hidden]) -> tuple[list[Hidden], bool]:
    """Hidden passages as they are shown to the owner, and whether some had to be left out."""
    shown: list[Hidden] = []
    room = limits.MAX_HIDDEN_CHARACTERS
    for one in found:
        words = tidy(reveal(one.text).text)
        if not words:
            continue
        if room <= 0 or len(words) > room:
            if room > 0:
                shown.append(Hidden(words[:room], one.why, one.page))
            return shown, True
        shown.append(Hidden(words, one.why, one.page))
        room -= len(words)
    return shown, False
