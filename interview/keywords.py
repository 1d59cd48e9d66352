"""Words worth using from untrusted text: skills, employers, names; always short and plain."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

from interview.lang.reading import EMPLOYER, EMPLOYER_FIRST, LOOSE_END, NOT_EMPLOYER, ORDERS, TITLE
from interview.questions import words

_ODD = re.compile(r"[^\w\s&+#.,'-]", re.UNICODE)
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|<[^>]*>|\{[^}]*\}")
_LINK = re.compile(r"\S*(?:://|www\.|@)\S*")
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_LONGEST_LINE = 160
_GENDER = re.compile(r"(?<=[a-záéíóúñ])/(?:as?|os?|es?)\b")
_MAX_CHARS = 60


def plain(text: str, *, max_words: int = 6, joined: str = "and") -> str:
    """``text`` made safe to speak and to put into a question.

    One line, letters and digits and a few inner marks, at most ``max_words`` words and 60 characters;
    empty when it holds a link, an order to a model, or nothing.

    Args:
        joined: the word said for a slash.
    """
    if _LINK.search(text) or ORDERS.search(text):
        return ""
    line = _GENDER.sub("", _BRACKETS.sub(" ", text.replace("’", "'")))
    line = line.replace("/", f" {joined} ").replace("_", " ")
    kept = " ".join(_ODD.sub(" ", line).split()).strip(" .,'-&")
    parts = kept.split(" ")
    if len(parts) > max_words or len(kept) > _MAX_CHARS:
        kept = re.split(r",| - ", kept)[0].strip()
        parts = kept.split(" ")
    return kept if kept and len(parts) <= max_words and len(kept) <= _MAX_CHARS else ""


def first_name(name: str) -> str:
    """The name to address someone by; empty when there is none fit to be spoken."""
    kept = plain(name, max_words=5).split(" ")[0]
    return kept if re.fullmatch(r"[^\W\d_]+(?:['-][^\W\d_]+)*", kept) and len(kept) <= 20 else ""


@lru_cache(maxsize=1)
def _known_skills() -> tuple[tuple[re.Pattern[str], str], ...]:
    folder = resources.files("interview.bank")
    listed = "\n".join(
        folder.joinpath(name).read_text(encoding="utf-8") for name in ("skills.txt", "es/skills.txt")
    )
    names = [line.strip() for line in listed.splitlines() if line.strip() and not line.startswith("#")]
    return tuple((_whole(name), name) for name in dict.fromkeys(names))


def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w+#.]){re.escape(name)}(?![\w+#])", re.IGNORECASE)


def names(text: str, word: str) -> bool:
    """Whether ``text`` holds ``word`` as a whole word, in any case."""
    return bool(_whole(word).search(text))


@lru_cache(maxsize=64)
def skills(text: str) -> tuple[str, ...]:
    """Known skills and tools named in ``text``, by their usual spelling, most mentioned first."""
    lower = text.lower()
    found = [
        (-len(hits), hits[0].start(), name)
        for pattern, name in _known_skills()
        if name.lower() in lower and (hits := list(pattern.finditer(text)))
    ]
    return tuple(name for _, _, name in sorted(found))


def employer_in(line: str) -> str:
    """The employer that a line of a résumé seems to name; empty unless it names a job as well."""
    if len(line) > _LONGEST_LINE or not TITLE.search(line):
        return ""
    first = EMPLOYER_FIRST.match(line) if _YEARS.search(line) else None
    for match in (*((first,) if first else ()), *EMPLOYER.finditer(_YEARS.sub(" ", line))):
        name = LOOSE_END.sub("", plain(match.group(1), max_words=4))
        if name and not NOT_EMPLOYER.match(name) and not TITLE.search(name):
            return name
    return ""


def employers(resume: str) -> tuple[str, ...]:
    """Employers a résumé seems to name, in its order: from lines that hold a job title."""
    found = dict.fromkeys(filter(None, map(employer_in, resume.splitlines()[:300])))
    return tuple(found)[:5]


def shared(text: str, other: str) -> tuple[str, ...]:
    """Skills that both texts name."""
    wanted = set(skills(other))
    return tuple(name for name in skills(text) if name in wanted)


def content_words(text: str) -> set[str]:
    """Longer words of ``text``, for a rough comparison of two texts."""
    return {word for word in words(text) if len(word) > 4}
