"""The stage machine: minimums, skip, the verifier's decisions, and rebuilding from events."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from fsm import (
    GRACE_S,
    STAGES,
    WRAP_UP_NOTICE,
    Change,
    Granted,
    Machine,
    Moved,
    Refused,
    StageRule,
    Stay,
    WrapUp,
    fold,
    rules_for,
)
from interview.events import Event, EventData, NoticeData, QuestionData, StageData, envelope
from interview.models import Length
from interview.pauses import PAUSED_NOTICE, RESUMED_NOTICE

pytestmark = pytest.mark.unit

TWO = (
    StageRule(
        name="talk", label="Talk", purpose="Talk.", limit_s=100, min_time_s=20, min_questions=2, silence_s=15
    ),
    StageRule(name="end", label="End", purpose="End.", limit_s=60),
)


@pytest.mark.parametrize(
    ("length", "limits", "questions"),
    [
        (Length.QUICK, (45, 90, 150, 120, 30), (0, 1, 2, 1, 0)),
        (Length.STANDARD, (90, 180, 300, 240, 60), (0, 2, 3, 2, 0)),
        (Length.FULL, (225, 450, 750, 600, 150), (0, 2, 5, 3, 0)),
    ],
)
def test_it_scales_limits_and_minimum_questions_with_the_length(
    length: Length, limits: tuple[int, ...], questions: tuple[int, ...]
) -> None:
    rules = rules_for(length)
    assert tuple(rule.limit_s for rule in rules) == limits
    assert tuple(rule.min_questions for rule in rules) == questions
    assert tuple(rule.min_time_s for rule in rules) == (0, 30, 45, 30, 0)
    assert tuple(rule.silence_s for rule in rules) == (None, 45, 60, None, None)


def test_any_cell_can_be_set_before_the_length_is_applied() -> None:
    rules = rules_for(Length.QUICK, {"self_intro": {"limit_s": 60, "silence_s": 5, "min_questions_quick": 3}})
    assert (rules[1].limit_s, rules[1].silence_s, rules[1].min_questions) == (30, 5, 3)
    assert rules[2] == rules_for(Length.QUICK)[2]


def test_a_minimum_time_is_never_longer_than_its_limit() -> None:
    assert rules_for(Length.QUICK, {"self_intro": {"limit_s": 40}})[1].min_time_s == 20


def test_it_refuses_to_set_an_unknown_stage_or_cell() -> None:
    with pytest.raises(ValueError, match="no stage called coffee"):
        rules_for(Length.QUICK, {"coffee": {"limit_s": 1}})
    with pytest.raises(ValidationError):
        rules_for(Length.QUICK, {"greeting": {"colour": 1}})


def test_it_refuses_a_transition_and_says_what_is_missing() -> None:
    machine = Machine(TWO, 0)
    machine.question("main")
    refused = machine.request(12)
    assert isinstance(refused, Refused)
    assert "12 of at least 20 seconds" in refused.reason
    assert "1 of at least 2 questions" in refused.reason
    assert machine.stage.name == "talk"


@pytest.mark.parametrize(("now", "questions", "granted"), [(19.9, 2, False), (20, 1, False), (20, 2, True)])
def test_it_grants_a_transition_exactly_when_both_minimums_are_met(
    now: float, questions: int, granted: bool
) -> None:
    machine = Machine(TWO, 0)
    for _ in range(questions):
        machine.question("follow_up")
    change = machine.request(now, "covered")
    assert isinstance(change, Granted if granted else Refused)
    if isinstance(change, Granted):
        assert (change.previous, change.stage, change.cause) == ("talk", "end", "transition")
        assert change.reason == "covered"
        assert change.exceptions == ()
        assert (machine.entered_at, machine.questions, machine.wrapping_up) == (now, 0, False)


def test_a_repeat_keeps_the_question_number() -> None:
    machine = Machine(TWO, 0)
    assert [machine.question(kind) for kind in ("main", "repeat", "follow_up", "repeat")] == [1, 1, 2, 2]


def test_a_skip_is_granted_and_records_the_unmet_minimums() -> None:
    change = Machine(TWO, 0).skip(5)
    assert isinstance(change, Granted)
    assert change.cause == "skip"
    assert len(change.exceptions) == 2


def test_the_last_stage_can_not_be_skipped() -> None:
    machine = Machine(TWO, 0)
    machine.skip(5)
    refused = machine.skip(6)
    assert isinstance(refused, Refused)
    assert "End" in refused.reason
    assert not machine.finished


def test_closing_goes_to_the_last_stage_at_once_and_says_what_was_left_out() -> None:
    machine = Machine(rules_for(Length.STANDARD), 0)
    change = machine.close(5, "The limit on costs is near.")
    assert isinstance(change, Granted)
    assert (change.previous, change.stage, change.finished) == ("greeting", "closing", False)
    assert change.exceptions == (
        "Introduction was left out.",
        "Past experience was left out.",
        "Company fit was left out.",
    )
    assert machine.last
    assert machine.entered_at == 5
    assert isinstance(machine.close(6, "again"), Refused)


def test_closing_names_the_minimums_that_were_not_met() -> None:
    change = Machine(TWO, 0).close(5, "near")
    assert isinstance(change, Granted)
    assert len(change.exceptions) == 2


def test_leaving_the_last_stage_finishes() -> None:
    machine = Machine(TWO, 0)
    machine.skip(5)
    change = machine.request(6)
    assert isinstance(change, Granted)
    assert change.finished
    assert machine.finished
    assert change.data() == StageData(stage="end", previous="end", cause="end")
    assert isinstance(machine.request(7), Refused)
    assert machine.next_check_at(7) == math.inf
    assert machine.check(999, silent_for_s=99, anyone_speaking=False) == Stay()


def test_it_can_be_finished_from_any_stage_and_says_where() -> None:
    machine = Machine(TWO, 0)
    change = machine.finish(3, "The candidate chose End.")
    assert isinstance(change, Granted)
    assert (change.previous, change.cause, change.finished) == ("talk", "end", True)
    assert change.exceptions == ("The interview ended during Talk.",)


def test_it_announces_the_wrap_up_once_and_before_the_limit() -> None:
    machine = Machine(TWO, 0)
    assert machine.check(89, silent_for_s=0, anyone_speaking=True) == Stay()
    assert machine.check(90, silent_for_s=0, anyone_speaking=True) == WrapUp(stage="talk", ends_in_s=10)
    assert machine.wrapping_up
    assert machine.check(91, silent_for_s=0, anyone_speaking=True) == Stay()


def test_a_late_verifier_still_announces_before_it_moves() -> None:
    machine = Machine(TWO, 0)
    assert isinstance(machine.check(500, silent_for_s=2, anyone_speaking=False), WrapUp)
    assert isinstance(machine.check(500, silent_for_s=2, anyone_speaking=False), Moved)


def test_after_the_limit_it_waits_for_a_silent_moment() -> None:
    machine = Machine(TWO, 0)
    machine.check(95, silent_for_s=0, anyone_speaking=True)
    assert machine.check(101, silent_for_s=9, anyone_speaking=True) == Stay()
    assert machine.check(102, silent_for_s=0.5, anyone_speaking=False) == Stay()
    moved = machine.check(103, silent_for_s=1, anyone_speaking=False)
    assert isinstance(moved, Moved)
    assert (moved.cause, len(moved.exceptions)) == ("deadline", 1)


def test_it_moves_after_the_grace_even_if_nobody_falls_silent() -> None:
    machine = Machine(TWO, 0)
    machine.check(95, silent_for_s=0, anyone_speaking=True)
    assert machine.check(100 + GRACE_S - 1, silent_for_s=0, anyone_speaking=True) == Stay()
    assert isinstance(machine.check(100 + GRACE_S, silent_for_s=0, anyone_speaking=True), Moved)


def test_silence_moves_on_where_the_stage_says_so() -> None:
    machine = Machine(TWO, 0)
    assert machine.check(30, silent_for_s=14, anyone_speaking=False) == Stay()
    moved = machine.check(31, silent_for_s=15, anyone_speaking=False)
    assert isinstance(moved, Moved)
    assert moved.cause == "inactivity"
    assert machine.check(55, silent_for_s=24, anyone_speaking=False) == Stay()


def test_silence_from_before_the_stage_does_not_count() -> None:
    machine = Machine(TWO, 100)
    assert machine.check(110, silent_for_s=60, anyone_speaking=False) == Stay()


def test_it_asks_to_be_checked_every_thirty_seconds_and_at_each_deadline() -> None:
    machine = Machine(TWO, 0)
    assert machine.next_check_at(0) == 30
    assert machine.next_check_at(70) == 90
    machine.check(90, silent_for_s=0, anyone_speaking=True)
    assert machine.next_check_at(90) == 100
    assert machine.next_check_at(100) == 101


def _events(*data: tuple[float, EventData]) -> list[Event]:
    return [
        envelope(one, run=1, seq=number, at=datetime.fromtimestamp(at, UTC))
        for number, (at, one) in enumerate(data)
    ]


def test_the_machine_is_the_fold_of_its_events() -> None:
    question = QuestionData(stage="talk", kind="main", number=1, text="Why?")
    events = _events(
        (1000, StageData(stage="talk", cause="start")),
        (1010, question),
        (1020, question.model_copy(update={"kind": "repeat"})),
        (1090, NoticeData(code=WRAP_UP_NOTICE, text="Nearly over.")),
    )
    machine = fold(TWO, reversed(events))
    assert (machine.stage.name, machine.entered_at, machine.questions) == ("talk", 1000, 1)
    assert machine.wrapping_up
    machine = fold(TWO, [*events, *_later(events, (1100, StageData(stage="end", cause="deadline")))])
    assert (machine.stage.name, machine.entered_at, machine.questions) == ("end", 1100, 0)
    assert not machine.wrapping_up
    assert not machine.finished


def test_a_stage_is_as_old_as_the_time_that_ran_in_it() -> None:
    paused = NoticeData(code=PAUSED_NOTICE, text="Paused.")
    resumed = NoticeData(code=RESUMED_NOTICE, text="Going on.")
    events = _events(
        (1000, StageData(stage="talk", cause="start")),
        (1010, paused),
        (1050, resumed),
        (1060, paused),
    )
    assert fold(TWO, events).entered_at == 1040
    events += _later(events, (1100, resumed))
    assert fold(TWO, events).entered_at == 1080
    events += _later(events, (1120, StageData(stage="end", cause="skip")))
    assert fold(TWO, events).entered_at == 1120


def _later(events: list[Event], *data: tuple[float, EventData]) -> list[Event]:
    return [event.model_copy(update={"run": 2}) for event in _events(*data)]


def test_a_live_run_and_its_fold_agree() -> None:
    machine, events = Machine(STAGES, 1000.0), [(1000.0, StageData(stage="greeting", cause="start"))]
    recorded: list[tuple[float, EventData]] = list(events)
    now = 1000.0
    for _ in range(40):
        now += 17
        machine.question("follow_up")
        recorded.append(
            (
                now,
                QuestionData(stage=machine.stage.name, kind="follow_up", number=machine.questions, text="?"),
            )
        )
        change = machine.request(now)
        if isinstance(change, Change):
            recorded.append((now, change.data()))
        twin = fold(STAGES, _events(*recorded))
        assert (twin.stage, twin.finished) == (machine.stage, machine.finished)
        if machine.finished:
            break
        assert (twin.questions, twin.entered_at) == (machine.questions, machine.entered_at)
    assert machine.finished


def test_it_refuses_events_of_a_stage_it_does_not_have() -> None:
    with pytest.raises(ValueError, match="don't have"):
        fold(TWO, _events((0, StageData(stage="coffee", cause="start"))))
