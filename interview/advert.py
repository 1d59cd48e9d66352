"""The requirements of a job, read from its advertisement. By rule, and pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from interview.advert_lines import lines, unfit
from interview.keywords import skills
from interview.models import Brief
from interview.requirements import MOST, Asked, Requirement, spelled
from interview.stems import stem, telling

_LONGEST_TEXT = 200
_LONG_SENTENCE, _SHORT_CLAUSE = 12, 3
_CLAUSE = re.compile(r", (?:(?:and|or|y|e|o) )?", re.IGNORECASE)
_ITEM = re.compile(r", | (?:and|or|&|y|e|o) ", re.IGNORECASE)


def requirements(brief: Brief) -> Asked:
    """The requirements of the brief's job description."""
    title = {stem(word, brief.language) for word in telling(f"{brief.role} {brief.company}")}
    found: dict[str, Requirement] = {}
    general = left_out = 0
    for sentence, bulleted in lines(brief):
        if unfit(sentence):
            left_out += 1
            continue
        for part in _parts(sentence):
            here = list(_read(part, sentence, bulleted, title, brief.language))
            general += bulleted and not here and part == sentence
            for one in here:
                found.setdefault(one.skill.lower() or " ".join(sorted(one.words)), one)
    listed = tuple(found.values())
    return Asked(found=listed[:MOST], more=max(0, len(listed) - MOST), general=general, left_out=left_out)


def _read(part: str, sentence: str, bulleted: bool, title: set[str], language: str) -> Iterator[Requirement]:
    """The requirements that one part of a sentence holds: each skill is one where several are named."""
    named = [name for name in skills(part) if spelled(part, name)]
    line = _cut(sentence)
    words = telling(part)
    strong = tuple(word for word in words if stem(word, language) not in title)
    if len(named) > 1:
        for name in sorted(named, key=lambda one: part.lower().find(one.lower())):
            yield Requirement(text=name, line=line, skill=name)
        for item in _ITEM.split(part):
            if not skills(item):
                yield from _read(item, sentence, False, title, language)
    elif named and not _more_than(named[0], strong):
        yield Requirement(text=_cut(part), line=line, skill=named[0])
    elif len(strong) >= (1 if bulleted else 2):
        weak = tuple(word for word in words if word not in strong)
        yield Requirement(text=_cut(part), line=line, words=strong, weak=weak)


def _more_than(skill: str, strong: Iterable[str]) -> bool:
    """Whether a skill of ordinary words ("security") is only one of the things a requirement names."""
    return skill == skill.lower() and bool(set(strong) - set(telling(skill)))


def _cut(text: str) -> str:
    """``text`` with single spaces; of a long one the beginning, whole words."""
    plain = " ".join(text[: 2 * _LONGEST_TEXT].split()).strip(" ,;:")
    return (
        plain
        if len(plain) <= _LONGEST_TEXT
        else plain[: plain.rfind(" ", 0, _LONGEST_TEXT)] or plain[:_LONGEST_TEXT]
    )


def _parts(sentence: str) -> list[str]:
    """A long sentence in its clauses; a very short one belongs to the one before it."""
    if len(sentence.split()) <= _LONG_SENTENCE:
        return [sentence]
    parts: list[str] = []
    start = end = 0
    for gap in [*_CLAUSE.finditer(sentence), None]:
        stop = gap.start() if gap else len(sentence)
        if parts and len(sentence[end:stop].split()) <= _SHORT_CLAUSE:
            parts[-1] = sentence[start:stop]
        else:
            start = end
            parts.append(sentence[start:stop])
        end = gap.end() if gap else stop
    return parts
