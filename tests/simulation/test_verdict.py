"""The verdict passes a whole interview and names what an incomplete one lacks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import fsm
from interview.models import Length
from simulation.verdict import problems

pytestmark = pytest.mark.unit

RULES = fsm.rules_for(Length.QUICK)
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def _events() -> list[dict[str, Any]]:
    """A whole quick interview, one minute a stage."""
    events: list[dict[str, Any]] = []
    for minute, rule in enumerate(RULES):
        at = (BEGAN + timedelta(minutes=minute)).isoformat()
        previous = RULES[minute - 1].name if minute else ""
        data = {"stage": rule.name, "previous": previous, "exceptions": []}
        events.append({"kind": "stage", "at": at, "data": data})
        for number in range(rule.min_questions):
            asked = {"stage": rule.name, "kind": "main", "number": number + 1}
            events.append({"kind": "question", "at": at, "data": asked})
    at = (BEGAN + timedelta(minutes=len(RULES))).isoformat()
    return [*events, {"kind": "ended", "at": at, "data": {"reason": "completed"}}]


def test_it_passes_a_whole_interview() -> None:
    assert problems(_events(), RULES) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_it_names_a_stage_that_was_not_reached(rule: fsm.StageRule) -> None:
    events = [event for event in _events() if event["data"].get("stage") != rule.name]
    assert f"The stage {rule.name} was not reached." in problems(events, RULES)


def test_it_names_an_exception() -> None:
    events = _events()
    next(e for e in events if e["kind"] == "stage")["data"]["exceptions"] = ["too few questions"]
    assert any("too few questions" in problem for problem in problems(events, RULES))


def test_it_counts_no_repeats() -> None:
    events = _events()
    for event in events:
        if event["kind"] == "question":
            event["data"]["kind"] = "repeat"
    assert any("0 of at least" in problem for problem in problems(events, RULES))


def test_it_names_a_stage_that_was_too_short() -> None:
    events = _events()
    company_fit = next(e for e in events if e["data"].get("stage") == "company_fit")
    company_fit["at"] = (BEGAN + timedelta(minutes=3, seconds=50)).isoformat()
    assert any("company_fit took 10" in problem for problem in problems(events, RULES))


@pytest.mark.parametrize("reason", ["worker_lost", "timed_out", "candidate_left"])
def test_it_wants_a_completed_interview(reason: str) -> None:
    events = _events()
    events[-1]["data"]["reason"] = reason
    assert any(reason in problem for problem in problems(events, RULES))


def test_it_wants_an_ending() -> None:
    assert any("nothing at all" in problem for problem in problems(_events()[:-1], RULES))
