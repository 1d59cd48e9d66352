"""Scores and speech over time on the dashboard: like for like, and only beyond what varies anyway."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from feedback.coach import write as by_rule
from feedback.schema import CompetencyFeedback, Feedback
from interview.events import EndedData, EventData, TurnData, envelope
from interview.models import Brief, Drill, EndReason, Redo, Track
from store.rows import FeedbackStatus, InterviewRow
from web import speech_view
from web.feedback_writers import FeedbackWriters
from web.progress_view import scored
from web.trend import SHOWN, trend

from .conftest import BRIEF, PLAN, House

pytestmark = pytest.mark.unit

T0 = datetime(2030, 1, 1, 12, tzinfo=UTC)
DRILL = {"drill": Drill(stage="self_intro")}


def spoken(
    house: House, pace: float, *, text: str = "we", provider: str = "deepgram", **more: Any
) -> InterviewRow:
    """An interview that is over, with one answer of a minute at so many words a minute."""
    brief = BRIEF.model_copy(update=more)
    row = house.store.create_interview(owner_id=house.alice.id, brief=brief, plan=PLAN)
    house.store.begin_run(row.owner_id, row.id, room=row.id, candidate_identity="c", token_hash=row.id)
    words = text.split()
    said = " ".join(words[n % len(words)] for n in range(int(pace)))
    asked = TurnData(
        speaker="interviewer", text="Who are you?", stage="self_intro", started_at=T0, ended_at=T0
    )
    answer = TurnData(
        speaker="candidate",
        text=said,
        stage="self_intro",
        started_at=T0 + timedelta(seconds=2),
        ended_at=T0 + timedelta(seconds=62),
        provider=provider,
    )
    batch: list[EventData] = [asked, answer, EndedData(reason=EndReason.COMPLETED)]
    house.store.append_events(row.id, [envelope(one, run=1, seq=n, at=T0) for n, one in enumerate(batch)])
    return house.again(row)


def rated(house: House, row: InterviewRow, *scores: int | None, by: str = "MockFlow’s coach") -> InterviewRow:
    """Feedback with these scores, that keeps no measures."""
    rows = tuple(CompetencyFeedback(id=f"c{n}", label=f"C{n}", score=score) for n, score in enumerate(scores))
    body = Feedback(written_by=by, takeaway="Say more.", next_step="", competencies=rows)
    house.store.set_feedback(row.id, status="ready", percent=100, body=body.model_dump(mode="json"))
    return row


def settled(house: House, row: InterviewRow, status: FeedbackStatus = "failed") -> InterviewRow:
    house.store.set_feedback(row.id, status=status, percent=100)
    return row


def by_coach(house: House, row: InterviewRow) -> InterviewRow:
    house.aftermath.begin(row.id)
    house.aftermath.drain(10)
    return row


def points(house: House) -> list[float] | None:
    rows = [
        (row, house.store.feedback(row.owner_id, row.id)) for row in house.store.interviews(house.alice.id)
    ]
    found = trend(scored(rows))
    json.dumps(found)
    return [point["value"] for point in found["points"]] if found else None


def page(client: FlaskClient) -> str:
    return unescape(client.get("/dashboard").get_data(as_text=True))


def table(client: FlaskClient) -> dict[str, list[str]]:
    """The rows of the speech measures: now, earlier, change."""
    shown = page(client).partition('id="speech-title"')[2].partition("</section>")[0]
    rows = re.findall(r'<th scope="row">(.+?)</th>(.+?)</tr>', shown)
    return {
        name: [re.sub("<.+?>", "", cell).strip() for cell in re.findall(r"<td.*?>(.+?)</td>", cells)]
        for name, cells in rows
    }


def test_the_trend_needs_two_and_runs_from_old_to_new(house: House) -> None:
    rated(house, house.interview(), 2, 3)
    settled(house, spoken(house, 150))
    assert points(house) is None
    rated(house, spoken(house, 150), 3, 3)
    rated(house, spoken(house, 150), None, None)
    rated(house, spoken(house, 150), 4, None)
    assert points(house) == [2.5, 3, 4]
    for _ in range(SHOWN):
        rated(house, spoken(house, 150), 5)
    assert points(house) == [5] * SHOWN


@pytest.mark.parametrize(
    "other",
    [
        DRILL,
        DRILL | {"redo": Redo(interview_id="x", turn=1)},
        {"language": "es"},
        {"track": Track.TECHNICAL},
        {"benchmark": True},
    ],
)
def test_unlike_interviews_are_no_points_of_the_trend_nor_of_speech(
    house: House, alice: FlaskClient, other: dict[str, Any]
) -> None:
    rated(house, spoken(house, 150), 2)
    rated(house, spoken(house, 190, **other), 5)
    rated(house, spoken(house, 140), 4)
    assert points(house) == [2, 4]
    assert table(alice)["Pace"] == ["140 words a minute", "150", "too early to say"]


def test_another_writers_scores_are_no_points_of_the_trend_but_speech_is_speech(
    house: House, alice: FlaskClient
) -> None:
    rated(house, spoken(house, 150), 2)
    rated(house, spoken(house, 140), 5, by="gpt-4o")
    assert points(house) is None
    assert table(alice)["Pace"][:2] == ["140 words a minute", "150"]


def test_speech_says_what_changed_and_when_it_was_not_measured(house: House, alice: FlaskClient) -> None:
    for pace, text in ((200, "we um did"), (190, "we um did"), (150, "we did it all")):
        settled(house, spoken(house, pace, text=text))
    found = table(alice)
    assert found["Pace"] == ["150 words a minute", "200 · 190", "improved: inside 120 to 170 now"]
    assert found["Um and uh"][2] == "improved"
    assert found["An answer"] == ["60 seconds", "60 · 60", "inside 60 to 120, no clear change"]
    assert found["Pauses"][2] == "a pause to think is fine"
    settled(house, spoken(house, 180, text="we did it all", provider="openai"))
    found = table(alice)
    assert found["Um and uh"][0] == "–"
    assert found["Um and uh"][2] == "not measured in the latest of these"
    assert found["Pace"] == ["180 words a minute", "200 · 190 · 150", "outside 120 to 170, no clear change"]


@pytest.mark.parametrize("status", ["ready", "too_short", "failed"])
def test_speech_needs_no_scores(house: House, alice: FlaskClient, status: FeedbackStatus) -> None:
    for pace in (150, 160):
        settled(house, spoken(house, pace), status)
    assert table(alice)["Pace"][:2] == ["160 words a minute", "150"]
    settled(house, spoken(house, 100), "writing")
    assert table(alice)["Pace"][:2] == ["160 words a minute", "150"], (
        "one that is being written is not in yet"
    )


def test_spanish_that_the_coach_cannot_score_is_measured_and_kept(house: House, alice: FlaskClient) -> None:
    house.aftermath.writers = FeedbackWriters(house.aftermath.writers.endpoints, by_rule)
    rows = [
        by_coach(house, spoken(house, pace, text="o sea, trabajé mucho", language="es"))
        for pace in (150, 160)
    ]
    for row in rows:
        kept = house.store.feedback(row.owner_id, row.id)
        assert kept is not None
        assert (kept.status, bool(kept.body)) == ("too_short", True)
        shown = alice.get(f"/interviews/{row.id}/feedback.json").get_json()
        assert (shown["status"], shown["feedback"]["competencies"]) == ("other_language", [])
    assert table(alice)["Filler words"][0] == "40.0 a minute"
    assert "To take from your last interview" not in page(alice)


def test_measures_that_were_kept_are_not_taken_again(
    house: House, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for pace in (150, 160):
        by_coach(house, spoken(house, pace))
    monkeypatch.delattr(speech_view, "_measured")
    assert table(alice)["Pace"][:2] == ["160 words a minute", "150"]


def test_no_more_than_the_latest_are_compared(house: House, alice: FlaskClient) -> None:
    for n in range(speech_view.SHOWN + 3):
        settled(house, spoken(house, 130 + n))
    assert table(alice)["Pace"][1] == " · ".join(str(133 + n) for n in range(speech_view.SHOWN - 1))


def test_what_to_do_next_comes_from_competencies_and_else_from_speech(
    house: House, alice: FlaskClient
) -> None:
    for _ in range(2):
        settled(house, spoken(house, 200))
    said = "Speak more slowly: it was 200 words a minute"
    assert said in page(alice)
    for _ in range(2):
        rated(house, spoken(house, 200), 3)
    shown = page(alice)
    assert "Work on c0" in shown
    assert said not in shown


def test_one_interview_is_compared_with_nothing(house: House, alice: FlaskClient) -> None:
    settled(house, spoken(house, 150))
    assert "speech-title" not in page(alice)


def test_it_is_the_owners_alone(house: House) -> None:
    for _ in range(2):
        settled(house, spoken(house, 150))
    assert "speech-title" not in page(house.client(house.charlie))


def test_a_brief_of_another_job_is_still_the_same_kind(house: House, alice: FlaskClient) -> None:
    settled(house, spoken(house, 150, role="Nurse"))
    settled(house, spoken(house, 140, role=Brief(role="Cook").role))
    assert table(alice)["Pace"][1] == "150"
