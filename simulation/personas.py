"""The people who can be simulated: their papers, and what they say to a question.

The texts are data, one file per person under ``people/``; adding a person is adding a file.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from pydantic import Field

from interview.models import Family, Frozen, Level

PEOPLE = Path(__file__).parent / "people"
_INVITES_QUESTIONS = re.compile(
    r"\banything\b.*\b(add|ask|know)\b|\bquestions? (for|about) (me|us)\b|\b(like|want) to (ask|add)\b",
    re.IGNORECASE,
)
_SHORT = 16  # words; planned questions are longer
_GROUPS = ("ready", "self_intro", "past_experience", "company_fit", "closing", "follow_up", "spare")


class Answer(Frozen):
    """What is said in one go. ``about``: word beginnings of a question that call for it."""

    about: tuple[str, ...] = ()
    say: tuple[str, ...] = Field(min_length=1)

    def matches(self, question: str) -> int:
        """How many of its ``about`` words the question holds (words up to three letters must be whole)."""
        return sum(
            bool(re.search(rf"\b{re.escape(word)}" + (r"\b" if len(word) <= 3 else ""), question, re.I))
            for word in self.about
        )


class Persona(Frozen):
    """A simulated candidate. ``speed``: of their speech, 1.0 is the voice's own.

    ``pause_s`` is how long they pause between sentences.
    """

    name: str
    email: str
    about: str
    role: str
    company: str
    level: Level
    family: Family
    speed: float = Field(gt=0)
    pause_s: float = Field(ge=0)
    resume: str
    job_description: str
    answers: dict[str, tuple[Answer, ...]]

    def sentences(self) -> list[str]:
        """Everything this person can ever say, in file order."""
        return [line for group in self.answers.values() for answer in group for line in answer.say]


def names() -> list[str]:
    """The people there are to choose from."""
    return sorted(path.stem for path in PEOPLE.glob("*.toml"))


def load(name: str) -> Persona:
    """The person called ``name``; KeyError when there is none."""
    path = PEOPLE / f"{name}.toml"
    if name not in names():
        raise KeyError(name)
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    answers = {group: data.pop(group, []) for group in _GROUPS}
    return Persona.model_validate({**data, "answers": answers})


class Mind:
    """Chooses answers for one interview. No answer is given twice.

    Args:
        persona: whose answers.
    """

    def __init__(self, persona: Persona) -> None:
        self._persona = persona
        self._used: set[tuple[str, ...]] = set()
        self._stages: set[str] = set()

    def answer(self, stage: str, question: str) -> Answer | None:
        """The best unused answer to ``question`` asked in ``stage``; None when all are used up."""
        order = self._order(stage, question)
        self._stages.add(stage)
        for group in order:
            unused = [a for a in self._persona.answers[group] if a.say not in self._used]
            if unused:
                best = max(unused, key=lambda a: a.matches(question))
                self._used.add(best.say)
                return best
        return None

    def _order(self, stage: str, question: str) -> list[str]:
        if stage in ("", "greeting"):
            first = ["ready"]
        elif stage == "closing" or _INVITES_QUESTIONS.search(question):
            first = ["closing"]
        elif self._is_follow_up(stage, question):
            first = ["follow_up", stage]
        else:
            first = [stage, "follow_up"]
        known = [group for group in first if group in _GROUPS]
        rest = ["spare", "past_experience", "company_fit", "self_intro"]
        return known + [group for group in rest if group not in known]

    def _is_follow_up(self, stage: str, question: str) -> bool:
        """A stage opens with a question of its own; a short question that fits one is a follow-up."""
        if stage not in self._stages:
            return False
        following, opening = self._best("follow_up", question), self._best(stage, question)
        return following > opening or (bool(following) and len(question.split()) <= _SHORT)

    def _best(self, group: str, question: str) -> int:
        unused = [a for a in self._persona.answers.get(group, ()) if a.say not in self._used]
        return max((a.matches(question) for a in unused), default=0)
