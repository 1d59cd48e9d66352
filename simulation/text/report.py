"""What came of many text interviews: a table for people, an object for programs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import Any

from rich.table import Table

from simulation.text.grader import CRITERIA
from simulation.text.record import Record

_ENOUGH = 0.95


@dataclass(frozen=True)
class Graded:
    """One interview and what the criteria say of it."""

    record: Record
    answers: dict[str, bool | None]

    @property
    def failed(self) -> list[str]:
        """The criteria that were answered with no."""
        return [name for name, answer in self.answers.items() if answer is False]


def people_table(graded: list[Graded]) -> Table:
    """A line for each person."""
    shown = Table(title="Simulated interviews", title_justify="left")
    for column in (
        "who",
        "held",
        "completed",
        "with exceptions",
        "questions",
        "repeats",
        "minutes",
        "criteria failed",
    ):
        shown.add_column(column, justify="left" if column == "who" else "right")
    for person in dict.fromkeys(one.record.person for one in graded):
        mine = [one for one in graded if one.record.person == person]
        shown.add_row(
            person + ("" if mine[0].record.cooperative else " *"),
            str(len(mine)),
            str(sum(one.record.ended.reason == "completed" for one in mine)),
            str(sum(bool(one.record.exceptions()) for one in mine)),
            str(sum(line.kind in ("main", "follow_up") for one in mine for line in one.record.said())),
            str(sum(one.answers["nothing_is_asked_twice"] is False for one in mine)),
            f"{median(one.record.took_s for one in mine) / 60:.1f}",
            str(sum(len(one.failed) for one in mine)),
        )
    shown.caption = "* may leave minimums unmet: silent, hostile or stopping"
    return shown


def criteria_table(graded: list[Graded]) -> Table:
    """A line for each criterion: yes, no, doesn't apply, and where it was no."""
    shown = Table(title="Criteria", title_justify="left")
    for column in ("criterion", "yes", "no", "not applicable", "no in interview"):
        shown.add_column(column, justify="left" if column.startswith(("crit", "no in")) else "right")
    for name in CRITERIA:
        counts = Counter(one.answers[name] for one in graded)
        where = [f"{one.record.number} ({one.record.person})" for one in graded if one.answers[name] is False]
        shown.add_row(
            name.replace("_", " "),
            *(str(counts[value]) for value in (True, False, None)),
            ", ".join(where[:4]),
        )
    return shown


def summary(graded: list[Graded]) -> dict[str, Any]:
    """The figures that decide: cooperative people, exceptions elsewhere, questions asked twice."""
    willing = [one for one in graded if one.record.cooperative]
    met = sum(not one.record.exceptions() and one.record.ended.reason == "completed" for one in willing)
    repeats = sum(one.answers["nothing_is_asked_twice"] is False for one in graded)
    share = met / len(willing) if willing else 1.0
    return {
        "interviews": len(graded),
        "criteria": len(CRITERIA),
        "cooperative": len(willing),
        "cooperative_without_exception": met,
        "with_repeated_question": repeats,
        "criteria_failed": sum(len(one.failed) for one in graded),
        "passed": share >= _ENOUGH and repeats == 0,
    }


def as_json(graded: list[Graded], *, seed: int, interviewer: str, words: bool) -> dict[str, Any]:
    """Everything.

    Args:
        words: with what was said.
    """
    return {
        "seed": seed,
        "interviewer": interviewer,
        **summary(graded),
        "by_criterion": {
            name: {
                str(value): sum(one.answers[name] is value for one in graded) for value in (True, False, None)
            }
            for name in CRITERIA
        },
        "held": [_held(one, words) for one in graded],
    }


def _held(one: Graded, words: bool) -> dict[str, Any]:
    record, brief = one.record, one.record.brief
    shown: dict[str, Any] = {
        "number": record.number,
        "person": record.person,
        "cooperative": record.cooperative,
        "track": brief.track,
        "length": brief.length,
        "persona": brief.persona,
        "ended": record.ended.reason,
        "detail": record.ended.detail,
        "took_s": round(record.took_s, 1),
        "exceptions": [
            {
                "stage": c.data.previous,
                "cause": c.data.cause,
                "reason": c.data.reason,
                "unmet": c.data.exceptions,
            }
            for c in record.changes
            if c.data.exceptions
        ],
        "failed": one.failed,
    }
    if words:
        shown["lines"] = [
            {
                "at_s": round(x.started_s, 1),
                "stage": x.stage,
                "speaker": x.speaker,
                "kind": x.kind if x.speaker == "interviewer" else x.wants,
                "cut_off": x.interrupted,
                "text": x.text,
            }
            for x in record.lines
        ]
    return shown
