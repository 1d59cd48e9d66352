"""The stages of an interview as this box's settings shape them."""

from __future__ import annotations

from collections.abc import Mapping

import fsm
from interview.models import Brief
from settings import Settings

_CELLS = {
    "limit": "limit_s",
    "timeout": "silence_s",
    "min_time": "min_time_s",
    "min_questions": "min_questions",
    "min_questions_quick": "min_questions_quick",
    "min_questions_full": "min_questions_full",
}


def stage_overrides(settings: Settings) -> Mapping[str, Mapping[str, float]]:
    """The settings named after a stage, as :func:`fsm.rules_for` takes them; a stage needs none."""
    return {
        rule.name: {
            cell: getattr(settings, f"{rule.name}_{suffix}")
            for suffix, cell in _CELLS.items()
            if f"{rule.name}_{suffix}" in Settings.model_fields
        }
        for rule in fsm.STAGES
    }


def rules(settings: Settings, brief: Brief) -> tuple[fsm.StageRule, ...]:
    """The stages of the interview this brief asks for, on this box."""
    return fsm.rules_for(brief.length, stage_overrides(settings), track=brief.track, drill=brief.drill)
