"""Feedback by a model on the pages: written, failed, written again, rated again, and each version kept."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient

from feedback.coach import write
from feedback.evidence import find
from interview.events import EndedData, EventData, envelope
from interview.models import EndReason
from store.rows import InterviewRow
from tests.feedback import model_answers as m
from tests.feedback.scenes import PLAN
from web.chat import ModelError
from web.feedback_writers import FeedbackWriters

from .conftest import House

pytestmark = pytest.mark.unit

T0 = datetime(2030, 1, 1, 12, tzinfo=UTC)
DOWN = ModelError("OpenAI has a fault of its own. Try again later.", log="model refused: down, 500")


@pytest.fixture
def alice(house: House) -> FlaskClient:
    """Alice, who has a model; the coach is the real one."""
    client = house.client(house.alice)
    client.post("/settings/keys/openai", data={"openai_api_key": "sk-of-alice-0001"})
    writers = house.aftermath.writers
    house.aftermath.writers = FeedbackWriters(writers.endpoints, write, writers.ask)
    return client


def ended(house: House) -> InterviewRow:
    """An interview in which the transcript of :mod:`tests.feedback.model_answers` was spoken."""
    row = house.store.create_interview(owner_id=house.alice.id, brief=m.BRIEF, plan=PLAN)
    house.store.begin_run(row.owner_id, row.id, room=f"r-{row.id}", candidate_identity="c", token_hash=row.id)
    said: list[EventData] = []
    for n, turn in enumerate(m.TURNS):
        began = T0 + timedelta(seconds=30 * n)
        said.append(m.spoken(turn, began, began + timedelta(seconds=20)))
    said.append(EndedData(reason=EndReason.COMPLETED))
    house.store.append_events(row.id, [envelope(one, run=1, seq=n, at=T0) for n, one in enumerate(said)])
    return house.again(row)


def written(house: House, row: InterviewRow, *answers: str | ModelError) -> None:
    house.marker.answers = list(answers)
    house.aftermath.begin(row.id)
    house.aftermath.drain(10)


def again(house: House, client: FlaskClient, row: InterviewRow, by: str) -> int:
    status = client.post(f"/interviews/{row.id}/feedback/retry", data={"by": by}).status_code
    house.aftermath.drain(10)
    return status


def page(client: FlaskClient, row: InterviewRow, query: str = "") -> str:
    return client.get(f"/interviews/{row.id}{query}").get_data(as_text=True)


def test_the_owners_model_writes_it_and_is_named(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    written(house, row, m.text(m.honest()))
    shown = page(alice, row)
    assert "Your strongest side was results; tell the situation first." in shown
    assert "Written by: gpt-4o-mini." in shown
    assert "[your number]" in shown


def test_every_quote_on_the_page_stands_in_the_turn_it_points_at(house: House, alice: FlaskClient) -> None:
    row, answer = ended(house), m.honest()
    answer["competencies"][4]["items"].append(m.mark("helped", m.STORY_TURN, "It helped every customer"))
    answer["questions"][0]["star"].append(m.mark("task", m.ASKED_TURN, "Tell me about a piece of work"))
    written(house, row, m.text(answer), m.text(answer))
    shown = page(alice, row)
    quotes = re.findall(
        r'<blockquote class="quote">\s*<p>(.*?)</p>\s*<footer>You · <a href="#turn-(\d+)"', shown, re.DOTALL
    )
    assert len(quotes) > 4
    for words, turn in quotes:
        assert find(unescape(words), m.TURNS, turn=int(turn)), words
    assert "helped every customer" not in shown


@pytest.mark.parametrize(
    "planted",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[here](https://evil.example)",
        "97 of 100",
    ],
)
def test_nothing_a_model_plants_reaches_the_page(house: House, alice: FlaskClient, planted: str) -> None:
    row, answer = ended(house), m.honest()
    answer |= {"takeaway": planted, "next_step": planted}
    for one in answer["competencies"]:
        one |= {"good": planted, "change": planted}
    answer["questions"][0] |= {"good": planted, "change": planted, "stronger": planted}
    written(house, row, m.text(answer))
    shown = unescape(page(alice, row))
    assert planted not in shown
    assert "evil.example" not in shown
    assert "Written by: gpt-4o-mini." in shown


def test_a_failure_is_shown_as_one_and_the_coach_can_be_asked_instead(
    house: House, alice: FlaskClient
) -> None:
    row = ended(house)
    written(house, row, DOWN)
    shown = page(alice, row)
    assert "OpenAI has a fault of its own." in shown
    assert "of 5" not in shown
    assert again(house, alice, row, "coach") == 303
    assert "Written by: MockFlow" in page(alice, row)


def test_an_answer_that_cant_be_used_is_no_feedback(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    written(house, row, "I would rather not.")
    assert "gave no answer that could be checked" in page(alice, row)
    assert house.store.feedback_versions(house.alice.id, row.id) == []


def test_each_version_is_kept_and_can_be_read(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    written(house, row, m.text(m.honest()))
    again(house, alice, row, "coach")
    assert [one.number for one in house.store.feedback_versions(house.alice.id, row.id)] == [2, 1]
    assert "Written by: MockFlow" in page(alice, row)
    assert "Written by: gpt-4o-mini." in page(alice, row, "?version=1")
    assert alice.get(f"/interviews/{row.id}?version=7").status_code == 404


def test_a_rewriting_that_fails_costs_nothing_that_was_there(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    written(house, row, m.text(m.honest()))
    house.marker.answers = [DOWN]
    again(house, alice, row, "model")
    shown = page(alice, row)
    assert "OpenAI has a fault of its own." in shown
    assert "Written by: gpt-4o-mini." in shown


def test_checking_again_rates_three_times_and_shows_the_range(house: House, alice: FlaskClient) -> None:
    row, low = ended(house), m.honest()
    low["competencies"][4]["items"] = low["competencies"][4]["items"][:1]
    written(house, row, m.text(m.honest()))
    house.marker.answers = [m.text(low), m.text(m.honest()), m.text(m.honest())]
    again(house, alice, row, "again")
    shown = page(alice, row)
    assert "Rated 3 times: 2, 3, 3. The median is 3, the range 2 to 3." in shown
    assert "They agree." in shown


def test_without_a_model_checking_again_is_refused_with_the_reason(house: House) -> None:
    client, row = house.client(house.alice), ended(house)
    house.aftermath.begin(row.id)
    house.aftermath.drain(10)
    answer = client.post(f"/interviews/{row.id}/feedback/retry", data={"by": "again"})
    assert answer.status_code == 422
    assert "the same words get the same scores" in answer.get_data(as_text=True)
    assert client.post(f"/interviews/{row.id}/feedback/retry", data={"by": "me"}).status_code == 422


def test_while_the_model_reads_the_coachs_first_sentence_is_there(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    steps: list[tuple[str, str]] = []
    store_step = house.store.set_feedback

    def noted(interview_id: str, **values: object) -> None:
        steps.append((str(values.get("step", "")), str(values.get("message", ""))))
        store_step(interview_id, **values)  # type: ignore[arg-type]

    house.store.set_feedback = noted  # type: ignore[method-assign]
    written(house, row, m.text(m.honest()))
    told = dict(steps)["gpt-4o-mini reads your answers"]
    assert told.endswith(".")
    assert len(told) > 30
    assert [name for name, _ in steps][:4] == [
        "Waiting",
        "Closing the room",
        "Putting the transcript together",
        "Measuring your speech",
    ]


def test_what_the_model_used_for_questions_and_every_version_is_on_the_bill(
    house: House, alice: FlaskClient
) -> None:
    row = ended(house)
    written(house, row, m.text(m.honest()))
    shown = page(alice, row)
    assert shown.count("your feedback</td>") == 1
    assert "2,000 tokens in, 500 out" in shown
    assert ">0.0006<" in shown  # 2,000 at 0.15 and 500 at 0.60 dollars a million
    alice.post(f"/interviews/{row.id}/feedback/retry", data={"by": "again"})
    house.aftermath.drain(10)
    shown = page(alice, row)
    assert "8,000 tokens in, 2,000 out" in shown  # one rating, then three
    assert shown.count("your feedback</td>") == 1
