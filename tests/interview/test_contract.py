"""Planned and asked: what the report says of an interview, by its events."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fsm import rules_for
from interview.contract import StageReport, contract
from interview.events import (
    EndedData,
    Event,
    EventData,
    NoticeData,
    QuestionData,
    ReadyData,
    StageData,
    envelope,
)
from interview.models import EndReason, Length, Plan, PlannedQuestion, QuestionKind
from interview.pauses import PAUSED_NOTICE, RESUMED_NOTICE

pytestmark = pytest.mark.unit

T0 = datetime(2030, 1, 1, 12, tzinfo=UTC)
RULES = rules_for(Length.STANDARD)


def planned(stage: str, number: int, **more: str) -> PlannedQuestion:
    return PlannedQuestion(
        id=f"{stage}-{number}",
        stage=stage,
        text=f"Question {number} of {stage}?",
        competency="results",
        **more,
    )


PLAN = Plan(
    questions=tuple(
        planned(stage, number)
        for stage in ("self_intro", "past_experience", "company_fit")
        for number in range(1, 4)
    )
)


def happened(*data: tuple[float, EventData], run: int = 1) -> list[Event]:
    """Events of one run, each at its second."""
    return [
        envelope(what, run=run, seq=seq, at=T0 + timedelta(seconds=second))
        for seq, (second, what) in enumerate(data)
    ]


def move(stage: str, previous: str = "", cause: str = "transition", **more: object) -> StageData:
    return StageData.model_validate({"stage": stage, "previous": previous, "cause": cause} | more)


def heard(stage: str, number: int, kind: QuestionKind = "main", text: str = "") -> QuestionData:
    question_id = f"{stage}-{number}" if number else ""
    return QuestionData(
        stage=stage, kind=kind, number=1, text=text or f"Question {number}?", question_id=question_id
    )


WHOLE: tuple[tuple[float, EventData], ...] = (
    (0, ReadyData(boot_s=0.1)),
    (1, move("greeting", cause="start")),
    (21, move("self_intro", "greeting")),
    (25, heard("self_intro", 1)),
    (50, heard("self_intro", 1, "follow_up", "And then?")),
    (60, heard("self_intro", 1, "repeat")),
    (111, move("past_experience", "self_intro", reason="The minimums were met.")),
    (115, heard("past_experience", 2)),
    (200, heard("past_experience", 0, text="What is your view on pair programming?")),
    (
        411,
        move(
            "company_fit",
            "past_experience",
            "deadline",
            reason="Past experience reached its 300 seconds.",
            exceptions=("Past experience had 2 of at least 3 questions.",),
        ),
    ),
    (420, heard("company_fit", 1)),
    (430, heard("company_fit", 2)),
    (
        440,
        move(
            "closing",
            "company_fit",
            "skip",
            reason="The candidate skipped this stage.",
            exceptions=("Company fit lasted 29 of at least 30 seconds.",),
        ),
    ),
    (455, move("closing", "closing", "end")),
    (456, EndedData(reason=EndReason.COMPLETED)),
)


def report(*data: tuple[float, EventData]) -> dict[str, StageReport]:
    return {stage.name: stage for stage in contract(RULES, PLAN, happened(*data))}


def test_every_stage_has_its_row_in_order() -> None:
    rows = contract(RULES, PLAN, happened(*WHOLE))
    assert [row.name for row in rows] == [rule.name for rule in RULES]
    assert [(row.limit_s, row.min_time_s, row.min_questions) for row in rows] == [
        (rule.limit_s, rule.min_time_s, rule.min_questions) for rule in RULES
    ]


def test_planned_questions_are_asked_or_not_with_what_followed_on_each() -> None:
    first, second, third = report(*WHOLE)["self_intro"].planned
    assert (first.asked, first.follow_ups, first.repeats) == (True, ("And then?",), 1)
    assert [(line.asked, line.follow_ups, line.repeats) for line in (second, third)] == [(False, (), 0)] * 2
    assert report(*WHOLE)["self_intro"].asked == 1


def test_repeats_dont_count_and_follow_ups_do() -> None:
    assert report(*WHOLE)["self_intro"].questions == 2


def test_a_question_nobody_planned_is_named() -> None:
    row = report(*WHOLE)["past_experience"]
    assert row.unplanned == ("What is your view on pair programming?",)
    assert (row.questions, row.asked) == (2, 1)


def test_each_stage_has_its_time_and_how_it_was_left() -> None:
    rows = report(*WHOLE)
    assert {name: (row.spent_s, row.left) for name, row in rows.items()} == {
        "greeting": (20.0, "transition"),
        "self_intro": (90.0, "transition"),
        "past_experience": (300.0, "deadline"),
        "company_fit": (29.0, "skip"),
        "closing": (15.0, "end"),
    }


def test_every_exception_comes_with_its_reason() -> None:
    rows = report(*WHOLE)
    assert {name: (row.exceptions, row.reason) for name, row in rows.items() if not row.kept} == {
        "past_experience": (
            ("Past experience had 2 of at least 3 questions.",),
            "Past experience reached its 300 seconds.",
        ),
        "company_fit": (
            ("Company fit lasted 29 of at least 30 seconds.",),
            "The candidate skipped this stage.",
        ),
    }


def test_a_stage_in_which_the_interview_ended_lacks_what_it_lacks() -> None:
    rows = report(*WHOLE[:8], (135, EndedData(reason=EndReason.CANDIDATE_LEFT)))
    row = rows["past_experience"]
    assert (row.left, row.spent_s, row.questions) == ("cut_off", 24.0, 1)
    assert row.exceptions == (
        "Past experience lasted 24 of at least 45 seconds.",
        "Past experience had 1 of at least 3 questions.",
    )


def test_a_stage_that_was_never_reached_is_an_exception_if_anything_was_due() -> None:
    rows = report(*WHOLE[:8], (135, EndedData(reason=EndReason.STOPPED)))
    assert rows["company_fit"].exceptions == ("Company fit was never reached.",)
    assert (rows["company_fit"].left, rows["company_fit"].spent_s) == ("never_reached", 0.0)
    assert (rows["closing"].left, rows["closing"].exceptions) == ("never_reached", ())


def test_an_ending_that_the_web_app_wrote_counts_at_its_time() -> None:
    events = happened(*WHOLE[:8])
    events += happened((150, EndedData(reason=EndReason.WORKER_LOST)), run=0)
    rows = {row.name: row for row in contract(RULES, PLAN, events)}
    assert (rows["past_experience"].left, rows["past_experience"].spent_s) == ("cut_off", 39.0)


def test_without_any_event_nothing_was_reached() -> None:
    rows = contract(RULES, PLAN, [])
    assert {row.left for row in rows} == {"never_reached"}
    assert not any(line.asked for row in rows for line in row.planned)


def test_pauses_are_no_time_of_their_stage() -> None:
    paused = (
        *WHOLE[:4],
        (30, NoticeData(code=PAUSED_NOTICE, text="Paused.")),
        (50, NoticeData(code=RESUMED_NOTICE, text="Going on.")),
        (100, NoticeData(code=PAUSED_NOTICE, text="Paused.")),
        (121, move("past_experience", "self_intro")),
        (131, NoticeData(code=RESUMED_NOTICE, text="Going on.")),
        (161, EndedData(reason=EndReason.STOPPED)),
    )
    rows = report(*paused)
    assert rows["self_intro"].spent_s == 100.0 - 20.0 - 21.0
    assert rows["past_experience"].spent_s == 40.0 - 10.0


def test_a_pause_that_never_ended_lasts_to_the_end() -> None:
    row = report(
        *WHOLE[:4],
        (31, NoticeData(code=PAUSED_NOTICE, text="Paused.")),
        (631, EndedData(reason=EndReason.CANDIDATE_LEFT)),
    )["self_intro"]
    assert row.spent_s == 10.0


def test_events_of_a_stage_the_rules_dont_have_are_passed_over() -> None:
    rows = report(*WHOLE, (460, move("encore", "closing")), (470, heard("encore", 1)))
    assert rows["closing"].left == "end"
    assert "encore" not in rows
