"""Kinds of interview and drills: which stages they have, and for how long."""

from __future__ import annotations

import pytest

from fsm import STAGES, Machine, rules_for
from interview.models import Drill, Length, Track
from interview.stages import label_of, minutes

pytestmark = pytest.mark.unit

WHOLE = ["greeting", "self_intro", "past_experience", "company_fit", "closing"]


@pytest.mark.parametrize(
    ("track", "names"),
    [
        (Track.INTRO_CALL, ["greeting", "self_intro", "company_fit", "closing"]),
        (Track.BEHAVIORAL, WHOLE),
        (Track.TECHNICAL, WHOLE),
    ],
)
@pytest.mark.parametrize("length", list(Length))
def test_each_kind_of_interview_has_its_stages(track: Track, names: list[str], length: Length) -> None:
    assert [rule.name for rule in rules_for(length, track=track)] == names


def test_a_standard_intro_call_takes_between_five_and_eight_minutes() -> None:
    assert 5 <= minutes(rules_for(Length.STANDARD, track=Track.INTRO_CALL)) <= 8


def test_an_operators_limit_counts_in_an_intro_call_too() -> None:
    usual = rules_for(Length.STANDARD, track=Track.INTRO_CALL)
    longer = rules_for(Length.STANDARD, {"self_intro": {"limit_s": 400}}, track=Track.INTRO_CALL)
    assert (usual[1].limit_s, longer[1].limit_s) == (135, 300)


def test_a_technical_interview_asks_about_the_work_itself() -> None:
    behavioral, technical = (
        rules_for(Length.STANDARD, track=track)[2] for track in (Track.BEHAVIORAL, Track.TECHNICAL)
    )
    assert behavioral.label == "Past experience"
    assert technical.label == "Technical questions"
    assert technical.purpose != behavioral.purpose
    assert technical.min_questions == behavioral.min_questions
    assert technical.limit_s == behavioral.limit_s
    assert label_of(STAGES, "past_experience", Track.TECHNICAL) == technical.label
    assert label_of(STAGES, "past_experience", Track.BEHAVIORAL) == behavioral.label
    assert label_of(STAGES, "coffee", Track.BEHAVIORAL) == ""


@pytest.mark.parametrize("stage", ["self_intro", "past_experience", "company_fit"])
def test_one_stage_can_be_drilled_with_its_own_minimums(stage: str) -> None:
    first, practised, last = rules_for(Length.STANDARD, drill=Drill(stage=stage))
    assert practised == next(rule for rule in rules_for(Length.STANDARD) if rule.name == stage)
    assert (first.name, last.name) == ("greeting", "closing")
    assert (first.limit_s, last.limit_s) == (45, 45)


@pytest.mark.parametrize("length", list(Length))
def test_a_drill_of_one_question_is_over_after_one_question(length: Length) -> None:
    rules = rules_for(length, drill=Drill(stage="past_experience", question="Why do you knit?"))
    assert rules[1].min_questions == 1
    assert rules[1].limit_s <= 450
    machine = Machine(rules, 0.0)
    machine.request(1.0)
    machine.question("main")
    assert machine.missing(2.0) == ()


def test_a_stage_that_the_kind_of_interview_lacks_can_be_drilled() -> None:
    rules = rules_for(Length.QUICK, track=Track.INTRO_CALL, drill=Drill(stage="past_experience"))
    assert [rule.name for rule in rules] == ["greeting", "past_experience", "closing"]


@pytest.mark.parametrize("stage", ["greeting", "closing", "coffee"])
def test_what_is_no_stage_to_practise_is_refused(stage: str) -> None:
    with pytest.raises(ValueError, match=f"no stage called {stage} to practise"):
        rules_for(Length.QUICK, drill=Drill(stage=stage))


def test_every_stage_of_the_table_belongs_to_some_kind_of_interview() -> None:
    for rule in STAGES:
        assert any(rule.name in [one.name for one in rules_for(Length.QUICK, track=track)] for track in Track)
