"""Words of a brief that questions are filled with, each with the line it came from. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Literal

from interview.keywords import employers, names, plain, shared, skills
from interview.lang import language as lang
from interview.models import Brief
from interview.requirements import NOTHING_UNTOLD, Requirement, Untold
from interview.resume import line_with

Origin = Literal["bank", "resume", "job_description"]


@dataclass(frozen=True)
class Word:
    """A word safe to speak.

    Attributes:
        line: the line of the résumé or the job description it was found in, verbatim; may be empty.
    """

    spoken: str
    origin: Origin = "bank"
    line: str = ""


Slots = Mapping[str, deque[Word]]


UNTOLD = "untold"
"""The slot for requirements that were told in no interview; each is used once in a plan."""
_MOST_SPOKEN = 10


def words_for(
    brief: Brief, untold: Untold = NOTHING_UNTOLD, asked: Collection[str] = ()
) -> dict[str, tuple[Word, ...]]:
    """The words each slot may take, best first. A slot without a word is empty.

    Args:
        untold: requirements of the brief's job; a skill among them is asked about as one of them only.
        asked: questions of earlier interviews; what they name waits for what they don't.
    """
    script = lang(brief.language).script
    resume, advert = brief.resume_text, brief.job_description
    role = plain(brief.role, max_words=8, joined=script.joined)
    company = plain(brief.company, joined=script.joined)
    waiting = untold.every
    in_both = shared(resume, advert)
    told = [name for name in skills(advert) if not any(names(one.text, name) for one in waiting)]
    return {
        "role": (Word(script.role(role) if role else script.this_role),),
        "company": (Word(company),) if company else (),
        "employer": _words((n for n in employers(resume) if n != company), "resume", resume),
        "shared_skill": _words((s for s in in_both if s in told), "resume", resume),
        "skill": _words((s for s in skills(resume) if s not in in_both), "resume", resume),
        "jd_skill": _words((s for s in told if s not in in_both), "job_description", advert),
        UNTOLD: tuple(
            word
            for part in (untold.holes, untold.on_paper, untold.mentioned)
            for word in sorted(_spoken(part, script.joined), key=lambda one: named_in(one, asked))
        ),
    }


def _spoken(requirements: Iterable[Requirement], joined: str) -> Iterator[Word]:
    """Those that can be said."""
    for one in requirements:
        if spoken := plain(one.text, max_words=_MOST_SPOKEN, joined=joined):
            yield Word(spoken, "job_description", one.line)


def named_in(word: Word, texts: Iterable[str]) -> bool:
    """Whether one of the texts says it."""
    return any(names(text, word.spoken) for text in texts)


def _words(found: Iterable[str], origin: Origin, text: str) -> tuple[Word, ...]:
    return tuple(Word(name.replace("/", " "), origin, line_with(text, name, names)) for name in found)


def slots_for(brief: Brief, untold: Untold = NOTHING_UNTOLD, asked: Collection[str] = ()) -> Slots:
    """The same words as queues: a word that was used goes to the end of its queue."""
    return {name: deque(found) for name, found in words_for(brief, untold, asked).items()}


def use(slots: Slots, name: str) -> None:
    """Take the first word of a slot: it is used once, or goes to the end."""
    if name == UNTOLD:
        slots[name].popleft()
    else:
        slots[name].rotate(-1)


def slots_of(text: str) -> tuple[str, ...]:
    """The names of the slots in a text of the bank, each once."""
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(text) if name))


def filled(text: str, slots: Slots) -> str:
    """The text with the first word of each slot; empty when one has none."""
    wanted = slots_of(text)
    if not text or not all(slots.get(name) for name in wanted):
        return ""
    done = text.format(**{name: slots[name][0].spoken for name in wanted})
    return done[0].upper() + done[1:]
