"""Brief in, plan out: questions from the bank, with words from the résumé and the job description. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from hashlib import sha256
from string import Formatter

from fsm import StageRule
from interview.keywords import employers, plain, shared, skills
from interview.models import Brief, Plan, PlannedQuestion
from interview.offline import CANDIDATE_QUESTIONS
from interview.question_bank import BankQuestion, bank

SPARE = 2
_Slots = Mapping[str, deque[str]]
_QUIET_STAGES = frozenset({"greeting", "closing"})
_GENERIC = (
    "What have you done that has to do with {label}?",
    "When it comes to {label}, which example of your own are you proudest of?",
    "What did you find hardest about {label}, and how did you handle that?",
    "Who taught you something about {label}, and what was it?",
    "Where would you still like to improve in {label}?",
    "How would you explain {label} to someone new to it?",
    "Looking back, which mistake in {label} taught you most?",
)
_COMPETENCY_OF_GENERIC = "craft"


def words_for(brief: Brief) -> dict[str, tuple[str, ...]]:
    """The words each slot may take, best first; safe to speak. A slot without a word is empty."""
    role = plain(brief.role, max_words=8) or "this role"
    article = "" if role.startswith(("a ", "an ", "the ", "this ")) else _article(role)
    company = plain(brief.company)
    in_both = shared(brief.resume_text, brief.job_description)
    slots: dict[str, tuple[str, ...]] = {
        "role": (f"{article}{role}",),
        "company": (company,) if company else (),
        "employer": tuple(name for name in employers(brief.resume_text) if name != company),
        "shared_skill": in_both,
        "skill": tuple(s for s in skills(brief.resume_text) if s not in in_both),
        "jd_skill": tuple(s for s in skills(brief.job_description) if s not in in_both),
    }
    return {name: tuple(word.replace("/", " ") for word in found) for name, found in slots.items()}


def _article(role: str) -> str:
    return "an " if role[:1].lower() in "aeio" else "a "


def plan(brief: Brief, rules: Sequence[StageRule], *, source: Sequence[BankQuestion] | None = None) -> Plan:
    """The questions of one interview; the same brief and rules always give the same plan.

    Each stage but greeting and closing gets its minimum and two to spare, and more where the limit leaves
    room. The last of them ends with the candidate's own questions.
    """
    rows = bank() if source is None else source
    slots = {name: deque(found) for name, found in words_for(brief).items()}
    asking = [rule for rule in rules if rule.name not in _QUIET_STAGES]
    questions: list[PlannedQuestion] = []
    for rule in asking:
        questions += _for_stage(brief, rule, [row for row in rows if row.stage == rule.name], slots)
    if asking:
        questions.append(_hand_over(asking[-1].name, slots))
    return Plan(questions=tuple(questions))


def _for_stage(
    brief: Brief, rule: StageRule, rows: Sequence[BankQuestion], slots: _Slots
) -> list[PlannedQuestion]:
    wanted = max(rule.min_questions, int(rule.limit_s // 120)) + SPARE
    fitting = [row for row in rows if row.fits(brief)]
    ranked = sorted(fitting, key=lambda row: (-_fit(row, slots), _shuffle(brief, row.id)))
    chosen: list[PlannedQuestion] = []
    opener = next((row for row in ranked if row.first and _fill(row, slots)), None)
    if opener is not None:
        chosen.append(_planned(opener, slots))
    waiting = [row for row in ranked if row is not opener and not (row.first and rule.name == "self_intro")]
    while waiting and len(chosen) < wanted:
        row = min(waiting, key=lambda item: sum(q.competency == item.competency for q in chosen))
        waiting.remove(row)
        if _fill(row, slots):
            chosen.append(_planned(row, slots))
    label = rule.label.lower()
    for number, text in enumerate(_GENERIC, start=1):
        if len(chosen) < wanted:
            chosen.append(
                PlannedQuestion(
                    id=f"{rule.name}-generic-{number}",
                    stage=rule.name,
                    text=text.format(label=label),
                    competency=_COMPETENCY_OF_GENERIC,
                )
            )
    return chosen


def _slots_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _fit(row: BankQuestion, slots: _Slots) -> int:
    """How much a question has to do with this brief."""
    personal = [name for name in _slots_of(row.text) if name != "role" and slots.get(name)]
    return 3 * bool(personal) + 2 * bool(row.families) + 2 * _only_here(row) + bool(row.levels)


def _only_here(row: BankQuestion) -> bool:
    """Whether it belongs to one kind of interview."""
    return len(row.tracks) == 1


def _shuffle(brief: Brief, row_id: str) -> str:
    """A fixed order that differs from brief to brief."""
    return sha256(f"{brief.role}|{brief.company}|{brief.candidate_name}|{row_id}".encode()).hexdigest()


def _fill(row: BankQuestion, slots: _Slots) -> str:
    for text in (row.text, row.plain):
        if text and all(slots.get(name) for name in _slots_of(text)):
            filled = text.format(**{name: slots[name][0] for name in _slots_of(text)})
            return filled[0].upper() + filled[1:]
    return ""


def _planned(row: BankQuestion, slots: _Slots) -> PlannedQuestion:
    """The row with its words in it; the next row that needs the same kind of word gets the next one."""
    text = _fill(row, slots)
    for name in _slots_of(row.text):
        slots[name].rotate(-1)
    names = _slots_of(row.text) if text != row.plain else set()
    if names & {"employer", "skill", "shared_skill"}:
        origin = "resume"
    else:
        origin = "job_description" if "jd_skill" in names else "bank"
    return PlannedQuestion(
        id=row.id,
        stage=row.stage,
        text=text,
        competency=row.competency,
        origin=origin,
        rephrase=row.rephrase,
    )


def _hand_over(stage: str, slots: _Slots) -> PlannedQuestion:
    company = slots["company"]
    about = f" about the role or {company[0]}" if company else " about the role"
    return PlannedQuestion(
        id=CANDIDATE_QUESTIONS,
        stage=stage,
        text=f"Before we finish: is there anything you would like to ask{about}, or add?",
        competency="motivation",
        rephrase="Do you have questions, or is there something you wanted to say that didn't come up?",
    )
