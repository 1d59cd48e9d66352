"""Words that fill a pause, counted: hesitations, and words that are fillers only in some places. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

KEEPS_HESITATIONS = frozenset({"deepgram"})
"""The recognisers that write down “um” and “uh”. Whisper, OpenAI and AssemblyAI leave them out."""

_HESITATIONS: Mapping[str, str] = {
    "en": r"u+m+|u+h+m*|e+r+m*|h+m+|mhm+",
    "es": r"e+h+m*|e+m+|m+h+m+|h+m+",
}
_FIRST = r"(?:^|(?<=[.!?] ))"
_FILLERS: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"\byou know(?! (?:how|what|that|who|where|when|why|the|an?|me|him|her|them|if|about)\b)",
        r"\bi mean\b(?! (?:it|that)\b)",
        r"\bsort of\b",
        r"\bkind of\b(?! (?:work|job|person|people|thing|company|role|team|customer|project)\b)",
        r"\bbasically\b",
        r"\bliterally\b",
        r"(?<=, )like(?=,)",
        r"(?:(?<=\bum )|(?<=\buh ))like\b",
        r"(?:(?<=\bso )|(?<=\band ))like(?=,| u[mh]\b)",
        rf"{_FIRST}so(?=,| (?:um|uh|yeah|like)\b)",
    ),
    "es": (
        r"\bo sea\b",
        r"\bes que\b",
        r"\bdigamos\b",
        rf"{_FIRST}pues(?=,)",
        r"(?<=, )(?:pues|este)(?=,)",
        r"\bbásicamente\b",
    ),
}


def hesitations(text: str, *, language: str = "en") -> int:
    """How often “um”, “uh” and the like stand in ``text``."""
    pattern = _HESITATIONS.get(language, _HESITATIONS["en"])
    return len(re.findall(rf"\b(?:{pattern})\b", text, re.IGNORECASE))


def fillers(text: str, *, language: str = "en") -> int:
    """How often words fill a pause that mean something elsewhere: “, like,” but not “I like”.

    A language without rules has none.
    """
    return sum(len(re.findall(one, text, re.IGNORECASE)) for one in _FILLERS.get(language, ()))


def keeps_hesitations(provider: str) -> bool:
    """Whether a recogniser writes hesitations down, so that none found means that none was said."""
    return provider in KEEPS_HESITATIONS
