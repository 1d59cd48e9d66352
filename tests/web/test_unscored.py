"""Interviews without a score: why there is none stands on the page, in the list and in each export."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from feedback.coach import write
from interview.events import EndedData, EventData, envelope
from interview.models import Brief, Drill, EndReason, Redo
from postprocess import MergedTurn
from store.rows import InterviewRow
from tests.feedback import model_answers as m
from tests.feedback.scenes import PLAN, PROBLEM, PROUD, START, turns_of
from web.feedback_writers import FeedbackWriters
from web.transcripts import transcript

from .conftest import House
from .test_export import archive
from .test_exports import pdf_text, taken

pytestmark = pytest.mark.unit

ONE = turns_of(("interviewer", PROUD), ("candidate", m.STORY))
DRILL = m.BRIEF.model_copy(update={"drill": Drill(stage="past_experience", question=PROUD)})
SPANISH = m.BRIEF.model_copy(update={"language": "es"})
ENTREVISTA = turns_of(
    ("interviewer", "Cuéntame un problema difícil que hayas resuelto. ¿Qué hiciste?"),
    ("candidate", "Las rondas de la tarde eran demasiado largas, así que pasé dos de ellas a la mañana."),
)


@pytest.fixture
def alice(house: House) -> FlaskClient:
    """Alice, without a model yet; the coach is the real one."""
    writers = house.aftermath.writers
    house.aftermath.writers = FeedbackWriters(writers.endpoints, write, writers.ask)
    return house.client(house.alice)


def reviewed(house: House, brief: Brief, turns: tuple[MergedTurn, ...], *, answer: str = "") -> InterviewRow:
    """An ended interview in which this was said, with whatever feedback it gets."""
    house.marker.answers = [answer]
    row = house.store.create_interview(owner_id=house.alice.id, brief=brief, plan=PLAN)
    house.store.begin_run(row.owner_id, row.id, room="", candidate_identity="c", token_hash=row.id)
    said: list[EventData] = [m.spoken(turn, turn.started_at, turn.ended_at) for turn in turns]
    said.append(EndedData(reason=EndReason.COMPLETED))
    house.store.append_events(row.id, [envelope(one, run=1, seq=n, at=START) for n, one in enumerate(said)])
    house.aftermath.begin(row.id)
    house.aftermath.drain(10)
    return house.again(row)


def page(client: FlaskClient, row: InterviewRow) -> str:
    return client.get(f"/interviews/{row.id}").get_data(as_text=True)


def told(client: FlaskClient, row: InterviewRow) -> dict[str, Any]:
    answer: dict[str, Any] = client.get(f"/interviews/{row.id}/feedback.json").get_json()
    return answer


def give_a_model(client: FlaskClient) -> None:
    client.post("/settings/keys/openai", data={"openai_api_key": "sk-of-alice-0001"})


def test_one_answer_of_an_interview_is_not_scored_but_told_what_to_change(
    house: House, alice: FlaskClient
) -> None:
    row = reviewed(house, m.BRIEF, ONE)
    shown = page(alice, row)
    assert "<h1>Too little to score.</h1>" in shown
    assert "You answered one question, which is too little to score." in shown
    assert "of 5" not in shown
    assert "One thing to change." in shown
    assert "Answer this again" in shown
    assert f'href="/interviews/{row.id}/export.pdf"' in shown
    assert (told(alice, row)["status"], told(alice, row)["version"]) == ("too_short", None)
    for ending in ("pdf", "md"):
        data = taken(alice, row, ending)
        read = pdf_text(data) if ending == "pdf" else data.decode()
        assert "too little to score" in read
        assert "Competencies" not in read
        assert "One thing to change." in read


@pytest.mark.parametrize("redo", [None, Redo(interview_id="gone", turn=0)], ids=["drill", "redo"])
def test_a_question_practised_alone_has_its_feedback_without_a_number(
    house: House, alice: FlaskClient, redo: Redo | None
) -> None:
    row = reviewed(house, DRILL.model_copy(update={"redo": redo}), ONE)
    shown = page(alice, row)
    assert "of 5" not in shown
    assert "Competencies" not in shown
    assert "Every score" not in shown
    assert "Parts of a story" in shown
    assert "One answer is too little for a score." in shown
    assert ("Before and after" in shown) == (redo is not None)
    assert (told(alice, row)["status"], told(alice, row)["version"]) == ("ready", 1)
    assert m.MOVED in alice.get("/morning-sheet").get_data(as_text=True)
    assert "Check again" not in shown


def test_a_model_marks_the_one_answer_and_the_page_offers_no_check(house: House, alice: FlaskClient) -> None:
    give_a_model(alice)
    answer = m.honest()
    answer["questions"][0] |= {"turn": 0, "star": [m.mark("action", 1, m.MOVED)]}
    row = reviewed(house, DRILL, ONE, answer=m.text(answer))
    shown = page(alice, row)
    assert "Written by: gpt-4o-mini. One answer gets no score." in shown
    assert "Set the scene in one sentence." in shown
    assert "Write it again with gpt-4o-mini" in shown
    assert "Check again" not in shown
    assert "of 5" not in shown


def test_an_interview_in_another_language_is_nowhere_called_too_short(
    house: House, alice: FlaskClient
) -> None:
    row = reviewed(house, SPANISH, ENTREVISTA)
    answer, shown = told(alice, row), page(alice, row)
    assert answer["status"] == "other_language"
    assert answer["feedback"]["unscored"] == "language"
    assert "<h1>No scores in this language.</h1>" in shown
    assert "reads English only" in shown
    assert re.search(r'href="/settings/keys\S*">Set up a language model</a>', shown)
    assert ENTREVISTA[1].text in shown
    assert "How you spoke" in shown
    listed = alice.get("/dashboard").get_data(as_text=True)
    assert "no scores in this language" in listed
    whole = archive(alice)
    kept = [whole.read(name) for name in whole.namelist() if name.endswith("interview.json")]
    exported = [*(taken(alice, row, ending) for ending in ("md", "json")), *kept]
    assert json.loads(kept[0])["feedback"]["status"] == "other_language"
    told_everywhere = [shown, listed, json.dumps(answer), pdf_text(taken(alice, row, "pdf"))]
    for text in [*told_everywhere, *(data.decode() for data in exported)]:
        assert "too short" not in text.lower()
        assert "too_short" not in text
        assert "too little" not in text.lower()
    for text in (told_everywhere[3], exported[0].decode()):
        assert "reads English only" in text
        assert "Competencies" not in text


def test_with_a_model_set_up_since_it_is_written_after_all(house: House, alice: FlaskClient) -> None:
    row = reviewed(house, SPANISH, m.TURNS, answer=m.text(m.honest()))
    assert told(alice, row)["status"] == "other_language"
    give_a_model(alice)
    assert "Have gpt-4o-mini write it" in page(alice, row)
    assert alice.post(f"/interviews/{row.id}/feedback/retry", data={"by": "model"}).status_code == 303
    house.aftermath.drain(10)
    assert told(alice, row)["status"] == "ready"
    shown = page(alice, row)
    assert "Written by: gpt-4o-mini." in shown
    assert "Have MockFlow’s own coach write it" not in shown


def test_the_coach_is_not_asked_for_a_language_it_does_not_read(house: House, alice: FlaskClient) -> None:
    give_a_model(alice)
    row = reviewed(house, SPANISH, m.TURNS, answer=m.text(m.honest()))
    answer = alice.post(f"/interviews/{row.id}/feedback/retry", data={"by": "coach"})
    assert answer.status_code == 422
    assert "reads English only" in answer.get_data(as_text=True)
    assert told(alice, row)["status"] == "ready"


def test_a_silent_interview_in_another_language_is_not_blamed_on_the_language(
    house: House, alice: FlaskClient
) -> None:
    row = reviewed(house, SPANISH, turns_of(("interviewer", PROUD), ("interviewer", PROBLEM)))
    assert told(alice, row)["status"] == "too_short"
    assert "No question was answered" in page(alice, row)


def test_what_was_heard_too_short_and_corrected_is_rated_after_all(house: House, alice: FlaskClient) -> None:
    turns = turns_of(
        ("interviewer", PROUD), ("candidate", "Yes."), ("interviewer", PROBLEM), ("candidate", m.STORY)
    )
    row = reviewed(house, m.BRIEF, turns)
    assert told(alice, row)["status"] == "too_short"
    retried = alice.post(f"/interviews/{row.id}/feedback/retry", data={"by": "changed"})
    assert (retried.status_code, told(alice, row)["status"]) == (303, "too_short")  # nothing has changed
    turn = next(one for one in transcript(house.store, row) if one.speaker == "candidate")
    alice.post(f"/interviews/{row.id}/turns/{turn.name}/correction", data={"text": f"Yes. {m.STORY}"})
    shown = page(alice, row)
    assert "You corrected the transcript after it was found too short." in shown
    alice.post(f"/interviews/{row.id}/feedback/retry", data={"by": "changed"})
    house.aftermath.drain(10)
    assert told(alice, row)["status"] == "ready"


def test_an_older_version_is_not_passed_off_as_the_feedback_of_what_is_unscored_now(
    house: House, alice: FlaskClient
) -> None:
    row = reviewed(house, m.BRIEF, ONE)
    house.store.set_feedback(row.id, status="waiting")
    house.store.finish_feedback(row.id, written_by="older rules", body={"takeaway": "Five of five."})
    house.aftermath.begin(row.id, "coach")
    house.aftermath.drain(10)
    answer = told(alice, row)
    assert answer["status"] == "too_short"
    assert answer["feedback"]["takeaway"] != "Five of five."
    assert "Five of five." not in alice.get(f"/interviews/{row.id}/export.md").get_data(as_text=True)
