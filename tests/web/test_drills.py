"""One part or one question once more, from the review page and the dashboard."""

from __future__ import annotations

import io
import re

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage

from interview.models import Track
from store.rows import InterviewRow
from tests.interview.personas import ADA

from .conftest import JSON, House

pytestmark = pytest.mark.unit


def practise(client: FlaskClient, row: InterviewRow, **form: str) -> str:
    """Press the button; the id of the interview it made."""
    answer = client.post(f"/interviews/{row.id}/drill", data=form)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    found = re.fullmatch(r"/interviews/(\w{32})/room", answer.location)
    assert found is not None
    return found[1]


@pytest.fixture
def old(house: House) -> InterviewRow:
    return house.interview(**ADA.model_dump(exclude={"drill"}))


def test_a_question_is_asked_alone_by_the_same_brief(
    house: House, alice: FlaskClient, old: InterviewRow
) -> None:
    question = "Tell me about a time you missed a deadline."
    made = house.store.interview(
        house.alice.id, practise(alice, old, stage="past_experience", question=f"  {question}\n")
    )
    drill = made.brief.drill
    assert drill is not None
    assert (drill.stage, drill.question) == ("past_experience", question)
    assert made.brief.model_copy(update={"drill": None}) == old.brief
    (planned,) = made.plan.questions
    assert (planned.stage, planned.text) == ("past_experience", question)
    assert "One question, about" in alice.get(f"/interviews/{made.id}/room").get_data(as_text=True)


def test_a_part_is_practised_as_often_as_wanted(house: House, alice: FlaskClient, old: InterviewRow) -> None:
    ids = [practise(alice, old, stage="company_fit") for _ in range(3)]
    ids.append(practise(alice, house.store.interview(house.alice.id, ids[0]), stage="self_intro"))
    assert len(set(ids)) == 4
    last = house.store.interview(house.alice.id, ids[-1])
    assert {q.stage for q in last.plan.questions} == {"self_intro"}


def test_a_program_gets_json(alice: FlaskClient, old: InterviewRow) -> None:
    answer = alice.post(f"/interviews/{old.id}/drill", data={"stage": "self_intro"}, headers=JSON)
    assert answer.status_code == 201
    assert answer.get_json()["room_url"] == f"/interviews/{answer.get_json()['id']}/room"


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({}, "no such part"),
        ({"stage": "greeting"}, "no such part"),
        ({"stage": "closing"}, "no such part"),
        ({"stage": "self_intro", "question": "x" * 601}, "too long to be practised alone"),
    ],
)
def test_what_cant_be_practised_is_refused_in_words(
    house: House, alice: FlaskClient, old: InterviewRow, form: dict[str, str], says: str
) -> None:
    answer = alice.post(f"/interviews/{old.id}/drill", data=form)
    assert answer.status_code == 422
    assert says in answer.get_data(as_text=True)
    assert house.store.interviews(house.alice.id) == [old]


def test_the_longest_question_itself_is_accepted(alice: FlaskClient, old: InterviewRow) -> None:
    practise(alice, old, stage="self_intro", question="Why? " * 119 + "Why?x")


def test_documents_of_the_old_interview_belong_to_the_new_one_too(house: House, alice: FlaskClient) -> None:
    resume = FileStorage(io.BytesIO(b"Kept a ledger."), "cv.txt")
    alice.post("/interviews", data={"role": "Clerk", "resume": resume}, content_type="multipart/form-data")
    (old,) = house.store.interviews(house.alice.id)
    made = practise(alice, old, stage="self_intro")
    (document,) = house.store.interview_documents(house.alice.id, made)
    assert document.filename == "cv.txt"


def test_the_dashboard_offers_the_parts_of_the_latest_kind(house: House, alice: FlaskClient) -> None:
    assert "One part tonight" not in alice.get("/dashboard").get_data(as_text=True)
    house.interview()
    shown = alice.get("/dashboard").get_data(as_text=True)
    assert "One part tonight" in shown
    assert re.findall(r'name="stage" value="(\w+)"', shown) == [
        "self_intro",
        "past_experience",
        "company_fit",
    ]
    technical = house.interview(track=Track.TECHNICAL)
    practise(alice, technical, stage="past_experience")
    shown = alice.get("/dashboard").get_data(as_text=True)
    assert "Technical questions</button>" in shown
    assert "One part: Technical questions" in shown
