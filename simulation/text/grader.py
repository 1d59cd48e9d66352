"""All criteria, and what they say of one interview."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from types import ModuleType

from simulation.text import grading_flow, grading_questions, grading_words
from simulation.text.record import Record

Criterion = Callable[[Record], bool | None]


def _of(module: ModuleType) -> dict[str, Criterion]:
    return {
        name: function
        for name, function in vars(module).items()
        if inspect.isfunction(function)
        and function.__module__ == module.__name__
        and not name.startswith("_")
    }


CRITERIA: Mapping[str, Criterion] = {
    **_of(grading_flow),
    **_of(grading_questions),
    **_of(grading_words),
}
"""Name and function of each yes/no question; None says that it doesn't apply."""


def grade(record: Record) -> dict[str, bool | None]:
    """The answer to every criterion."""
    return {name: judge(record) for name, judge in CRITERIA.items()}
