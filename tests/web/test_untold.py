"""The next interview for the same job asks about what no interview heard yet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from interview.events import EndedData, EventData, envelope
from interview.models import Brief, EndReason, PlannedQuestion
from store.rows import InterviewRow
from tests.feedback.model_answers import spoken
from tests.feedback.scenes import PLAN, PROBLEM, turns_of
from tests.interview.plans import answer
from web import jobs

from .conftest import JSON, House

pytestmark = pytest.mark.unit

ADVERT = "- Experience with Terraform\n- Experience with Kafka\n- Python"
RESUME = "Engineer, Harbour Bank, 2019 - 2024\nPython and Kafka"
FORM = {"role": "Engineer", "company": "Northwind", "job_description": ADVERT, "resume_text": RESUME}
KAFKA = "I built a replay tool for Kafka, and in the end nobody was called at night."
T0 = datetime(2030, 1, 1, 12, tzinfo=UTC)


def told(house: House, *answers: str, owner_id: str = "", **brief: Any) -> InterviewRow:
    """An interview for this job that is over, in which these answers were given."""
    row = house.store.create_interview(
        owner_id=owner_id or house.alice.id, brief=Brief.model_validate(FORM | brief), plan=PLAN
    )
    house.store.begin_run(row.owner_id, row.id, room=f"r-{row.id}", candidate_identity="c", token_hash=row.id)
    said = [turn for text in answers for turn in turns_of(("interviewer", PROBLEM), ("candidate", text))]
    events: list[EventData] = [
        spoken(turn, T0 + timedelta(seconds=60 * n), T0 + timedelta(seconds=60 * n + 20))
        for n, turn in enumerate(said)
    ]
    events.append(EndedData(reason=EndReason.COMPLETED))
    house.store.append_events(row.id, [envelope(one, run=1, seq=n, at=T0) for n, one in enumerate(events)])
    return house.again(row)


def made(house: House, client: FlaskClient, **more: str) -> InterviewRow:
    posted = client.post("/interviews", data=FORM | more, headers=JSON)
    assert posted.status_code == 201, posted.get_json()
    house.planning.drain(10)
    return house.store.interview(house.alice.id, posted.get_json()["id"])


def aimed(row: InterviewRow) -> list[PlannedQuestion]:
    return [question for question in row.plan.questions if question.id.startswith("untold-")]


def test_what_was_told_waits_and_the_hole_is_asked_about_first(house: House, alice: FlaskClient) -> None:
    told(house, KAFKA)
    questions = made(house, alice).plan.for_stage("past_experience")
    assert "Experience with Terraform" in questions[0].text
    assert (questions[0].origin, questions[0].source) == ("job_description", "Experience with Terraform")
    assert "Python" in questions[1].text
    assert "Kafka" not in " ".join(question.text for question in questions)


def test_the_first_interview_for_a_job_is_planned_as_ever(house: House, alice: FlaskClient) -> None:
    told(house, KAFKA, role="Baker")
    told(house, KAFKA, job_description="- Bread")
    told(house, KAFKA, company="Other")
    told(house, KAFKA, owner_id=house.charlie.id)
    assert aimed(made(house, alice)) == []


def test_case_and_spacing_make_no_other_job(house: House, alice: FlaskClient) -> None:
    told(house, KAFKA, role="ENGINEER", job_description=ADVERT.upper().replace("\n", "\n\n "))
    assert len(aimed(made(house, alice))) == 2


def test_what_was_told_for_another_job_counts_too(house: House, alice: FlaskClient) -> None:
    told(house, "I learned Terraform in a month and moved nine services.", role="Baker", job_description="")
    told(house, KAFKA)
    assert "Terraform" not in str(aimed(made(house, alice)))


def test_a_strangers_words_fill_no_hole(house: House, alice: FlaskClient) -> None:
    told(house, "I learned Terraform in a month and moved nine services.", owner_id=house.charlie.id)
    told(house, KAFKA)
    assert "Terraform" in aimed(made(house, alice))[0].text


def test_a_deleted_interview_leaves_its_hole(house: House, alice: FlaskClient) -> None:
    told(house, KAFKA)
    row = told(house, "I learned Terraform in a month and moved nine services.")
    assert "Terraform" not in str(aimed(made(house, alice)))
    house.store.delete_interview(row.owner_id, row.id)
    assert "Terraform" in aimed(made(house, alice))[0].text


def test_a_benchmark_and_a_job_without_a_description_are_planned_as_ever(
    house: House, alice: FlaskClient
) -> None:
    told(house, KAFKA)
    told(house, KAFKA, job_description="")
    assert aimed(made(house, alice, benchmark="1")) == []
    assert aimed(made(house, alice, job_description="")) == []


def test_the_model_is_told_what_is_missing(house: House, alice: FlaskClient) -> None:
    alice.post("/settings/keys/openai", data={"openai_api_key": "sk-of-alice-0001"})
    house.modeller.answers = [answer()]
    told(house, KAFKA)
    made(house, alice)
    system, user = house.modeller.asked[-1][1][:2]
    holes = user["content"].partition("in no line of the résumé:")[2].partition("<<end")[0]
    on_paper = user["content"].partition("in the résumé only:")[2].partition("<<end")[0]
    assert holes.strip().splitlines()[1:] == ["Experience with Terraform"]
    assert on_paper.strip().splitlines()[1:] == ["Python"]
    assert "Terraform" not in system["content"]


@pytest.mark.parametrize(
    "more", [{"role": "Baker"}, {"benchmark": "1"}, {"job_description": ""}, {"company": "Other"}]
)
def test_no_interview_is_read_where_nothing_can_come_of_it(
    house: House, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch, more: dict[str, str]
) -> None:
    told(house, KAFKA)
    monkeypatch.setattr(jobs, "heard", lambda *_: pytest.fail("it was read"))
    assert made(house, alice, **more)
