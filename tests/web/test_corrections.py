"""Correcting the transcript: the owner's words beside what was heard, and only what they touch rated anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from feedback.coach import write
from feedback.schema import Feedback
from interview.events import EndedData, EventData, TurnData, Word, envelope
from interview.models import Brief, EndReason
from store.rows import InterviewRow
from tests.feedback import model_answers as m
from tests.feedback.scenes import PLAN
from web.feedback_writers import FeedbackWriters

from .conftest import House
from .test_versions import ended

pytestmark = pytest.mark.unit

T0 = datetime(2030, 1, 1, 12, tzinfo=UTC)
STORY, FIX = "1.3", "1.5"


@pytest.fixture
def alice(house: House) -> FlaskClient:
    """Alice; the coach is the real one."""
    house.aftermath.writers = FeedbackWriters(house.aftermath.writers.endpoints, write)
    return house.client(house.alice)


def rated(house: House, row: InterviewRow) -> Feedback:
    house.aftermath.drain(10)
    return Feedback.model_validate(house.store.feedback_versions(row.owner_id, row.id)[0].body)


def correct(client: FlaskClient, row: InterviewRow, name: str, **form: str) -> int:
    return client.post(f"/interviews/{row.id}/turns/{name}/correction", data=form).status_code


def page(client: FlaskClient, row: InterviewRow) -> str:
    return client.get(f"/interviews/{row.id}").get_data(as_text=True)


def test_the_corrected_words_stand_beside_what_was_heard(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    assert correct(alice, row, STORY, text="I moved three rounds, and it helped.") == 303
    shown = page(alice, row)
    assert "I moved three rounds, and it helped." in shown
    assert f"Heard as: {m.STORY}" in shown
    turn = alice.get(f"/interviews/{row.id}/transcript.json").get_json()["turns"][3]
    assert (turn["text"], turn["heard"]) == ("I moved three rounds, and it helped.", m.STORY)
    assert "I moved three rounds" in alice.get(f"/interviews/{row.id}/export.md").get_data(as_text=True)


def test_a_correction_can_be_taken_back(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    correct(alice, row, STORY, text="Something else entirely was said here.")
    assert correct(alice, row, STORY, undo="1") == 303
    assert house.store.corrections(row.owner_id, row.id) == []
    assert "Heard as" not in page(alice, row)


def test_only_what_was_corrected_is_rated_again(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    house.aftermath.begin(row.id)
    before = rated(house, row)
    assert "You corrected the transcript" not in page(alice, row)
    correct(
        alice,
        row,
        FIX,
        text="The alarms went off all night on our ward. I did nothing about it at all there.",
    )
    assert "You corrected the transcript" in page(alice, row)
    alice.post(f"/interviews/{row.id}/feedback/retry", data={"by": "changed"})
    after = rated(house, row)
    assert len(house.store.feedback_versions(row.owner_id, row.id)) == 2
    old, new = {r.id: r for r in before.competencies}, {r.id: r for r in after.competencies}
    assert new["motivation"] == old["motivation"]
    assert new["problem_solving"] != old["problem_solving"]
    assert [q for q in after.questions if q.turn != 4] == [q for q in before.questions if q.turn != 4]
    assert [q for q in after.questions if q.turn == 4] != [q for q in before.questions if q.turn == 4]
    assert "You corrected the transcript" not in page(alice, row)


def test_what_is_measured_in_time_stays_as_it_was_heard(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    url = f"/interviews/{row.id}/transcript.json"
    before = alice.get(url).get_json()["metrics"]
    correct(alice, row, STORY, text="um, uh, you know, basically nothing")
    assert alice.get(url).get_json()["metrics"] == before


@pytest.mark.parametrize(
    ("name", "text", "status"),
    [
        (STORY, "", 422),
        (STORY, "   ", 422),
        (STORY, "x" * 10_001, 422),
        ("1.2", "These are the interviewer's words.", 404),
        ("9.9", "There is no such turn.", 404),
        ("../1", "There is no such turn.", 404),
    ],
)
def test_what_can_not_be_kept_is_refused_with_a_sentence(
    house: House, alice: FlaskClient, name: str, text: str, status: int
) -> None:
    row = ended(house)
    assert correct(alice, row, name, text=text) == status
    assert house.store.corrections(row.owner_id, row.id) == []


def test_a_running_interview_and_a_strangers_can_not_be_corrected(house: House, alice: FlaskClient) -> None:
    assert correct(alice, house.interview(), STORY, text="No.") == 409
    assert correct(house.client(house.charlie), ended(house), STORY, text="No.") == 404


def test_markup_in_a_correction_stays_text(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    correct(alice, row, STORY, text="<script>alert(1)</script> is what I said")
    assert "<script>alert(1)" not in page(alice, row)


def spoken(house: House, *words: tuple[str, float | None]) -> InterviewRow:
    row = house.store.create_interview(owner_id=house.alice.id, brief=Brief(role="Nurse"), plan=PLAN)
    house.store.begin_run(row.owner_id, row.id, room="", candidate_identity="c", token_hash=row.id)
    timed = tuple(
        Word(text=text, start_s=n / 2, end_s=n / 2 + 0.4, confidence=sure)
        for n, (text, sure) in enumerate(words)
    )
    turn = TurnData(
        speaker="candidate",
        text=" ".join(text for text, _ in words),
        stage="self_intro",
        started_at=T0,
        ended_at=T0 + timedelta(seconds=len(words) / 2),
        words=timed,
    )
    batch: list[EventData] = [turn, EndedData(reason=EndReason.COMPLETED)]
    house.store.append_events(row.id, [envelope(one, run=1, seq=n, at=T0) for n, one in enumerate(batch)])
    return house.again(row)


def test_words_the_recogniser_doubted_are_marked(house: House, alice: FlaskClient) -> None:
    shown = page(alice, spoken(house, ("I", 0.9), ("planted", 0.3), ("roses", 0.5), ("here", 0.2)))
    assert shown.count('class="doubtful"') == 2
    assert '<span class="doubtful">planted<' in shown
    assert '<span class="doubtful">here<' in shown


def test_of_the_same_word_twice_the_doubted_one_is_marked(house: House, alice: FlaskClient) -> None:
    shown = page(alice, spoken(house, ("roses", 0.9), ("and", 0.9), ("roses", 0.2)))
    assert 'roses and <span class="doubtful">roses<' in shown


@pytest.mark.parametrize("sure", [0.0, None])
def test_a_recogniser_that_gives_no_confidence_is_not_one_of_doubt(
    house: House, alice: FlaskClient, sure: float | None
) -> None:
    assert "doubtful" not in page(alice, spoken(house, ("I", sure), ("planted", sure)))
