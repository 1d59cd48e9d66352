"""Words of a brief that questions are filled with, each with the line it came from. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Literal

from interview.keywords import employers, names, plain, shared, skills
from interview.lang import language as lang
from interview.models import Brief
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


def words_for(brief: Brief) -> dict[str, tuple[Word, ...]]:
    """The words each slot may take, best first. A slot without a word is empty."""
    script = lang(brief.language).script
    resume, advert = brief.resume_text, brief.job_description
    role = plain(brief.role, max_words=8, joined=script.joined)
    company = plain(brief.company, joined=script.joined)
    in_both = shared(resume, advert)
    return {
        "role": (Word(script.role(role) if role else script.this_role),),
        "company": (Word(company),) if company else (),
        "employer": _words((n for n in employers(resume) if n != company), "resume", resume),
        "shared_skill": _words(in_both, "resume", resume),
        "skill": _words((s for s in skills(resume) if s not in in_both), "resume", resume),
        "jd_skill": _words((s for s in skills(advert) if s not in in_both), "job_description", advert),
    }


def _words(found: Iterable[str], origin: Origin, text: str) -> tuple[Word, ...]:
    return tuple(Word(name.replace("/", " "), origin, line_with(text, name, names)) for name in found)


def slots_for(brief: Brief) -> Slots:
    """The same words as queues: a word that was used goes to the end of its queue."""
    return {name: deque(found) for name, found in words_for(brief).items()}


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
