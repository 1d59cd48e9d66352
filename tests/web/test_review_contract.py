"""The stage contract on the review page: planned and asked, with every exception in words."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from interview.events import EndedData, EventData, QuestionData, ReadyData, StageData
from interview.models import EndReason, Plan, PlannedQuestion
from interview.talk import CANDIDATE_QUESTIONS
from store.rows import InterviewRow

from .conftest import BRIEF, House
from .test_live import happen, start

pytestmark = pytest.mark.unit

PLAN = Plan(
    written_by="gpt-4o-mini",
    questions=(
        PlannedQuestion(id="q1", stage="self_intro", text="Who are you?", competency="introduction"),
        PlannedQuestion(
            id="q2",
            stage="past_experience",
            text="What made the ledger right?",
            competency="results",
            origin="resume",
            source="Kept a <b>ledger</b>.",
        ),
        PlannedQuestion(
            id="q3",
            stage="past_experience",
            text="How do you count stock?",
            competency="craft",
            origin="job_description",
            source="counts stock",
        ),
        PlannedQuestion(
            id=CANDIDATE_QUESTIONS, stage="company_fit", text="Your questions?", competency="motivation"
        ),
    ),
)


def ended(house: House, alice: FlaskClient, *data: EventData) -> str:
    """The review page of an interview in which this happened."""
    row = house.store.create_interview(owner_id=house.alice.id, brief=BRIEF, plan=PLAN)
    start(alice, row)
    for one in (ReadyData(boot_s=0.1), *data):
        happen(house, row, one)
    return page(alice, row)


def page(alice: FlaskClient, row: InterviewRow) -> str:
    return alice.get(f"/interviews/{row.id}").get_data(as_text=True)


def stage(shown: str, name: str) -> str:
    """The row of one stage, its spaces collapsed."""
    row = shown.partition(f'<article class="contract" data-stage="{name}">')[2].partition("</article>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", row).split())


GREETED = (
    StageData(stage="greeting", cause="start"),
    StageData(stage="self_intro", previous="greeting", cause="transition"),
    QuestionData(stage="self_intro", kind="main", number=1, text="Who are you?", question_id="q1"),
    StageData(stage="past_experience", previous="self_intro", cause="transition"),
    QuestionData(stage="past_experience", kind="main", number=1, text="Well?", question_id="q2"),
    QuestionData(stage="past_experience", kind="follow_up", number=2, text="And how big?", question_id="q2"),
    QuestionData(stage="past_experience", kind="repeat", number=2, text="Again: well?", question_id="q2"),
)


def test_planned_and_asked_stand_beside_each_other(house: House, alice: FlaskClient) -> None:
    shown = ended(house, alice, *GREETED, EndedData(reason=EndReason.CANDIDATE_LEFT))
    assert "The plan was written by gpt-4o-mini. 2 of 4 planned questions were asked" in shown
    row = stage(shown, "past_experience")
    assert "1 of 2 planned questions were asked" in row
    assert "What made the ledger right? Asked." in row
    assert "from your résumé: “Kept a &lt;b&gt;ledger&lt;/b&gt;.” · said again once And how big?" in row
    assert "How do you count stock? Not asked. from the job ad: “counts stock”" in row


def test_exceptions_come_with_why(house: House, alice: FlaskClient) -> None:
    shown = ended(
        house,
        alice,
        *GREETED,
        StageData(
            stage="company_fit",
            previous="past_experience",
            cause="deadline",
            reason="Past experience reached its 300 seconds.",
            exceptions=("Past experience had 2 of at least 3 questions.",),
        ),
        StageData(
            stage="closing",
            previous="company_fit",
            cause="skip",
            reason="The candidate skipped this stage.",
            exceptions=("Company fit had 0 of at least 2 questions.",),
        ),
        EndedData(reason=EndReason.STOPPED),
    )
    past, fit = stage(shown, "past_experience"), stage(shown, "company_fit")
    assert "Not all of it" in past
    assert "Past experience reached its 300 seconds. Past experience had 2 of at least 3 questions." in past
    assert "You skipped it. Company fit had 0 of at least 2 questions." in fit
    assert "The interview ended in it: ended early." in stage(shown, "closing")
    assert "As it should be" in stage(shown, "greeting")


def test_a_stage_that_was_never_reached_says_so(house: House, alice: FlaskClient) -> None:
    shown = ended(house, alice, *GREETED[:2], EndedData(reason=EndReason.WORKER_LOST))
    assert "Not reached" in stage(shown, "past_experience")
    assert "The interview ended before it: interviewer lost." in stage(shown, "past_experience")


def test_what_nobody_planned_is_named_as_such(house: House, alice: FlaskClient) -> None:
    strange = QuestionData(stage="past_experience", kind="main", number=1, text="<i>Why us?</i>")
    shown = ended(house, alice, *GREETED[:4], strange, EndedData(reason=EndReason.STOPPED))
    assert "&lt;i&gt;Why us?&lt;/i&gt; asked without being planned" in stage(shown, "past_experience")


def test_a_planned_question_that_was_not_asked_can_be_practised(house: House, alice: FlaskClient) -> None:
    shown = ended(house, alice, *GREETED, EndedData(reason=EndReason.STOPPED))
    forms = re.findall(
        r'name="stage" value="(\w+)"><input type="hidden" name="question" value="([^"]+)"', shown
    )
    assert forms == [("past_experience", "How do you count stock?")]


def test_an_interview_that_never_began_has_no_contract(house: House, alice: FlaskClient) -> None:
    assert "Planned and asked" not in ended(house, alice, EndedData(reason=EndReason.PROVIDER_FAILED))
