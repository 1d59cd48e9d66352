"""A model's plan, judged: what can be traced is taken, the bank fills the gaps. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from pydantic import ValidationError
from rapidfuzz import fuzz

from fsm import StageRule
from interview import questions
from interview.advert import requirements
from interview.advert_lines import hurts, unfit
from interview.lang import LANGUAGES
from interview.models import Brief, Frozen, Plan, PlannedQuestion
from interview.plan_schema import Stage, Written, WrittenPlan, stages
from interview.rubric import competency

_ALIKE = 82.0
_SHORTEST_SOURCE, _LONGEST_SOURCE = 8, 300
_SHORTEST, _LONGEST, _MOST_WORDS = 15, 400, 60
_MOST_REASONS = 12
_MARKUP = re.compile(r"https?:|www\.|[<>{}\[\]`*_#|\\]")
_PRIVATE = re.compile(
    r"\b(?:how old are you|your (?:age|religion|nationality|ethnicity|race|disability|sexual orientation)|"
    r"are you (?:married|single|pregnant|religious|disabled)|(?:do you have|are you planning|plan to have) "
    r"(?:any )?(?:children|kids|a family))\b",
    re.IGNORECASE,
)


class Unusable(Frozen):
    """No plan can be made of the answer.

    Attributes:
        reasons: our own sentences, for the model; they hold nothing of the answer.
    """

    reasons: tuple[str, ...]


def read(
    answer: str,
    brief: Brief,
    rules: Sequence[StageRule],
    bank: Plan,
    *,
    avoid: Sequence[str] = (),
    written_by: str,
) -> Plan | Unusable:
    """The plan that a model's answer holds.

    A question is left out when its source is not found word for word, when it can't be said aloud, or
    when it was asked before. A stage keeps the bank's opener and the candidate's own questions, and what
    it lacks comes from the bank. Less than half of what was asked for makes no plan.

    Args:
        answer: JSON, fenced or not.
        bank: the question bank's plan for the same interview.
        avoid: what was asked in earlier interviews.
        written_by: the model's name.
    """
    try:
        written = WrittenPlan.model_validate_json(_object_in(answer))
    except ValidationError as error:
        return Unusable(reasons=tuple(_form_problems(error)))
    asked_for = stages(rules, bank)
    sifter = _Sifter(brief, bank, asked_for, avoid)
    for number, question in enumerate(written.questions, start=1):
        sifter.take(number, question)
    taken = sum(len(found) for found in sifter.taken.values())
    if empty := [stage.name for stage in asked_for if not sifter.taken[stage.name]]:
        sifter.reasons.append(f"No usable question is left for {', '.join(empty)}.")
    if empty or taken * 2 < sum(stage.wanted for stage in asked_for):
        return Unusable(reasons=tuple(sifter.reasons[:_MOST_REASONS]) or ("There are too few questions.",))
    return _together(sifter, asked_for, bank, written_by)


def _object_in(answer: str) -> str:
    """The outermost braces of a text: some models put a fence or a sentence around them."""
    start, end = answer.find("{"), answer.rfind("}")
    return answer[start : end + 1] if 0 <= start < end else answer


def _form_problems(error: ValidationError) -> list[str]:
    """What is wrong with the form of an answer, without a word of it."""
    found = [
        f"{'.'.join(str(part) for part in problem['loc']) or 'the answer'}: {problem['type']}"
        for problem in error.errors(include_input=False, include_url=False, include_context=False)
    ]
    return found[:_MOST_REASONS]


class _Sifter:
    """Takes usable questions stage by stage and says why the others aren't."""

    def __init__(self, brief: Brief, bank: Plan, asked_for: Sequence[Stage], avoid: Sequence[str]) -> None:
        self._texts = {"resume": _plain(brief.resume_text), "job_description": _plain(brief.job_description)}
        self._requirements = {_plain(one.line) for one in requirements(brief).found}
        self._language = brief.language
        self._bank = {q.id: q for q in bank.questions}
        self._kept = [q.text for stage in asked_for for q in stage.kept]
        self._avoid = list(avoid)
        self._wanted = {stage.name: stage.wanted for stage in asked_for}
        self.taken: dict[str, list[PlannedQuestion]] = {stage.name: [] for stage in asked_for}
        self.reasons: list[str] = []

    def take(self, number: int, written: Written) -> None:
        """Take one question or note why not."""
        if written.stage not in self.taken:
            reason = "there is no such stage"
        elif len(self.taken[written.stage]) >= self._wanted[written.stage]:
            return
        elif written.origin == "bank":
            reason = self._take_from_bank(written)
        else:
            reason = self._take_written(number, written)
        if reason:
            self.reasons.append(f"Question {number}: {reason}.")

    def _take_from_bank(self, written: Written) -> str:
        found = self._bank.get(written.source.strip())
        if found is None or found.stage != written.stage or found.text in self._kept:
            return "its source is no id of the question bank for this stage"
        if self._asked_already(found.text):
            return "it was asked before, or twice"
        self.taken[written.stage].append(found)
        return ""

    def _take_written(self, number: int, written: Written) -> str:
        text, source = " ".join(written.question.split()), " ".join(written.source.split())
        if competency(written.competency) is None:
            return "there is no such competency"
        if not self._is_source(written.origin, source):
            return "its source is not in the text it names, word for word"
        if written.origin == "job_description" and unfit(source):
            return "its source is nothing to ask about"
        if reason := self._unsayable(text):
            return reason
        if self._asked_already(text):
            return "it was asked before, or twice"
        rephrase = " ".join(written.rephrase.split())
        self.taken[written.stage].append(
            PlannedQuestion(
                id=f"written-{number}",
                stage=written.stage,
                text=text,
                competency=written.competency,
                origin=written.origin,
                source=source,
                rephrase="" if self._unsayable(rephrase) else rephrase,
            )
        )
        return ""

    def _is_source(self, origin: str, source: str) -> bool:
        plain = _plain(source)
        if origin == "job_description" and plain in self._requirements:
            return True
        return _SHORTEST_SOURCE <= len(source) <= _LONGEST_SOURCE and plain in self._texts.get(origin, "")

    def _unsayable(self, text: str) -> str:
        words = questions.words(text)
        if not _SHORTEST <= len(text) <= _LONGEST or len(words) > _MOST_WORDS:
            return "it is too short or too long"
        if _MARKUP.search(text) or not text.isprintable():
            return "it holds markup or a link"
        if self._language in LANGUAGES and not questions.asked_in(text, language=self._language):
            return "it asks nothing"
        return "it asks about private matters, or is rude" if _PRIVATE.search(text) or hurts(text) else ""

    def _asked_already(self, text: str) -> bool:
        here = [q.text for found in self.taken.values() for q in found]
        old = (*here, *self._kept, *self._avoid)
        return any(alike(text, other, language=self._language) for other in old)


def alike(one: str, other: str, *, language: str = "en") -> bool:
    """Whether two questions ask the same thing in nearly the same words."""
    if fuzz.token_sort_ratio(one.lower(), other.lower()) >= _ALIKE:
        return True
    return questions.says(one, other, language=language) and questions.says(other, one, language=language)


def _plain(text: str) -> str:
    """A text as it is compared: one form of each letter, single spaces, no case."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _together(sifter: _Sifter, asked_for: Sequence[Stage], bank: Plan, written_by: str) -> Plan:
    """The bank's plan with the taken questions in place of its own, stage by stage."""
    by_name = {stage.name: stage for stage in asked_for}
    found: list[PlannedQuestion] = []
    for name in dict.fromkeys(q.stage for q in bank.questions):
        planned = bank.for_stage(name)
        if name not in by_name:
            found += planned
            continue
        taken = sifter.taken[name]
        spare = [q for q in planned if q not in (*by_name[name].kept, *taken)]
        spare = [q for q in spare if not any(alike(q.text, other.text) for other in taken)]
        middle = [*taken, *spare[: by_name[name].wanted - len(taken)]]
        kept = by_name[name].kept
        opening = [q for q in kept if q is planned[0]]
        found += [*opening, *middle, *(q for q in kept if q not in opening)]
    return Plan(questions=tuple(found), written_by=written_by)
