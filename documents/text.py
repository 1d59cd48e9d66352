"""Cleaning what was read, without changing a word of it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BLANK_LINES = re.compile(r"\n\s*\n\s*")
_SPACE_AT_LINE_ENDS = re.compile(r" *\n *")

_LIGATURE = re.compile(r"[\ufb00-\ufb06\ufb13-\ufb17]")
_BULLETS = str.maketrans(dict.fromkeys("\uf0b7\uf0a7\uf076\uf0d8\uf0a8\uf02d", "•"))

_FLAG = re.compile("(?<=\U0001f3f4)[\U000e0020-\U000e007f]+")
_TAGS = re.compile("[\U000e0000-\U000e007f]+")
_JOINERS = re.compile(r"(?<=[^\x00-\u02ff])[\u200c\u200d](?=[^\x00-\u02ff])")  # Persian, Hindi, emoji
_INVISIBLE = re.compile(
    "[\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0080-\U000e0fff]"
)

_SOFT_HYPHEN = re.compile("\u00ad\\s*\\n\\s*|\u00ad")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-\u2010]\n[ \t]*([^\W\d_]+)")
_KEEP_HYPHEN_AFTER = frozenset(
    ("self", "well", "non", "cross", "full", "multi", "user", "client", "customer", "cost", "award", "hands")
)


@dataclass(frozen=True)
class Revealed:
    """A text without characters nobody sees.

    Attributes:
        spelled: what tag characters spelled out, if anything.
        removed: how many invisible characters were taken out.
    """

    text: str
    spelled: str
    removed: int


def reveal(text: str) -> Revealed:
    """Take invisible characters out; those that are part of a script or an emoji stay."""
    text = _FLAG.sub("", text.removeprefix("\ufeff"))
    tags = _TAGS.findall(text)
    spelled = " ".join(
        "".join(chr(ord(tag) - 0xE0000) for tag in run if 0xE0020 <= ord(tag) <= 0xE007E) for run in tags
    )
    text = _TAGS.sub("", text)
    kept = {match.start() for match in _JOINERS.finditer(text)}
    removed = sum(len(run) for run in tags)
    parts, last = [], 0
    for match in _INVISIBLE.finditer(text):
        if match.start() not in kept:
            parts.append(text[last : match.start()])
            last = match.end()
            removed += 1
    return Revealed("".join([*parts, text[last:]]), spelled.strip(), removed)


def tidy(text: str) -> str:
    """Plain line ends and spaces, ligatures as letters, words whole; at most one blank line in a row."""
    text = _CONTROL.sub("", _LINE_ENDS.sub("\n", text))
    text = unicodedata.normalize("NFC", text)
    text = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text).translate(_BULLETS)
    text = _SPACE_AT_LINE_ENDS.sub("\n", _SPACES.sub(" ", _SOFT_HYPHEN.sub("", text)))
    return _BLANK_LINES.sub("\n\n", _join_words(text)).strip()


def _join_words(text: str) -> str:
    """Undo hyphens that a line break put in; a hyphen that belongs to its word stays."""
    if not _BROKEN_WORD.search(text):
        return text
    hyphenated = set(re.findall(r"[^\W\d_]+-[^\W\d_]+", text.casefold()))

    def join(found: re.Match[str]) -> str:
        first, second = found[1], found[2]
        belongs = (
            not (second[0].islower() and first[-1].islower())
            or first.casefold() in _KEEP_HYPHEN_AFTER
            or f"{first}-{second}".casefold() in hyphenated
        )
        return f"{first}-{second}" if belongs else first + second

    return _BROKEN_WORD.sub(join, text)
