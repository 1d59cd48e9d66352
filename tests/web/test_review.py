"""The aftermath of an interview, and the pages that show it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from flask.testing import FlaskClient

from feedback.schema import Feedback
from interview.events import EndedData, EventData, TurnData, envelope
from interview.models import EndReason
from store.rows import InterviewRow
from web.aftermath import Aftermath
from web.endpoints import Endpoints
from web.feedback_writers import FeedbackWriters
from web.rooms import Rooms

from .conftest import JSON, Coach, House

pytestmark = pytest.mark.unit


def endpoints(house: House) -> Endpoints:
    return cast(Endpoints, house.app.extensions["mockflow"].endpoints)


T0 = datetime(2030, 1, 1, 12, tzinfo=UTC)
WORDS = " ".join(["We cut the failed deploys by forty percent in two months."] * 4)


def ended(
    house: House, text: str = WORDS, *, reason: EndReason = EndReason.COMPLETED, detail: str = ""
) -> InterviewRow:
    row = house.interview()
    house.store.begin_run(row.owner_id, row.id, room=f"r-{row.id}", candidate_identity="c", token_hash=row.id)
    house.rooms.open.add(f"r-{row.id}")
    question = TurnData(
        speaker="interviewer", text="What did you do?", stage="self_intro", started_at=T0, ended_at=T0
    )
    answer = TurnData(
        speaker="candidate",
        text=text,
        stage="self_intro",
        started_at=T0 + timedelta(seconds=2),
        ended_at=T0 + timedelta(seconds=20),
    )
    batch: list[EventData] = [question, answer, EndedData(reason=reason, detail=detail)]
    house.store.append_events(row.id, [envelope(one, run=1, seq=n, at=T0) for n, one in enumerate(batch)])
    return house.again(row)


def feedback(client: FlaskClient, row: InterviewRow) -> dict[str, object]:
    answer: dict[str, object] = client.get(f"/interviews/{row.id}/feedback.json").get_json()
    return answer


def test_feedback_is_written_once_for_many_endings(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    assert feedback(alice, row)["status"] == "waiting"
    house.aftermath.begin(row.id)
    house.aftermath.drain(10)
    answer = alice.get(f"/interviews/{row.id}/feedback.json").get_json()
    body = answer.pop("feedback")
    assert answer == {"status": "ready", "step": "", "percent": 100, "message": "", "version": 1}
    assert body["takeaway"] == "Practise Backend engineer again."
    assert house.coach.calls == 1
    assert house.rooms.open == set()


def test_saying_too_little_is_said_and_not_scored(house: House, alice: FlaskClient) -> None:
    row = ended(house, "Yes.")
    house.aftermath.begin(row.id)
    house.aftermath.drain(10)
    answer = feedback(alice, row)
    assert answer["status"] == "too_short"
    assert answer["message"] == "Practise Backend engineer again. Say more."
    assert cast(dict[str, object], answer["feedback"])["competencies"] == []
    assert "Too little to score." in alice.get(f"/interviews/{row.id}").get_data(as_text=True)
    page = alice.get("/dashboard").get_data(as_text=True)
    assert "too little to score" in page
    assert "Practise Backend engineer again." not in page, "what isn't scored is nothing to take along"


def test_a_failure_is_shown_as_one_and_can_be_tried_again(
    house: House, alice: FlaskClient, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    row = ended(house)
    house.coach.fails = True
    house.aftermath.begin(row.id)
    house.aftermath.drain(10)
    answer = feedback(alice, row)
    assert (answer["status"], answer["feedback"]) == ("failed", None)
    assert "Write it again" in str(answer["message"])
    assert "SECRET WORDS" not in caplog.text + capsys.readouterr().out
    house.coach.fails = False
    assert alice.post(f"/interviews/{row.id}/feedback/retry", headers=JSON).status_code == 202
    house.aftermath.drain(10)
    assert feedback(alice, row)["status"] == "ready"
    alice.post(f"/interviews/{row.id}/feedback/retry")
    house.aftermath.drain(10)
    assert house.coach.calls == 2, "what is ready isn't written again"


def test_a_room_that_cannot_be_deleted_does_not_cost_the_feedback(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    house.rooms.down = True
    house.aftermath.begin(row.id)
    house.aftermath.drain(10)
    assert feedback(alice, row)["status"] == "ready"


def test_a_key_that_is_gone_since_does_not_cost_the_feedback(make_house: Callable[..., House]) -> None:
    house = make_house(public_url="http://mockflow.example")
    row = ended(house)
    rooms = Rooms(endpoints(house))
    after = Aftermath(house.store, rooms, FeedbackWriters(endpoints(house), house.coach), house.spool)
    after.begin(row.id)
    after.drain(10)
    after.close()
    assert feedback(house.client(house.alice), row)["status"] == "ready"


def test_an_interview_that_is_deleted_while_its_feedback_waits_is_let_go(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = ended(house), ended(house)
    begun, go_on = threading.Event(), threading.Event()

    def write(*_: object) -> Feedback:
        begun.set()
        assert go_on.wait(10)
        return Feedback(written_by="a double", enough=False, takeaway="Short.", next_step="More.")

    after = Aftermath(house.store, house.rooms, FeedbackWriters(endpoints(house), write), house.spool)
    after.begin(first.id)
    after.begin(second.id)
    assert begun.wait(10)
    house.store.delete_user(house.alice.id)
    go_on.set()
    after.drain(10)
    after.close()
    printed = capsys.readouterr().out
    assert printed.count("interview was deleted before its feedback was written") == 2
    assert "could not" not in printed


def test_what_a_stopped_web_app_left_unfinished_is_resumed(house: House, alice: FlaskClient) -> None:
    rows = [ended(house), ended(house)]
    house.store.set_feedback(rows[0].id, status="writing", step="Measuring your speech", percent=55)
    following = Aftermath(house.store, house.rooms, FeedbackWriters(endpoints(house), Coach()), house.spool)
    assert following.resume() == 2
    following.drain(10)
    following.close()
    assert {feedback(alice, row)["status"] for row in rows} == {"ready"}
    assert following.resume() == 0


def test_the_transcript_is_data_of_one_shape(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    body = alice.get(f"/interviews/{row.id}/transcript.json").get_json()
    assert body["interview_id"] == row.id
    assert [turn["speaker"] for turn in body["turns"]] == ["interviewer", "candidate"]
    wanted = {
        "speaker",
        "text",
        "stage",
        "started_at",
        "ended_at",
        "source",
        "interrupted",
        "question_id",
    }
    assert wanted <= set(body["turns"][1])
    assert body["turns"][1]["text"] == WORDS
    assert "talk_ratio" in body["metrics"]


def test_the_events_are_there_as_they_were_stored(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    events = alice.get(f"/interviews/{row.id}/events.json").get_json()["events"]
    assert [event["kind"] for event in events] == ["turn", "turn", "ended"]


def test_the_dashboard_lists_it_with_its_takeaway(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    house.aftermath.begin(row.id)
    house.aftermath.drain(10)
    page = alice.get("/dashboard").get_data(as_text=True)
    assert "Practise Backend engineer again." in page
    assert f'href="/interviews/{row.id}"' in page


def test_an_ending_that_was_asked_for_shows_its_stored_reason(house: House, alice: FlaskClient) -> None:
    row = ended(house, reason=EndReason.STOPPED, detail="You ended the interview from the room.")
    assert "You ended the interview from the room." in alice.get(f"/interviews/{row.id}").get_data(
        as_text=True
    )


def test_failed_feedback_says_once_what_to_press(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    house.coach.fails = True
    house.aftermath.begin(row.id)
    house.aftermath.drain(10)
    page = alice.get(f"/interviews/{row.id}").get_data(as_text=True)
    assert page.count("Your transcript is safe.") == 1
    assert page.count("Write it again") == 2, "the sentence and the button"
    assert "Try again" not in page
