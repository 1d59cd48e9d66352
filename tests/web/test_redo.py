"""An answer given again: a linked interview of that one question, before and after side by side."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from interview.events import EVENTS, EndedData, EventData, TurnData, envelope
from interview.models import EndReason
from store.rows import InterviewRow
from tests.feedback import model_answers as m
from tests.feedback.scenes import PROUD, START

from .conftest import JSON, House
from .test_versions import ended

pytestmark = pytest.mark.unit

BETTER = (
    "At the city clinic our evening rounds ran late and I had to shorten them. "
    "I moved two of them to the morning. In the end they took twenty minutes less."
)


@pytest.fixture
def alice(house: House) -> FlaskClient:
    return house.client(house.alice)


def redo(client: FlaskClient, row: InterviewRow, turn: object) -> tuple[int, str]:
    answer = client.post(f"/interviews/{row.id}/redo", data={"turn": turn}, headers=JSON)
    return answer.status_code, str((answer.get_json() or {}).get("id", ""))


def answered(house: House, interview_id: str, text: str) -> InterviewRow:
    """The attempt, with ``text`` as its answer."""
    row = house.store.interview(house.alice.id, interview_id)
    house.store.begin_run(row.owner_id, row.id, room="", candidate_identity="c", token_hash=row.id)
    asked = TurnData(
        speaker="interviewer", text=PROUD, stage="past_experience", started_at=START, ended_at=START
    )
    told = TurnData(speaker="candidate", text=text, stage="past_experience", started_at=START, ended_at=START)
    batch: list[EventData] = [asked, told, EndedData(reason=EndReason.COMPLETED)]
    house.store.append_events(row.id, [envelope(one, run=1, seq=n, at=START) for n, one in enumerate(batch)])
    return house.again(row)


def page(client: FlaskClient, row_id: str) -> str:
    return client.get(f"/interviews/{row_id}").get_data(as_text=True)


def test_it_makes_an_interview_of_that_one_question_linked_to_the_first(
    house: House, alice: FlaskClient
) -> None:
    row = ended(house)
    status, made = redo(alice, row, m.ASKED_TURN)
    brief = house.store.interview(house.alice.id, made).brief
    assert status == 201
    assert brief.drill is not None
    assert (brief.drill.question, brief.drill.stage) == (PROUD, "past_experience")
    assert brief.redo is not None
    assert (brief.redo.interview_id, brief.redo.turn) == (row.id, m.ASKED_TURN)
    assert [q.text for q in house.store.interview(house.alice.id, made).plan.questions] == [PROUD]


def test_before_and_after_stand_side_by_side_with_what_changed(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    attempt = answered(house, redo(alice, row, m.ASKED_TURN)[1], BETTER)
    shown = page(alice, attempt.id)
    assert "Before and after" in shown
    assert BETTER in shown
    assert m.MOVED in shown
    assert f'href="/interviews/{row.id}"' in shown


def test_the_same_words_are_no_change(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    attempt = answered(house, redo(alice, row, m.ASKED_TURN)[1], m.STORY)
    assert "No change: these are the same words." in page(alice, attempt.id)


def test_the_first_interview_stays_as_it_was_and_links_to_the_attempts(
    house: House, alice: FlaskClient
) -> None:
    row = ended(house)
    house.coach.fails = False
    before = EVENTS.dump_json(list(house.store.events(row.owner_id, row.id)))
    attempt = answered(house, redo(alice, row, m.ASKED_TURN)[1], BETTER)
    assert EVENTS.dump_json(list(house.store.events(row.owner_id, row.id))) == before
    assert house.again(row) == row
    _, second = redo(alice, attempt, 0)
    again = house.store.interview(house.alice.id, second).brief.redo
    assert again is not None
    assert again.interview_id == row.id


def test_only_a_question_can_be_answered_again(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    for turn in (m.STORY_TURN, 99, -1, "x", ""):
        assert redo(alice, row, turn)[0] == 422, turn
    live = house.interview()
    assert redo(alice, live, 0)[0] == 409
    assert redo(house.client(house.charlie), row, m.ASKED_TURN)[0] == 404


def test_with_the_first_interview_its_attempts_go(house: House, alice: FlaskClient) -> None:
    row, other = ended(house), ended(house)
    attempt = answered(house, redo(alice, row, m.ASKED_TURN)[1], BETTER)
    assert "the answer you gave again" in alice.get(f"/interviews/{row.id}/delete").get_data(as_text=True)
    alice.post(f"/interviews/{row.id}/delete")
    assert [one.id for one in house.store.interviews(house.alice.id)] == [other.id]
    assert alice.get(f"/interviews/{attempt.id}").status_code == 404


def test_while_an_attempt_is_live_nothing_is_deleted(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    _, made = redo(alice, row, m.ASKED_TURN)
    house.store.begin_run(house.alice.id, made, room="r", candidate_identity="c", token_hash="t")
    answer = alice.post(f"/interviews/{row.id}/delete")
    assert answer.status_code == 409
    assert "answering a question of this interview again" in answer.get_data(as_text=True)
    assert len(house.store.interviews(house.alice.id)) == 2


def test_an_attempt_whose_first_interview_is_gone_says_so(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    attempt = answered(house, redo(alice, row, m.ASKED_TURN)[1], BETTER)
    house.store.delete_interview(house.alice.id, row.id)
    shown = page(alice, attempt.id)
    assert "is deleted, so there is nothing to compare with" in shown
    assert BETTER in shown
