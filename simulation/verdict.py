"""Was it a whole interview? Judges an interview's events; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from fsm import StageRule

Event = dict[str, Any]


def _of(events: Iterable[Event], kind: str) -> list[Event]:
    return [event for event in events if event["kind"] == kind]


def _at(event: Event) -> float:
    return datetime.fromisoformat(event["at"]).timestamp()


def problems(events: Sequence[Event], rules: Sequence[StageRule]) -> list[str]:
    """What keeps this from being a whole interview, as sentences; empty when it is one.

    Args:
        events: the interview's events as JSON, in order.
        rules: the stage rules it ran under.
    """
    found = []
    stages, endings = _of(events, "stage"), _of(events, "ended")
    reached = [stage["data"]["stage"] for stage in stages]
    for rule in rules:
        if rule.name not in reached:
            found.append(f"The stage {rule.name} was not reached.")
    found += [
        f"Leaving {stage['data']['previous']}: {exception}"
        for stage in stages
        for exception in stage["data"]["exceptions"]
    ]
    reasons = [ending["data"]["reason"] for ending in endings]
    if reasons != ["completed"]:
        found.append(f"It ended as {', '.join(reasons) or 'nothing at all'}, not as completed.")
    return found + _minimums(events, rules)


def _minimums(events: Sequence[Event], rules: Sequence[StageRule]) -> list[str]:
    found = []
    moves = [*_of(events, "stage"), *_of(events, "ended")[:1]]
    spent = {
        one["data"]["stage"]: _at(two) - _at(one) for one, two in pairwise(moves) if one["kind"] == "stage"
    }
    for rule in rules:
        asked = [
            question
            for question in _of(events, "question")
            if question["data"]["stage"] == rule.name and question["data"]["kind"] != "repeat"
        ]
        if len(asked) < rule.min_questions:
            found.append(f"{rule.name} had {len(asked)} of at least {rule.min_questions} questions.")
        if rule.name in spent and spent[rule.name] < rule.min_time_s - 0.5:
            found.append(f"{rule.name} took {spent[rule.name]:.0f} of at least {rule.min_time_s:.0f} s.")
    return found
