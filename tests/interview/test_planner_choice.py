"""Which questions a plan chooses: by kind of interview, apart from earlier ones, each with its source."""

from __future__ import annotations

import pytest

from fsm import rules_for
from interview.lang import LANGUAGES
from interview.models import Brief, Drill, Family, Length, Level, Plan, PlannedQuestion, Track
from interview.offline import CANDIDATE_QUESTIONS
from interview.planner import SPARE, plan
from interview.question_bank import bank
from interview.questions import asked_in
from tests.interview.personas import ADA

pytestmark = pytest.mark.unit


def drawn(brief: Brief, *avoid: str) -> Plan:
    return plan(brief, rules_for(brief.length, track=brief.track, drill=brief.drill), avoid=avoid)


def own(questions: Plan) -> list[PlannedQuestion]:
    return [q for q in questions.questions if q.id != CANDIDATE_QUESTIONS]


@pytest.mark.parametrize("code", sorted(LANGUAGES))
@pytest.mark.parametrize("track", list(Track))
@pytest.mark.parametrize("family", list(Family))
@pytest.mark.parametrize("length", list(Length))
def test_the_bank_has_enough_for_minimums_and_spare(
    code: str, track: Track, family: Family, length: Length
) -> None:
    rules = rules_for(length, track=track)
    for level in Level:
        brief = Brief(role="Tester", track=track, family=family, level=level, length=length, language=code)
        questions = drawn(brief)
        assert not [q.id for q in questions.questions if "generic" in q.id]
        for rule in rules[1:-1]:
            asked = [q for q in questions.for_stage(rule.name) if q.id != CANDIDATE_QUESTIONS]
            assert len(asked) >= rule.min_questions + SPARE


@pytest.mark.parametrize("track", list(Track))
def test_a_plan_holds_only_questions_of_its_kind_of_interview(track: Track) -> None:
    rows = {row.id: row for row in bank()}
    questions = drawn(ADA.model_copy(update={"track": track, "length": Length.FULL}))
    for question in own(questions):
        assert not rows[question.id].tracks or track in rows[question.id].tracks
    if track is not Track.BEHAVIORAL:
        assert sum(rows[q.id].tracks == (track,) for q in own(questions)) >= len(own(questions)) / 2


@pytest.mark.parametrize("by", ["id", "text"])
@pytest.mark.parametrize("track", list(Track))
def test_it_avoids_the_questions_of_earlier_interviews(by: str, track: Track) -> None:
    brief, before = ADA.model_copy(update={"track": track}), set[str]()
    for _ in range(3):
        questions = own(drawn(brief, *before))
        asked = {getattr(q, by) for q in questions}
        assert not asked & before
        before |= asked


def test_when_the_bank_runs_out_it_asks_again_rather_than_plainly() -> None:
    everything = [row.id for row in bank()]
    questions = own(drawn(ADA, *everything))
    assert {q.id for q in questions} <= set(everything)
    assert questions == own(drawn(ADA))


def test_the_same_questions_to_avoid_give_the_same_plan_in_any_order() -> None:
    ids = [q.id for q in own(drawn(ADA))]
    assert drawn(ADA, *ids) == drawn(ADA, *reversed(ids))


def test_a_question_about_the_résumé_or_the_advert_names_its_line_verbatim() -> None:
    questions = own(drawn(ADA.model_copy(update={"length": Length.FULL})))
    about = [q for q in questions if q.origin != "bank"]
    assert {q.origin for q in about} == {"resume", "job_description"}
    for question in about:
        text = ADA.resume_text if question.origin == "resume" else ADA.job_description
        assert question.source
        assert question.source in text
    assert all(q.source == "" for q in questions if q.origin == "bank")
    employer = next(q for q in questions if "Harbour Bank" in q.text)
    assert employer.source == "Senior Software Engineer, Harbour Bank, 2019 - 2024"


def test_of_a_résumé_without_line_breaks_only_the_part_around_the_word_is_named() -> None:
    long = "word " * 200 + "Kubernetes for four years " + "more " * 200
    questions = own(drawn(Brief(role="Engineer", resume_text=long, length=Length.FULL)))
    about = next(q for q in questions if "Kubernetes" in q.text)
    assert "Kubernetes" in about.source
    assert about.source in long
    assert len(about.source) <= 200


def test_a_drill_of_one_stage_plans_that_stage_alone() -> None:
    questions = drawn(ADA.model_copy(update={"drill": Drill(stage="company_fit")}))
    assert {q.stage for q in questions.questions} == {"company_fit"}
    assert len(questions.questions) >= 2 + SPARE
    assert CANDIDATE_QUESTIONS not in [q.id for q in questions.questions]


def test_a_stage_that_its_kind_of_interview_lacks_is_drilled_with_its_usual_questions() -> None:
    brief = ADA.model_copy(update={"track": Track.INTRO_CALL, "drill": Drill(stage="past_experience")})
    assert not [q.id for q in drawn(brief).questions if "generic" in q.id]


def test_a_drill_of_one_question_plans_exactly_that_one() -> None:
    row = next(row for row in bank() if row.id == "past-failure")
    brief = ADA.model_copy(update={"drill": Drill(stage="past_experience", question=row.text)})
    (question,) = drawn(brief, row.text, row.id).questions
    assert (question.text, question.origin, question.stage) == (row.text, "drill", "past_experience")
    assert (question.competency, question.rephrase) == (row.competency, row.rephrase)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("Why do you want to leave?", "Why do you want to leave?"),
        ("my biggest weakness", "Let's talk about this: my biggest weakness. What would you say about it?"),
        ("<b>Why</b> us? http://x.example", "b Why b us?"),
    ],
)
def test_what_is_drilled_can_be_spoken_and_asks_something(wanted: str, said: str) -> None:
    (question,) = drawn(Brief(role="Nurse", drill=Drill(stage="company_fit", question=wanted))).questions
    assert said in question.text
    assert asked_in(question.text)
