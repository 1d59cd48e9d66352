"""What becomes of a model's answer: traced questions are taken, gaps filled, nonsense sent back."""

from __future__ import annotations

from typing import Any

import pytest

from interview.models import Plan
from interview.plan_check import Unusable, alike, read
from interview.talk import CANDIDATE_QUESTIONS
from tests.interview.personas import ADA
from tests.interview.plans import BANK, RULES, STAGES, answer, question, usable

pytestmark = pytest.mark.unit


def judged(text: str, **more: Any) -> Plan | Unusable:
    return read(text, more.pop("brief", ADA), RULES, BANK, written_by="a-model", **more)


def taken(text: str, **more: Any) -> Plan:
    found = judged(text, **more)
    assert isinstance(found, Plan), found
    return found


def with_first(**changes: Any) -> str:
    """A usable answer whose first question has something changed."""
    return answer([question(STAGES[0].name, 0, **changes), *usable()[1:]])


def texts(plan: Plan) -> list[str]:
    return [q.text for q in plan.questions]


def test_a_usable_answer_becomes_the_plan_between_opener_and_the_candidates_questions() -> None:
    plan = taken(answer())
    assert plan.written_by == "a-model"
    assert (plan.questions[0], plan.questions[-1].id) == (BANK.questions[0], CANDIDATE_QUESTIONS)
    assert texts(plan)[1:-1] == [q["question"] for q in usable()]
    assert {q.origin for q in plan.questions[1:-1]} == {"resume"}
    assert {q.source for q in plan.questions[1:-1]} == {"Cut failed payments by 40 percent."}
    for stage in STAGES:
        assert len(plan.for_stage(stage.name)) == len(BANK.for_stage(stage.name))
    assert len({q.id for q in plan.questions}) == len(plan.questions)


@pytest.mark.parametrize("around", ["```json\n{}\n```", "Here you are:\n{}", "{}\nGood luck!"])
def test_a_fence_or_a_sentence_around_it_does_no_harm(around: str) -> None:
    assert taken(around.replace("{}", answer())) == taken(answer())


@pytest.mark.parametrize(
    "source",
    [
        "cut  failed payments\nby 40 percent",
        "CUT FAILED PAYMENTS BY 40 PERCENT.",
        "Python, Kafka, PostgreSQL",
    ],
)
def test_a_source_may_differ_in_case_and_spaces_alone(source: str) -> None:
    assert question("", 0)["question"] in texts(taken(with_first(source=source)))


def test_a_short_line_of_the_job_description_is_a_source_when_it_is_a_whole_requirement() -> None:
    brief = ADA.model_copy(update={"job_description": "You need:\n- Kafka\n- Rust and patience"})
    for source, found in (("Kafka", True), ("kafka", True), ("Rust", False)):
        text = with_first(origin="job_description", source=source)
        assert (question("", 0)["question"] in texts(taken(text, brief=brief))) is found


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"source": "Cut failed payments by 60 percent."}, "word for word"),
        ({"source": ""}, "word for word"),
        ({"source": "Python"}, "word for word"),
        ({"origin": "job_description"}, "word for word"),
        ({"origin": "dream"}, "word for word"),
        ({"origin": "bank", "source": "no-such-id"}, "no id of the question bank"),
        ({"origin": "bank", "source": CANDIDATE_QUESTIONS}, "no id of the question bank"),
        ({"origin": "bank", "source": BANK.questions[0].id}, "no id of the question bank"),
        ({"stage": "greeting"}, "no such stage"),
        ({"competency": "charm"}, "no such competency"),
        ({"question": ""}, "too short or too long"),
        ({"question": "Why? " * 70}, "too short or too long"),
        ({"question": "x" * 401 + "?"}, "too short or too long"),
        ({"question": "I like your work on payments a lot."}, "asks nothing"),
        ({"question": "Could you open https://evil.example for me?"}, "markup or a link"),
        ({"question": "What did **you** do about the failed payments?"}, "markup or a link"),
        ({"question": "What did you do about the \x07 failed payments?"}, "markup or a link"),
        ({"question": "Do you have any children, or plans for the next years?"}, "private matters"),
        ({"question": "The ad wants stupid idiots to stay away. What do you think?"}, "or is rude"),
        ({"question": "The ad asks for Christian faith. What does it mean to you?"}, "private matters"),
        ({"question": BANK.questions[0].text}, "asked before, or twice"),
    ],
)
def test_a_question_that_cant_be_used_is_left_out_and_the_bank_fills_in(
    changes: dict[str, Any], reason: str
) -> None:
    plan = taken(with_first(**changes))
    stage = STAGES[0].name
    assert [q.id for q in plan.for_stage(stage)].count("written-1") == 0
    assert len(plan.for_stage(stage)) == len(BANK.for_stage(stage))
    said = judged(answer([question(STAGES[0].name, 0, **changes)]))
    assert isinstance(said, Unusable)
    assert reason in said.reasons[0]


def test_a_question_of_the_bank_is_taken_in_the_banks_words() -> None:
    stage = STAGES[1]
    wanted = BANK.for_stage(stage.name)[2]
    changed = [
        question(stage.name, 0, origin="bank", source=wanted.id, question="Something else entirely?"),
        *(one for one in usable()[1:]),
    ]
    assert wanted in taken(answer(changed)).for_stage(stage.name)


def test_what_was_asked_in_earlier_interviews_is_not_asked_again() -> None:
    old = usable()[0]["question"]
    plan = taken(answer(), avoid=(old.lower().replace("?", ""),))
    assert old not in texts(plan)
    assert usable()[1]["question"] in texts(plan)


def test_the_same_question_twice_is_asked_once() -> None:
    first = usable()[0]
    plan = taken(answer([first, {**first, "question": first["question"].upper()}, *usable()[1:]]))
    assert sum(alike(text, first["question"]) for text in texts(plan)) == 1


def test_no_more_questions_are_taken_than_were_asked_for() -> None:
    stage = STAGES[0]
    many = [question(stage.name, n) for n in range(20, 20 + stage.wanted + 3)]
    assert len(taken(answer([*many, *usable()])).for_stage(stage.name)) == len(BANK.for_stage(stage.name))


def test_a_rephrasing_that_cant_be_said_is_left_out_alone() -> None:
    plan = taken(with_first(rephrase="See http://x.example"))
    assert plan.questions[1].rephrase == ""
    assert plan.questions[1].text == usable()[0]["question"]


def test_a_stage_without_a_single_usable_question_is_sent_back() -> None:
    found = judged(answer([q for q in usable() if q["stage"] != "company_fit"]))
    assert found == Unusable(reasons=("No usable question is left for company_fit.",))


def test_less_than_half_of_what_was_asked_for_is_sent_back() -> None:
    found = judged(answer([question(stage.name, n) for n, stage in enumerate(STAGES)]))
    assert found == Unusable(reasons=("There are too few questions.",))


@pytest.mark.parametrize(
    "text", ["", "I can't help with that.", "{}", '{"questions": []}', '{"questions": [{}]}', "[" * 5000]
)
def test_an_answer_of_another_form_is_sent_back_with_what_is_wrong(text: str) -> None:
    found = judged(text)
    assert isinstance(found, Unusable)
    assert found.reasons


def test_reasons_hold_nothing_of_the_answer_and_arent_too_many() -> None:
    found = judged(answer([question("CANARY", n, source="CANARY", question="CANARY") for n in range(60)]))
    assert isinstance(found, Unusable)
    assert "CANARY" not in " ".join(found.reasons)
    assert len(found.reasons) == 12
    broken = judged('{"questions": [{"CANARY": 1, "stage": ["CANARY"]}]}')
    assert isinstance(broken, Unusable)
    assert "CANARY" not in " ".join(broken.reasons)


def test_other_languages_need_no_english_question() -> None:
    spanish = ADA.model_copy(update={"language": "es"})
    said = "Cuénteme cómo redujo los pagos fallidos en un cuarenta por ciento."
    assert said in texts(taken(with_first(question=said), brief=spanish))
    assert said not in texts(taken(with_first(question=said)))


def test_a_line_of_the_ad_that_nobody_should_be_asked_about_is_no_source() -> None:
    brief = ADA.model_copy(update={"job_description": f"{ADA.job_description}\nClosing date 3 May 2026"})
    one = question(STAGES[0].name, 0, origin="job_description", source="Closing date 3 May 2026")
    said = judged(answer([one]), brief=brief)
    assert isinstance(said, Unusable)
    assert "nothing to ask about" in said.reasons[0]
