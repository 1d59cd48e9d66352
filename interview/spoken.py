"""A model's text made fit for a voice: no markup, no emoji, no stage directions, and cut into sentences."""

from __future__ import annotations

import re
import unicodedata

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,80}>")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]|\{[^}]*\}")
_DOES = (
    r"(?:smil|nod|paus|laugh|chuckl|sigh|lean|look|listen|wait|think|clear|glanc|sonr|asient|r[ií]e|hace)"
    r"\w*|pause|silence|pausa|risas|silencio"
)
_DIRECTION = re.compile(
    rf"(?<!\w)(?:\*{{1,2}}\s*(?:{_DOES})\b[^*\n]{{0,40}}\*{{1,2}}|_(?:{_DOES})\b[^_\n]{{0,40}}_"
    rf"|\(\s*(?:{_DOES})\b[^()\n]{{0,40}}\))",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^\s*(?:#{1,6}\s+|>\s*|[-*+•]\s+|\d{1,2}[.)]\s+)", re.MULTILINE)
_LABEL = re.compile(
    r"^\s*[*_]*(?:interviewer|assistant|ai|system|entrevistador[a]?)[*_]*\s*:\s*[*_]*", re.IGNORECASE
)
_MARKS = re.compile(r"[*`~|<>\\^=]+|(?<![A-Za-z])#+")
_LONGEST_WORD = 40
_UNSPOKEN = frozenset({"So", "Sk", "Cs", "Co", "Cn", "Cc"})
_LOST_MARK = re.compile(r"\s+([?!.,;:])")
_SIGNS = frozenset("%&€$£+")
_SPACES = str.maketrans({"(": " ", ")": " ", "_": " "})

_END = re.compile(r"[.!?…]+[\"'”’)\]*_]*(?=\s)|[。！？]+|\n+")


def spoken(text: str) -> str:
    """``text`` as it can be read out; empty when nothing of it can."""
    text = _LINK.sub(r"\1", text)
    text = _ADDRESS.sub(" ", _TAG.sub(" ", text))
    text = _LABEL.sub("", _BRACKETS.sub(" ", _DIRECTION.sub(" ", _LEAD.sub("", text))))
    text = "".join(_voiced(char) for char in text)
    text = _MARKS.sub("", text).translate(_SPACES)
    text = _LOST_MARK.sub(r"\1", text)
    words = [word for word in text.split() if len(word) <= _LONGEST_WORD and _sounds(word)]
    return " ".join(words)


def _sounds(word: str) -> bool:
    return word in _SIGNS or any(map(str.isalnum, word))


def _voiced(char: str) -> str:
    if char in " \n\t":
        return char
    category = unicodedata.category(char)
    return "" if category in ("Cf", "Mn") and not char.isalnum() else " " if category in _UNSPOKEN else char


def letters(text: str) -> str:
    """Letters and digits of ``text`` alone, folded, so that no spelling, spacing or markup hides words."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in plain if char.isalnum())


RUN = 36
"""So many letters in a row of what only a model was told, six to eight words, are a leak."""


def shares_a_run(text: str, secret: str) -> bool:
    """Whether :data:`RUN` letters in a row stand in both, as :func:`letters` gives them."""
    return any(text[i : i + RUN] in secret for i in range(len(text) - RUN + 1))


def cut(text: str) -> tuple[list[str], str]:
    """Whole sentences at the front of ``text``, and the rest that may still grow.

    One word alone is no sentence, so "Dr." and "Okay." stay with what follows.
    """
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        piece = text[start : match.end()]
        if len(piece.split()) > 1 or match.group()[0] in "。！？":
            found.append(piece.strip())
            start = match.end()
    return found, text[start:]
