"""The benchmark interview: the same questions in the same order each time."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from store.rows import InterviewRow
from tests.interview.personas import ADA
from tests.interview.plans import answer

from .conftest import JSON, House

pytestmark = pytest.mark.unit


def made(house: House, client: FlaskClient, **form: str) -> InterviewRow:
    posted = client.post("/interviews", data={"role": "Nurse", "benchmark": "1"} | form, headers=JSON)
    assert posted.status_code == 201
    return house.store.interview(house.alice.id, posted.get_json()["id"])


def asked(row: InterviewRow) -> list[str]:
    return [question.text for question in row.plan.questions]


def test_its_questions_are_the_same_each_time_whatever_is_known(house: House, alice: FlaskClient) -> None:
    first = made(house, alice)
    second = made(
        house, alice, resume_text=ADA.resume_text, job_description=ADA.job_description, company="Hill Clinic"
    )
    assert first.brief.benchmark
    assert asked(first) == asked(second)
    assert len(asked(first)) > 6


def test_an_ordinary_interview_asks_about_the_resume(house: House, alice: FlaskClient) -> None:
    first, other = made(house, alice), made(house, alice, benchmark="", resume_text=ADA.resume_text)
    assert not other.brief.benchmark
    assert asked(first) != asked(other)


def test_no_model_writes_other_questions_into_it(house: House, alice: FlaskClient) -> None:
    alice.post("/settings/keys/openai", data={"openai_api_key": "sk-of-alice-0001"})
    house.modeller.answers = [answer()]
    row = made(house, alice)
    house.planning.drain(10)
    assert house.again(row).plan == row.plan
    assert house.modeller.asked == []


def test_it_says_what_it_is_and_a_part_alone_is_none(house: House, alice: FlaskClient) -> None:
    made(house, alice)
    assert "Benchmark: behavioral, standard" in alice.get("/dashboard").get_data(as_text=True)
    assert "Benchmark: the same each time" in alice.get("/interviews/new").get_data(as_text=True)
    part = made(house, alice, drill_stage="self_intro")
    assert part.brief.drill is not None
    assert not part.brief.benchmark
