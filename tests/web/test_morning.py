"""The morning sheet: own words, found where they were said, and three things to remember."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from feedback.evidence import find
from feedback.morning import MOST_STORIES, Told, stories, things
from feedback.schema import CompetencyFeedback, Feedback
from store.rows import InterviewRow
from tests.feedback import model_answers as m
from web.feedback_writers import FeedbackWriters

from .conftest import House
from .test_versions import ended

pytestmark = pytest.mark.unit


@pytest.fixture
def alice(house: House) -> FlaskClient:
    house.aftermath.writers = FeedbackWriters(house.aftermath.writers.endpoints)  # the real coach
    return house.client(house.alice)


def reviewed(house: House) -> InterviewRow:
    row = ended(house)
    house.aftermath.begin(row.id)
    house.aftermath.drain(10)
    return row


def page(client: FlaskClient, query: str = "") -> str:
    return unescape(client.get(f"/morning-sheet{query}").get_data(as_text=True))


def test_every_story_is_in_the_persons_own_words(house: House, alice: FlaskClient) -> None:
    reviewed(house)
    quotes = re.findall(r"<dd>“(.*?)”</dd>", page(alice))
    assert len(quotes) >= 4
    assert all(find(quote, m.TURNS) for quote in quotes)
    assert "Remember" in page(alice)
    assert "Nurse at Hill Clinic" in page(alice)


def test_words_that_were_corrected_away_are_not_put_in_the_mouth(house: House, alice: FlaskClient) -> None:
    row = reviewed(house)
    assert m.FOUND in page(alice)
    house.store.correct_turn(row.owner_id, row.id, "1.5", "I did not say any of this, it was the radio.")
    assert m.FOUND not in page(alice)


def test_without_a_story_it_says_how_one_gets_there(alice: FlaskClient) -> None:
    assert "Your best stories will stand here" in page(alice)


def test_it_is_the_owners_alone(house: House, alice: FlaskClient) -> None:
    row = reviewed(house)
    charlie = house.client(house.charlie)
    assert m.FOUND not in page(charlie)
    assert charlie.get(f"/morning-sheet?interview={row.id}").status_code == 404


def test_a_question_told_twice_stands_once_and_there_are_three_at_most(
    house: House, alice: FlaskClient
) -> None:
    row = reviewed(house)
    feedback = Feedback.model_validate(house.store.feedback_versions(row.owner_id, row.id)[0].body)
    told = Told(interview_id="a", feedback=feedback, turns=m.TURNS)
    found = stories([told, told.model_copy(update={"interview_id": "b"})])
    assert len({story.asked for story in found}) == len(found) <= MOST_STORIES
    assert {story.interview_id for story in found} == {"a"}


def test_what_recurs_comes_first() -> None:
    def told(*rows: tuple[str, int, str]) -> Told:
        scored = tuple(CompetencyFeedback(id=i, label=i, score=s, change=c) for i, s, c in rows)
        feedback = Feedback(written_by="x", takeaway="", next_step="", competencies=scored)
        return Told(interview_id="a", feedback=feedback, turns=())

    once = told(("a", 2, "Do a."), ("b", 3, "Do b."), ("c", 5, "Do c."))
    assert things([once, told(("b", 2, "Do b, as before."))]) == ["Do b.", "Do a."]
    assert things([]) == []
