"""The requirements of a job, read from its advertisement. By rule, and pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from interview.advert_lines import lines, unfit
from interview.keywords import skills
from interview.models import Brief
from interview.requirements import MOST, Asked, Requirement, bare, spelled
from interview.stems import stem, telling

_LONGEST_TEXT = 200
_LONG_SENTENCE, _SHORT_CLAUSE = 12, 3
_CLAUSE = re.compile(r", (?:(?:and|or|y|e|o) )?", re.IGNORECASE)
_OR = re.compile(r" (?:or|o|u) ")
_AND = re.compile(r" (?:and|&|y|e) ")
_MORE = re.compile(
    r" (?:or|o) (?:more|less|fewer|higher|lower|above|below|better|not|else|más|menos|superior|no)\b"
)
_SIDE = re.compile(r",? (?:or|o|u) |, ")
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
                found.setdefault(one.skill.lower() or " ".join(sorted(one.words)) or one.text.lower(), one)
    listed = tuple(found.values())
    return Asked(found=listed[:MOST], more=max(0, len(listed) - MOST), general=general, left_out=left_out)


def _read(part: str, sentence: str, bulleted: bool, title: set[str], language: str) -> Iterator[Requirement]:
    """The requirements that one part of a sentence holds: each skill is one where several are named; where
    any of them will do they are one together.
    """
    named = [*(name for name in skills(part) if spelled(part, name)), *bare(part)]
    line, words = _cut(sentence), telling(part)
    strong = tuple(word for word in words if stem(word, language) not in title)
    others = [item for item in _ITEM.split(part) if not skills(item) and not bare(item)] if named else []
    unknown = [name for item in others if (name := _tool_by_look(item, part, title, language))]
    if len(named) + len(unknown) > 1:
        tools = [Requirement(text=name, line=line, skill=name) for name in named]
        tools += [Requirement(text=name, line=line, words=telling(name)) for name in unknown]
        tools.sort(key=lambda one: part.lower().find(one.text.lower()))
        if _OR.search(part) and not _AND.search(part):
            yield Requirement(text=_cut(part), line=line, either=tuple(tools))
            return
        yield from tools
        for item in others:
            if not _tool_by_look(item, part, title, language):
                yield from _read(item, sentence, False, title, language)
    elif named and not _more_than(named[0], strong):
        yield Requirement(text=_cut(part), line=line, skill=named[0])
    elif len(strong) >= (1 if bulleted else 2):
        weak = tuple(word for word in words if word not in strong)
        sides = (
            Requirement(text=_cut(part), line=line, words=one, weak=weak) for one in _sides(part, strong)
        )
        yield Requirement(text=_cut(part), line=line, words=strong, weak=weak, either=tuple(sides))


def _tool_by_look(item: str, part: str, title: set[str], language: str) -> str:
    """The one or two capitalised words that an item of a list of tools is about; empty when it isn't."""
    words = [word for word in telling(item) if stem(word, language) not in title]
    spelt = [re.search(rf"(?<!\w){re.escape(word)}(?!\w)", item, re.IGNORECASE) for word in words]
    if not 1 <= len(words) <= 2 or not all(hit and hit[0][0].isupper() for hit in spelt):
        return ""
    begins = part.startswith(item) and item.lower().startswith(words[0])
    if begins and len(item.split()) > 1:
        return ""
    first, last = spelt[0], spelt[-1]
    return item[first.start() : last.end()] if first and last else ""


def _sides(part: str, strong: Sequence[str]) -> list[tuple[str, ...]]:
    """The telling words of each of several things of which one is enough; empty when it is one thing.

    A single word shares the words before it: "supervising staff or volunteers".
    """
    if not _OR.search(part) or _AND.search(part) or _MORE.search(part):
        return []
    found = [tuple(word for word in telling(side) if word in strong) for side in _SIDE.split(part)]
    found = [side for side in found if side]
    first = found[0] if found else ()
    shared = [first[:-1] + side if len(side) == 1 else side for side in found[1:]]
    return [first, *shared] if shared else []


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
