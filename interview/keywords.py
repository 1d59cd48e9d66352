"""Words worth using from untrusted text: skills, employers, names; always short and plain."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

from interview.questions import words

_ODD = re.compile(r"[^\w\s&+#.,'-]", re.UNICODE)
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|<[^>]*>|\{[^}]*\}")
_LINK = re.compile(r"\S*(?:://|www\.|@)\S*")
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|system|assistant|prompt|instructions?|override|jailbreak|pretend|you must|"
    r"you are now|say that|output|respond|score|candidate is)\b",
    re.IGNORECASE,
)
_EMPLOYER = re.compile(
    r"(?:\b(?:at|for|with|joined)\s+|[,|–—·@-]\s*)((?:[A-Z][\w&'.-]*)(?:\s+(?:[A-Z][\w&'.-]*|of|and|&)){0,3})"
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_TITLE = re.compile(
    r"\b(?:engineer|developer|manager|designer|analyst|scientist|lead|intern|consultant|assistant|specialist|"
    r"director|head|coordinator|administrator|architect|representative|associate|officer|teacher|nurse|clerk|"
    r"technician|supervisor|agent|executive|accountant|researcher)\b",
    re.IGNORECASE,
)
_NOT_EMPLOYER = re.compile(
    r"^(?:the|a|an|i|my|our|january|february|march|april|may|june|july|august|september|october|november|"
    r"december|"
    r"present|now|university|college|school|bachelor|master|remote|skills|education|experience)\b",
    re.IGNORECASE,
)
_MAX_CHARS = 60


def plain(text: str, *, max_words: int = 6) -> str:
    """``text`` made safe to speak and to put into a question.

    One line, letters and digits and a few inner marks, at most ``max_words`` words and 60 characters;
    empty when it holds a link, an order to a model, or nothing.
    """
    if _LINK.search(text) or _ORDERS.search(text):
        return ""
    line = _BRACKETS.sub(" ", text.replace("’", "'")).replace("/", " and ").replace("_", " ")
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
    listed = resources.files("interview.bank").joinpath("skills.txt").read_text(encoding="utf-8")
    names = [line.strip() for line in listed.splitlines() if line.strip() and not line.startswith("#")]
    return tuple(
        (re.compile(rf"(?<![\w+#.]){re.escape(name)}(?![\w+#])", re.IGNORECASE), name) for name in names
    )


def skills(text: str) -> tuple[str, ...]:
    """Known skills and tools named in ``text``, by their usual spelling, most mentioned first."""
    found = [
        (-len(hits), hits[0].start(), name)
        for pattern, name in _known_skills()
        if (hits := list(pattern.finditer(text)))
    ]
    return tuple(name for _, _, name in sorted(found))


def employers(resume: str) -> tuple[str, ...]:
    """Employers a résumé seems to name, in its order: from lines that hold a year or a job title."""
    found: list[str] = []
    for line in resume.splitlines()[:300]:
        if len(line) > 160 or not _TITLE.search(line):
            continue
        for match in _EMPLOYER.finditer(_YEARS.sub(" ", line)):
            name = plain(match.group(1), max_words=4)
            if name and not _NOT_EMPLOYER.match(name) and not _TITLE.search(name) and name not in found:
                found.append(name)
                break
    return tuple(found[:5])


def shared(text: str, other: str) -> tuple[str, ...]:
    """Skills that both texts name."""
    wanted = set(skills(other))
    return tuple(name for name in skills(text) if name in wanted)


def content_words(text: str) -> set[str]:
    """Longer words of ``text``, for a rough comparison of two texts."""
    return {word for word in words(text) if len(word) > 4}
