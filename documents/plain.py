"""Bytes of a plain text file to text."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from . import limits
from .raw import Raw, UnreadableError

_MARKS = (  # UTF-32's begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_MOST_ODD = 0.02  # of all characters
_BYTES_A_CHARACTER = 4
_USUAL = "cp1252"  # of encodings that fit as well, what Western European Windows writes is the likeliest


def read(data: bytes) -> Raw:
    """The text of a file that is neither PDF nor DOCX.

    Raises:
        UnreadableError: ``wrong_type`` for what isn't text, ``too_long``.
    """
    if len(data) > _BYTES_A_CHARACTER * limits.MAX_CHARACTERS and len(data.split(None, 1)[0]) == len(data):
        raise UnreadableError("too_long")
    text = _decoded(data)
    if len(_NO_TEXT.findall(text)) > _MOST_ODD * len(text):
        raise UnreadableError("wrong_type")
    return Raw([text])


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if data.startswith(b"{\\rtf") or b"\x00" in data:
        raise UnreadableError("wrong_type")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        matches = from_bytes(data)
    if (best := matches.best()) is None:
        raise UnreadableError("wrong_type")
    usual = (one for one in matches if one.chaos <= best.chaos and _USUAL in one.could_be_from_charset)
    return str(next(usual, best))
