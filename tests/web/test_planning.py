"""Plans written in the background: begun with the interview, stored until it begins, told on the page."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from interview.events import EndedData, QuestionData, ReadyData
from interview.models import EndReason, Plan, PlannedQuestion, QuestionKind
from interview.plan_schema import stages
from interview.planner import plan as bank_plan
from store.rows import InterviewRow
from tests.feedback.model_answers import USED
from tests.interview.personas import ADA
from tests.interview.plans import RULES, answer, question, usable
from web import planning
from web.chat import Answer, ModelError
from web.planning import MOST_OF_ONE_OWNER

from .conftest import JSON, House
from .test_live import happen, start, state

pytestmark = pytest.mark.unit

FORM = {
    "role": ADA.role,
    "company": ADA.company,
    "level": "senior",
    "family": "software",
    "candidate_name": ADA.candidate_name,
    "resume_text": ADA.resume_text,
    "job_description": ADA.job_description,
}
PAST = ModelError("Try later.", log="down", passing=True)
WRONG_KEY = ModelError("Copy your key once more.", log="model refused: wrong_key, 401")


@pytest.fixture
def alice(house: House) -> FlaskClient:
    """Alice, who has a model."""
    client = house.client(house.alice)
    client.post("/settings/keys/openai", data={"openai_api_key": "sk-of-alice-0001"})
    return client


def make(house: House, client: FlaskClient, *answers: Any, **more: Any) -> InterviewRow:
    """An interview whose plan is written, or isn't, by the time this returns."""
    house.modeller.answers = list(answers)
    made = client.post("/interviews", data=FORM | more, headers=JSON)
    assert made.status_code == 201, made.get_json()
    house.planning.drain(10)
    return house.store.interview(house.alice.id, made.get_json()["id"])


def test_a_written_plan_takes_the_banks_place(house: House, alice: FlaskClient) -> None:
    row = make(house, alice, answer())
    assert row.plan.written_by == "gpt-4o-mini"
    assert [q.text for q in row.plan.questions[1:-1]] == [q["question"] for q in usable()]
    told = state(alice, row)["plan"]
    assert told["state"] == "ready"
    assert told["text"] == (
        "Your questions are ready, written from your résumé and the job ad by gpt-4o-mini."
    )
    page = alice.get(f"/interviews/{row.id}/room").get_data(as_text=True)
    assert told["text"] in page
    assert all(q.text not in page for q in row.plan.questions)


def test_without_a_model_nobody_is_asked_and_the_banks_plan_is_there(house: House) -> None:
    client = house.client(house.alice)
    row = make(house, client, answer())
    assert row.plan == bank_plan(row.brief, RULES)
    assert house.modeller.asked == []
    assert state(client, row)["plan"]["state"] == "bank"


def test_what_the_model_used_is_kept_with_the_plan_repairs_too(house: House, alice: FlaskClient) -> None:
    assert make(house, alice, answer()).plan.used == (USED,)
    assert make(house, alice, "{}", answer()).plan.used == (USED, USED)


def test_who_chose_the_offline_interviewer_has_the_banks_questions(house: House, alice: FlaskClient) -> None:
    alice.post("/settings/preferences", data={"interviewer": "offline"})
    assert make(house, alice, answer()).plan.written_by == "question bank"
    assert house.modeller.asked == []


def test_the_banks_plan_is_there_while_another_is_written(house: House, alice: FlaskClient) -> None:
    may_answer, asked = threading.Event(), threading.Event()

    def slow(*_: Any, **__: Any) -> Answer:
        asked.set()
        assert may_answer.wait(10)
        return Answer(answer(), USED)

    house.planning._ask = slow
    made = alice.post("/interviews", data=FORM, headers=JSON)
    row = house.store.interview(house.alice.id, made.get_json()["id"])
    assert asked.wait(10)
    assert row.plan == bank_plan(row.brief, RULES)
    told = state(alice, row)["plan"]
    assert told["state"] == "writing"
    assert "Your questions are being written from your résumé and the job ad." in told["text"]
    assert start(alice, row).status_code == 200
    may_answer.set()
    house.planning.drain(10)
    assert house.again(row).plan == row.plan
    (job,) = house.manager.jobs
    assert job.plan == row.plan


def test_an_answer_that_cant_be_used_is_put_right_once(house: House, alice: FlaskClient) -> None:
    row = make(house, alice, "Sure! Here are some questions.", answer())
    assert row.plan.written_by == "gpt-4o-mini"
    (_, first), (_, second) = house.modeller.asked
    assert len(second) == len(first) + 1
    assert "Sure! Here are some questions." in second[-1]["content"]
    markers = {
        text.partition("<<data ")[2].partition(">>")[0]
        for text in (first[1]["content"], second[1]["content"])
    }
    assert len(markers) == 2


def test_after_one_repair_the_bank_stays_and_the_page_says_why(house: House, alice: FlaskClient) -> None:
    row = make(house, alice, answer([question("self_intro", 0, source="Invented.")]))
    assert row.plan == bank_plan(row.brief, RULES)
    assert len(house.modeller.asked) == 2
    told = state(alice, row)["plan"]
    assert told["state"] == "failed"
    assert "question bank. The language model’s questions couldn’t be traced" in told["text"]


def test_a_model_that_refuses_is_told_in_its_words_and_asked_once(house: House, alice: FlaskClient) -> None:
    row = make(house, alice, WRONG_KEY)
    assert row.plan.written_by == "question bank"
    assert len(house.modeller.asked) == 1
    assert state(alice, row)["plan"]["text"] == (
        "Your questions come from the question bank. Copy your key once more."
    )


def test_what_passes_by_itself_is_asked_once_more(
    house: House, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "_PAUSE_S", 0.0)
    assert make(house, alice, PAST, answer()).plan.written_by == "gpt-4o-mini"
    assert make(house, alice, PAST).plan.written_by == "question bank"
    assert len(house.modeller.asked) == 4


def test_nobody_waits_longer_than_ten_seconds_for_a_provider(house: House, alice: FlaskClient) -> None:
    make(house, alice, ModelError("Later.", log="429", passing=True, after_s=10.1))
    assert len(house.modeller.asked) == 1


def test_an_unforeseen_failure_is_told_and_the_next_plan_is_written(
    house: House, alice: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any, **__: Any) -> Answer:
        raise RuntimeError("Harbour")

    house.planning._ask, usual = broken, house.planning._ask
    with caplog.at_level(logging.DEBUG):
        row = make(house, alice, answer())
    assert state(alice, row)["plan"]["state"] == "failed"
    assert "Harbour" not in caplog.text
    house.planning._ask = usual
    assert make(house, alice, answer()).plan.written_by == "gpt-4o-mini"


def test_an_interview_that_is_deleted_meanwhile_leaves_nothing(house: House, alice: FlaskClient) -> None:
    def deleting(*_: Any, **__: Any) -> Answer:
        (row,) = house.store.interviews(house.alice.id)
        house.store.delete_interview(house.alice.id, row.id)
        return Answer(answer(), USED)

    house.planning._ask = deleting
    alice.post("/interviews", data=FORM, headers=JSON)
    house.planning.drain(10)
    assert house.store.interviews(house.alice.id) == []


def test_one_owner_has_three_at_once_and_the_next_is_told(house: House, alice: FlaskClient) -> None:
    may_answer = threading.Event()

    def slow(*_: Any, **__: Any) -> Answer:
        assert may_answer.wait(10)
        return Answer(answer(), USED)

    house.planning._ask = slow
    made = [alice.post("/interviews", data=FORM, headers=JSON) for _ in range(MOST_OF_ONE_OWNER + 1)]
    told = [house.planning.state(one.get_json()["id"])[0] for one in made]
    may_answer.set()
    house.planning.drain(10)
    assert told == ["writing"] * MOST_OF_ONE_OWNER + ["failed"]


def test_questions_of_earlier_interviews_are_named_and_not_asked_again(
    house: House, alice: FlaskClient
) -> None:
    first = make(house, alice, answer())
    asked, opener, own = first.plan.questions[3], first.plan.questions[0], first.plan.questions[-1]
    start(alice, first)
    happen(house, first, ReadyData(boot_s=0.1))
    heard: list[tuple[QuestionKind, PlannedQuestion | None, str]] = [
        ("main", asked, f"Thank you. {asked.text}"),
        ("follow_up", asked, "And how big was that in numbers?"),
        ("main", own, own.text),
        ("main", None, "Let me ask this. What is your view on pair programming?"),
    ]
    for number, (kind, planned, said) in enumerate(heard):
        happen(
            house,
            first,
            QuestionData(
                stage=asked.stage,
                kind=kind,
                number=number,
                text=said,
                question_id=planned.id if planned else "",
            ),
        )
    happen(house, first, EndedData(reason=EndReason.COMPLETED))
    second = make(house, alice, answer())
    facts = house.modeller.asked[-1][1][1]["content"]
    listed = facts.partition("Earlier questions:")[2].partition("<<end")[0]
    assert asked.text in listed
    assert "What is your view on pair programming?" in listed
    assert own.text not in listed
    assert "in numbers" not in listed
    assert asked.text not in [q.text for q in second.plan.questions]
    assert second.plan.questions[0] == opener


def test_a_strangers_interviews_are_not_looked_at(house: House, alice: FlaskClient) -> None:
    row = house.store.create_interview(
        owner_id=house.charlie.id, brief=ADA, plan=Plan(questions=bank_plan(ADA, RULES).questions)
    )
    happen(
        house,
        row,
        ReadyData(boot_s=0.1),
        QuestionData(stage="self_intro", kind="main", number=1, text="CANARY what?"),
    )
    happen(house, row, EndedData(reason=EndReason.COMPLETED))
    make(house, alice, answer())
    assert "CANARY" not in str(house.modeller.asked)


@pytest.mark.parametrize(
    ("empty", "sources"),
    [
        ({"job_description": ""}, "your résumé"),
        ({"resume_text": ""}, "the job ad"),
        ({"resume_text": "", "job_description": ""}, "the role you named"),
    ],
)
def test_it_says_what_there_was_to_write_from(
    house: House, alice: FlaskClient, empty: dict[str, str], sources: str
) -> None:
    bank = bank_plan(ADA.model_copy(update=empty), RULES)
    kept = stages(RULES, bank)
    from_bank = [
        question(stage.name, 0, origin="bank", source=q.id)
        for stage in kept
        for q in bank.for_stage(stage.name)
        if q not in stage.kept
    ]
    row = make(house, alice, answer(from_bank), **empty)
    assert f"written from {sources} by gpt-4o-mini" in state(alice, row)["plan"]["text"]


def test_the_operators_model_is_told_of_without_the_operators_key(make_house: Callable[..., House]) -> None:
    house = make_house(openai_api_key="operators-openai", share_operator_keys=True)
    make(house, house.client(house.alice), answer())
    (model, _), *_ = house.modeller.asked
    assert (model.payer, model.model) == ("operator", "gpt-4o-mini")
