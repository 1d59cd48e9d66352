"""How the candidate spoke, told on the review page and the dashboard: the number shown is the one judged."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from feedback.schema import Feedback
from feedback.speech import Speech
from interview.models import Drill
from postprocess import Metrics
from web.measures_view import measures_view

from .conftest import BRIEF, House
from .test_progress import page, settled, spoken, table

pytestmark = pytest.mark.unit


def measured(house: House, speech: Speech) -> None:
    """An interview that is over, whose feedback keeps these measures."""
    body = Feedback(written_by="x", takeaway="", next_step="", speech=speech).model_dump(mode="json")
    house.store.set_feedback(spoken(house, 150).id, status="ready", percent=100, body=body)


@pytest.mark.parametrize(
    ("pace", "shown", "flagged"),
    [(119.4, "119", True), (119.7, "120", False), (170.4, "170", False), (170.6, "171", True)],
)
def test_the_review_page_flags_the_number_it_shows(pace: float, shown: str, flagged: bool) -> None:
    [line] = measures_view(Metrics(words_per_minute=pace), BRIEF)[:1]
    assert (line.value, line.flagged) == (shown, flagged)


def test_the_dashboard_judges_the_number_it_shows(house: House, alice: FlaskClient) -> None:
    for pace, seconds in ((200.0, 60.0), (190.0, 60.0), (119.7, 120.4)):
        measured(house, Speech(pace=pace, answer_s=seconds))
    found = table(alice)
    assert found["Pace"] == ["120 words a minute", "200 · 190", "improved: inside 120 to 170 now"]
    assert found["An answer"] == ["120 seconds", "60 · 60", "inside 60 to 120, no clear change"]
    assert "Speak a little faster" not in page(alice)


@pytest.mark.parametrize("last", [{"drill": Drill(stage="self_intro")}, {}])
def test_what_was_measured_before_the_last_interview_is_not_said_to_be_of_the_last(
    house: House, alice: FlaskClient, last: dict[str, Any]
) -> None:
    for speech in (
        Speech(pace=150.0, hesitations=2.0),
        Speech(pace=200.0),
        Speech(pace=150.0, fillers=9.0),
        Speech(pace=150.0, answer_s=140.0),
    ):
        measured(house, speech)
        typed = spoken(house, 0, **last)
        house.store.set_feedback(typed.id, status="too_short", percent=100)
        shown = page(alice)
        assert "your last interview" not in shown.partition('id="speech-title"')[2].partition("</section>")[0]
    assert "140 seconds in the latest whole interview that was measured." in shown
    assert "The latest 4 whole interviews" in shown
    assert "in which you spoke enough to be measured" in shown


def test_ones_share_and_interruptions_are_told_over_time_without_a_verdict(
    house: House, alice: FlaskClient
) -> None:
    for share, times in ((None, None), (80.0, 5), (70.0, 4), (33.4, 0)):
        measured(house, Speech(pace=150.0, share=share, interruptions=times))
    found = table(alice)
    assert found["Your share"] == ["33 %", "80 · 70", "two thirds is usual"]
    assert found["Interruptions"] == ["0 in all", "5 · 4", "counted, not judged"]


def test_interviews_from_before_they_were_kept_have_neither(house: House, alice: FlaskClient) -> None:
    for _ in range(2):
        row = spoken(house, 150)
        body = {"written_by": "x", "takeaway": "", "next_step": "", "speech": {"pace": 150.0}}
        house.store.set_feedback(row.id, status="ready", percent=100, body=body)
    assert set(table(alice)) == {"Pace"}


def test_both_are_measured_of_an_interview_that_keeps_no_measures(house: House, alice: FlaskClient) -> None:
    for _ in range(2):
        settled(house, spoken(house, 150))
    assert table(alice)["Interruptions"] == ["0 in all", "0", "counted, not judged"]
