"""Words as they are compared: without their endings, and without those that fit any job. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from interview.lang import LANGUAGES
from interview.lang import language as lang

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SHORTEST = 3
_DOUBLED = re.compile(r"([bdgmnprt])\1$")


class Words:
    """The words of a text, each with its place, ready to be compared in one language.

    Attributes:
        text: as it stands.
        stems: in the order of the text, each with the character its word begins at.
        known: the same as a set.
    """

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        found = _WORD.finditer(text.replace("’", "'"))
        self.stems = tuple((stem(hit[0].lower(), language), hit.start()) for hit in found)
        self.known = frozenset(one for one, _ in self.stems)


@lru_cache(maxsize=8192)
def stem(word: str, language: str) -> str:
    """A word in lower case without its ending, as far as rules can tell; three letters stay at least."""
    matching = lang(language).matching
    if word in matching.kept:
        return word
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return _DOUBLED.sub(r"\1", matching.endings.sub("", plain))


def telling(text: str) -> tuple[str, ...]:
    """The words that say what a text is about, in lower case and in its order, each once.

    Stop words and words that fit any job are out, those of every language: an advertisement may be in
    another language than the interview.
    """
    found = (hit[0] for hit in _WORD.finditer(text.replace("’", "'")))
    return tuple(dict.fromkeys(word.lower() for word in found if _tells(word)))


def _tells(word: str) -> bool:
    shortest = 2 if word.isupper() else _SHORTEST
    return len(word) >= shortest and not word.isdigit() and word.lower() not in _empty()


@cache
def _empty() -> frozenset[str]:
    """Every word that tells nothing by itself, of all languages."""
    found: set[str] = set()
    for language in LANGUAGES.values():
        naming = language.naming
        found |= naming.stop | naming.dull | naming.openers | naming.joins | set(naming.articles)
        found |= language.matching.generic
    return frozenset(found)


def new_words(text: str, other: Words) -> int:
    """How many words of ``text``, stop words apart, are no words of ``other``."""
    naming = lang(other.language).naming
    stop = naming.stop | set(naming.articles)
    words = {hit[0].lower() for hit in _WORD.finditer(text.replace("’", "'"))}
    return len({stem(word, other.language) for word in words if word not in stop} - other.known)
