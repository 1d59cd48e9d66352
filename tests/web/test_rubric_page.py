"""The yardstick can be read before an interview, and on the review page."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from interview.models import Track
from interview.rubric import rubric
from web.feedback_writers import FeedbackWriters

from .conftest import House
from .test_versions import ended

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("track", list(Track))
def test_every_competency_is_shown_with_what_one_three_and_five_look_like(
    alice: FlaskClient, track: Track
) -> None:
    rows, page = rubric(track), alice.get(f"/rubric/{track}").get_data(as_text=True).replace("&#39;", "'")
    assert 5 <= len(rows) <= 8
    for row in rows:
        for text in (row.label, row.asks, row.levels[0], row.levels[2], row.levels[4]):
            assert text in page
        assert all(item.asks in page for item in row.items)


def test_an_unknown_kind_is_none(alice: FlaskClient) -> None:
    assert alice.get("/rubric/karaoke").status_code == 404


def test_set_up_leads_to_it(alice: FlaskClient) -> None:
    assert 'href="/rubric/' in alice.get("/interviews/new").get_data(as_text=True)


def test_the_review_page_leads_to_what_its_scores_look_like(house: House, alice: FlaskClient) -> None:
    house.aftermath.writers = FeedbackWriters(house.aftermath.writers.endpoints)  # the real coach
    row = ended(house)
    house.aftermath.begin(row.id)
    house.aftermath.drain(10)
    page = alice.get(f"/interviews/{row.id}").get_data(as_text=True)
    assert f'href="/rubric/{row.brief.track}"' in page
