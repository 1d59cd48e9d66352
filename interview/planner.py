"""Brief in, plan out: questions from the bank, with words from the résumé and the job description. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from hashlib import sha256

from fsm import StageRule
from interview.asked_before import Known, aims, fill, known_in, never
from interview.lang import language as lang
from interview.models import Brief, Drill, Plan, PlannedQuestion
from interview.question_bank import BankQuestion, bank
from interview.questions import asked_in, says
from interview.requirements import NOTHING_UNTOLD, Untold
from interview.slots import UNTOLD, Slots, Word, slots_for, slots_of, use
from interview.talk import CANDIDATE_QUESTIONS

SPARE = 2
_QUIET_STAGES = frozenset({"greeting", "closing"})
_COMPETENCY_OF_GENERIC = "craft"
_COMPETENCY_OF_DRILL = "communication"
_OF_THE_ADVERT = frozenset({"jd_skill", "shared_skill"})
_UNSPEAKABLE = re.compile(r"[^\w\s&+.,;:!?¿¡'’\"“”%$€()-]|\S*(?:://|www\.)\S*")


def plan(
    brief: Brief,
    rules: Sequence[StageRule],
    *,
    source: Sequence[BankQuestion] | None = None,
    avoid: Collection[str] = (),
    untold: Untold = NOTHING_UNTOLD,
) -> Plan:
    """The questions of one interview; the same arguments always give the same plan.

    Each stage but greeting and closing gets its minimum and two to spare, and more where the limit leaves
    room. The last of them ends with the candidate's own questions. A drill has no such end; a drill of
    one question plans that one. A benchmark has the same questions in the same order each time, whatever
    résumé, job description and earlier interviews there are: for the same role, level, length and kind.

    Args:
        source: rows instead of the bank's.
        avoid: ids or texts of questions of earlier interviews; asked again only when nothing else is left.
        untold: requirements of this job that earlier interviews were told nothing of. They are asked about
            first: holes, then what stands on paper, then what was only mentioned; last what was told.
    """
    if brief.benchmark:
        brief, avoid, untold = _of_anybody(brief), (), NOTHING_UNTOLD
    if brief.drill is not None and brief.drill.question:
        return Plan(questions=(_drilled(brief, brief.drill),))
    rows = bank(brief.language) if source is None else source
    slots, known = slots_for(brief, untold, avoid), known_in(brief, avoid)
    asking = [rule for rule in rules if rule.name not in _QUIET_STAGES]
    questions: list[PlannedQuestion] = []
    for rule in asking:
        questions += _for_stage(brief, rule, [row for row in rows if row.stage == rule.name], slots, known)
    if asking and brief.drill is None:
        questions.append(_hand_over(brief, asking[-1].name, slots))
    return Plan(questions=tuple(questions))


def _of_anybody(brief: Brief) -> Brief:
    """The brief without what differs between two interviews for the same role."""
    return brief.model_copy(
        update={"resume_text": "", "job_description": "", "company": "", "candidate_name": ""}
    )


def _for_stage(
    brief: Brief,
    rule: StageRule,
    rows: Sequence[BankQuestion],
    slots: Slots,
    known: Known,
) -> list[PlannedQuestion]:
    wanted = max(rule.min_questions, int(rule.limit_s // 120)) + SPARE
    fitting = [row for row in rows if _practises(row, brief) and fill(row, slots)]
    ranked = sorted(fitting, key=lambda row: (-_fit(row, slots), _shuffle(brief, row.id)))
    fresh = [row for row in ranked if not known(row, slots)]
    chosen: list[PlannedQuestion] = []
    old = [row for row in ranked if row not in fresh]
    for waiting, known_now in ((fresh, known), (old, never)):
        opener = next((row for row in waiting if row.first), None)
        if opener is not None and not chosen:
            chosen.append(_planned(opener, slots))
        rest = [row for row in waiting if row is not opener and not (row.first and rule.name == "self_intro")]
        _choose(chosen, rest, wanted, slots, known_now)
    return chosen + _generics(brief, rule)[: wanted - len(chosen)]


def _choose(
    chosen: list[PlannedQuestion], waiting: list[BankQuestion], wanted: int, slots: Slots, known: Known
) -> None:
    """Add rows until there are enough, first those whose competency was probed least."""
    while waiting and len(chosen) < wanted:
        row = min(waiting, key=lambda item: sum(q.competency == item.competency for q in chosen))
        waiting.remove(row)
        if not aims(row) or (slots[UNTOLD] and not known(row, slots)):
            chosen.append(_planned(row, slots))


def _generics(brief: Brief, rule: StageRule) -> list[PlannedQuestion]:
    """Plain questions for a stage that the bank has too few for."""
    script = lang(brief.language).script
    label = script.stages.get(rule.name, rule.label.lower())
    return [
        PlannedQuestion(
            id=f"{rule.name}-generic-{number}",
            stage=rule.name,
            text=text.format(label=label),
            competency=_COMPETENCY_OF_GENERIC,
        )
        for number, text in enumerate(script.generic_questions, start=1)
    ]


def _practises(row: BankQuestion, brief: Brief) -> bool:
    """Whether a row fits the brief; a drill may practise a stage that its kind of interview lacks."""
    if row.fits(brief):
        return True
    other = brief.drill is not None and brief.track not in row.tracks and len(row.tracks) == 1
    return other and row.fits(brief.model_copy(update={"track": row.tracks[0]}))


def _fit(row: BankQuestion, slots: Slots) -> int:
    """How much a question has to do with this brief; while something is untold, what was told has little."""
    personal = {name for name in slots_of(row.text) if name != "role" and slots.get(name)}
    if slots.get(UNTOLD) and personal <= _OF_THE_ADVERT:
        personal = set()
    only_here, aims = len(row.tracks) == 1, UNTOLD in personal
    return 10 * aims + 3 * bool(personal) + 2 * bool(row.families) + 2 * only_here + bool(row.levels)


def _shuffle(brief: Brief, row_id: str) -> str:
    """A fixed order that differs from brief to brief."""
    return sha256(f"{brief.role}|{brief.company}|{brief.candidate_name}|{row_id}".encode()).hexdigest()


def _planned(row: BankQuestion, slots: Slots) -> PlannedQuestion:
    """The row with its words in it; the next row that needs the same kind of word gets the next one."""
    text, used = fill(row, slots), Word("")
    for name in slots_of(row.text):
        if slots[name] and text != row.plain:
            used = slots[name][0] if slots[name][0].origin != "bank" else used
        use(slots, name)
    return PlannedQuestion(
        id=row.id,
        stage=row.stage,
        text=text,
        competency=row.competency,
        origin=used.origin,
        source=used.line,
        rephrase=row.rephrase,
    )


def _drilled(brief: Brief, drill: Drill) -> PlannedQuestion:
    """The one question of a drill; a row of the bank lends its competency and other wording."""
    code = brief.language
    text = " ".join(_UNSPEAKABLE.sub(" ", drill.question).split())
    row = next((row for row in bank(code) if says(row.text, text, language=code)), None)
    if not asked_in(text, language=code):
        text = lang(code).script.frame.format(text=text.rstrip(" .!?"))
    return PlannedQuestion(
        id="drill",
        stage=drill.stage,
        text=text,
        competency=row.competency if row else _COMPETENCY_OF_DRILL,
        origin="drill",
        rephrase=row.rephrase if row else "",
    )


def _hand_over(brief: Brief, stage: str, slots: Slots) -> PlannedQuestion:
    script, company = lang(brief.language).script, slots["company"]
    role_only, with_company = script.hand_over_about
    about = with_company.format(company=company[0].spoken) if company else role_only
    return PlannedQuestion(
        id=CANDIDATE_QUESTIONS,
        stage=stage,
        text=script.hand_over.format(about=about),
        competency="motivation",
        rephrase=script.hand_over_rephrase,
    )
