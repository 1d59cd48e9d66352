"""File names of what is taken along: plain ASCII, never a path, whatever a person called the thing."""

from __future__ import annotations

import re
import unicodedata

_MOST = 48
_ENDINGS = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/plain": ".txt",
    "audio/ogg": ".ogg",
    "audio/webm": ".webm",
    "audio/wav": ".wav",
    "audio/x-wav": ".wav",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
}


def slug(text: str, *, most: int = _MOST, unnamed: str = "unnamed") -> str:
    """``Führte (2).pdf`` becomes ``fuhrte-2-pdf``; what holds no letter or digit becomes ``unnamed``.

    Args:
        most: characters of the name, at least 1.
        unnamed: what stands for a text without a letter or digit.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:most].strip("-") or unnamed


def numbered(number: int, text: str) -> str:
    """A name that no other number of the same folder has, and that no system reserves."""
    return f"{number:03d}-{slug(text)}"


def ending(media_type: str) -> str:
    """The file name's ending for a media type; ``.bin`` for one we don't know."""
    return _ENDINGS.get(media_type.partition(";")[0].strip().lower(), ".bin")
