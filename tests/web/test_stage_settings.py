"""Each cell of the stages' table is settable, and the settings' defaults are the table."""

from __future__ import annotations

import pytest

import fsm
from interview.models import Brief, Length
from settings import Settings
from workers.stages import rules

pytestmark = pytest.mark.unit

BOUNDED = ("self_intro", "past_experience", "company_fit")


def brief(length: Length) -> Brief:
    return Brief(role="Baker", length=length)


@pytest.mark.parametrize("length", Length)
def test_the_defaults_are_the_table(length: Length) -> None:
    assert rules(Settings(_env_file=None), brief(length)) == fsm.rules_for(length)


@pytest.mark.parametrize("stage", BOUNDED)
@pytest.mark.parametrize(
    ("length", "suffix"),
    [(Length.QUICK, "_quick"), (Length.STANDARD, ""), (Length.FULL, "_full")],
    ids=["quick", "standard", "full"],
)
def test_the_least_questions_are_settable_at_each_length(stage: str, length: Length, suffix: str) -> None:
    settings = Settings.model_validate({f"{stage}_min_questions{suffix}": 9})
    changed = {one: {rule.name: rule.min_questions for rule in rules(settings, brief(one))} for one in Length}
    plain = {one: {rule.name: rule.min_questions for rule in fsm.rules_for(one)} for one in Length}
    plain[length][stage] = 9
    assert changed == plain


@pytest.mark.parametrize(
    ("setting", "cell", "value"),
    [
        *((f"{rule.name}_limit", "limit_s", 500.0) for rule in fsm.STAGES),
        *((f"{stage}_min_time", "min_time_s", 9.0) for stage in BOUNDED),
        *((f"{stage}_timeout", "silence_s", 9.0) for stage in ("self_intro", "past_experience")),
    ],
)
def test_limits_times_and_silences_are_settable(setting: str, cell: str, value: float) -> None:
    stage = setting.removesuffix("_limit").removesuffix("_min_time").removesuffix("_timeout")
    found = rules(Settings.model_validate({setting: value}), brief(Length.STANDARD))
    assert [getattr(rule, cell) for rule in found if rule.name == stage] == [value]
    assert [rule for rule in found if rule.name != stage] == [
        rule for rule in fsm.rules_for(Length.STANDARD) if rule.name != stage
    ]
