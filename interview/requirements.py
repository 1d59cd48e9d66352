"""What a job asks for, and whether a text speaks to it. By rule, and pure.

A requirement is about a known skill or tool, or about its own telling words. Words that fit any job
("experience", "team", "strong") never match by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from interview.keywords import names
from interview.lang.reading import ORDINARY
from interview.models import Frozen
from interview.stems import Words, stem

MOST = 20
"""So many requirements of one job are looked at."""


class Requirement(Frozen):
    """One thing a job asks for.

    Attributes:
        text: as the advertisement has it, or the part of ``line`` this is about; single spaces.
        line: the sentence or line it stands in.
        skill: the known skill or tool that must be named; empty when the words decide.
        words: its telling words, in lower case.
        weak: telling words it shares with the job's title or the employer's name; they decide nothing alone.
        either: where one of several things is enough: these.
    """

    text: str
    line: str
    skill: str = ""
    words: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    either: tuple[Requirement, ...] = ()

    @property
    def by_words(self) -> bool:
        """Whether words decide, and not a name."""
        return not self.skill and not any(one.skill for one in self.either)

    @property
    def names_tool(self) -> bool:
        """Whether it is about a name, as against a skill of ordinary words."""
        return any(one.skill != one.skill.lower() for one in (self, *self.either))


class Asked(Frozen):
    """What a job asks for.

    Attributes:
        found: in the order of the advertisement, at most :data:`MOST`.
        more: how many requirements there are beyond those.
        general: how many lines ask only for what any job asks for, so that words can't tell.
        left_out: how many lines nobody should be asked about; see :func:`interview.advert_lines.unfit`.
    """

    found: tuple[Requirement, ...] = ()
    more: int = 0
    general: int = 0
    left_out: int = 0


class Untold(Frozen):
    """Requirements of a job that were told in no interview, in the order of the advertisement.

    Attributes:
        holes: those that stand in no line of the résumé either.
        on_paper: those that a line of the résumé speaks to.
        mentioned: those that were named without anything done.
    """

    holes: tuple[Requirement, ...] = ()
    on_paper: tuple[Requirement, ...] = ()
    mentioned: tuple[Requirement, ...] = ()

    @property
    def every(self) -> tuple[Requirement, ...]:
        """In the order they are asked about."""
        return (*self.holes, *self.on_paper, *self.mentioned)


NOTHING_UNTOLD = Untold()
_BARE_NAMES = ("Go", "R")
_BARE = re.compile(r"(?<![\w&+#-])(?:Go|R)(?![\w&+#'’-]|\.\w| [Tt]o\b)")
_GOES_ON = re.compile(r" (?!and\b|or\b)[a-z]")


def spelled(text: str, name: str) -> bool:
    """Whether ``text`` holds the name as a name, where it is an ordinary word as well."""
    if name in _BARE_NAMES:
        return name in bare(text)
    return not ORDINARY.fullmatch(name) or bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def bare(text: str) -> tuple[str, ...]:
    """Languages named by a word or a letter that is much else: as they are spelled, and where no sentence
    begins with them.
    """
    found: dict[str, None] = {}
    for hit in _BARE.finditer(text):
        begins = not (before := text[: hit.start()].rstrip()) or before[-1] in ".!?"
        if not (begins and _GOES_ON.match(text, hit.end())):
            found[hit[0]] = None
    return tuple(found)


def speaks_to(requirement: Requirement, text: Words) -> tuple[int, ...]:
    """Where ``text`` speaks to a requirement: the characters its words begin at; empty when it doesn't.

    A skill has to be named. Of words about two in five are wanted, two at least where there are two; one
    that stands alone needs a word of the job's title beside it where the requirement has one. Of several
    things of which one is enough the best counts.
    """
    if requirement.either:
        return max((speaks_to(one, text) for one in requirement.either), key=len)
    if requirement.skill:
        return _named(requirement.skill, text)
    strong = _stems(requirement.words, text.language)
    weak = _stems(requirement.weak, text.language) if len(strong) == 1 else frozenset()
    wanted = 1 if len(strong) == 1 else max(2, min(4, -(-2 * len(strong) // 5)))
    if len(strong & text.known) < wanted or (weak and not weak & text.known):
        return ()
    first: dict[str, int] = {}
    for one, at in text.stems:
        if one in strong:
            first.setdefault(one, at)
    return tuple(sorted(first.values()))


def _stems(words: Iterable[str], language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in words)


def _named(skill: str, text: Words) -> tuple[int, ...]:
    """Where a skill is named; one that is made of ordinary words may have other endings."""
    if skill.lower() in text.text.lower() and names(text.text, skill) and spelled(text.text, skill):
        return (text.text.lower().find(skill.lower()),)
    if skill in _BARE_NAMES or ORDINARY.fullmatch(skill) or (" " not in skill and skill != skill.lower()):
        return ()
    wanted = [one for one, _ in Words(skill, text.language).stems]
    if not set(wanted) <= text.known:
        return ()
    for at in range(len(text.stems) - len(wanted) + 1):
        if [one for one, _ in text.stems[at : at + len(wanted)]] == wanted:
            return (text.stems[at][1],)
    return ()
