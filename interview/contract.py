"""Planned and asked, stage by stage, with every exception and its reason. Pure: events in, report out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal

import fsm
from fsm import StageRule
from interview.events import WEB_RUN, Event, Question, QuestionData, StageChange
from interview.models import Frozen, Plan, PlannedQuestion
from interview.pauses import pauses, stood_still

Left = Literal["transition", "deadline", "inactivity", "skip", "end", "cut_off", "never_reached"]
"""How a stage was left; ``cut_off``: the interview ended in it; ``never_reached``: before it."""

_LEFT: Mapping[str, Left] = {
    "transition": "transition",
    "deadline": "deadline",
    "inactivity": "inactivity",
    "skip": "skip",
    "end": "end",
}


class PlannedLine(Frozen):
    """One planned question and what became of it.

    Attributes:
        follow_ups: what was asked on it further, in the words that were said.
        repeats: how often it was said again; repeats don't count.
    """

    question: PlannedQuestion
    asked: bool
    follow_ups: tuple[str, ...] = ()
    repeats: int = 0


class StageReport(Frozen):
    """One stage: what it was to hold and what it held.

    Attributes:
        spent_s: seconds in it, pauses apart.
        questions: main questions and follow-ups heard; repeats don't count.
        unplanned: main questions that no plan holds, in the words that were said.
        left: how it was left, and ``reason``, the sentence that came with it; may be empty.
        exceptions: a sentence for each minimum that was not met.
    """

    name: str
    label: str
    limit_s: float
    min_time_s: float
    min_questions: int
    spent_s: float
    questions: int
    planned: tuple[PlannedLine, ...]
    unplanned: tuple[str, ...]
    left: Left
    reason: str
    exceptions: tuple[str, ...]

    @property
    def kept(self) -> bool:
        """Whether every minimum was met."""
        return not self.exceptions

    @property
    def asked(self) -> int:
        """How many of the planned questions were asked."""
        return sum(line.asked for line in self.planned)


def contract(rules: Sequence[StageRule], plan: Plan, events: Iterable[Event]) -> tuple[StageReport, ...]:
    """The report of an interview that has ended, one row for each of its stages, in order.

    Args:
        rules: its stages; events of a stage they don't have are passed over.
    """
    ordered = sorted(events, key=lambda event: (event.at, event.run == WEB_RUN, event.run, event.seq))
    asked = [event.data for event in ordered if isinstance(event, Question)]
    visits = _Visits(ordered)
    return tuple(_report(rule, plan, asked, visits) for rule in rules)


class _Visit(Frozen):
    """How long one stage lasted and how it was left."""

    spent_s: float
    left: Left
    reason: str = ""
    exceptions: tuple[str, ...] = ()


class _Visits:
    """When stages were entered and left, with pauses taken out."""

    def __init__(self, ordered: Sequence[Event]) -> None:
        self._moves = [event for event in ordered if isinstance(event, StageChange)]
        endings = [event.at for event in ordered if event.kind == "ended"]
        self._over_at = endings[0] if endings else (ordered[-1].at if ordered else None)
        self._pauses = pauses(ordered)

    def of(self, rule: StageRule, counted: int) -> _Visit:
        """One stage's; ``counted`` are the questions heard in it."""
        entered = next(
            (move for move in self._moves if move.data.stage == rule.name and move.data.cause != "end"), None
        )
        left = next((move for move in self._moves if move.data.previous == rule.name), None)
        if entered is None or self._over_at is None:
            return _Visit(spent_s=0.0, left="never_reached")
        if left is not None:
            return _Visit(
                spent_s=self._between(entered.at, left.at),
                left=_LEFT.get(left.data.cause, "end"),
                reason=left.data.reason,
                exceptions=left.data.exceptions,
            )
        spent_s = self._between(entered.at, self._over_at)
        unmet = fsm.Machine((rule,), 0.0)
        unmet.questions = counted
        return _Visit(spent_s=spent_s, left="cut_off", exceptions=unmet.missing(spent_s))

    def _between(self, start: datetime, end: datetime) -> float:
        since, until = start.timestamp(), end.timestamp()
        return max(0.0, until - since - stood_still(self._pauses, since, until))


def _report(rule: StageRule, plan: Plan, asked: Sequence[QuestionData], visits: _Visits) -> StageReport:
    heard = [data for data in asked if data.stage == rule.name]
    planned = plan.for_stage(rule.name)
    ids = {q.id for q in planned}
    counted = sum(data.kind != "repeat" for data in heard)
    visit = visits.of(rule, counted)
    unreached = visit.left == "never_reached" and bool(rule.min_questions or planned)
    return StageReport(
        name=rule.name,
        label=rule.label,
        limit_s=rule.limit_s,
        min_time_s=rule.min_time_s,
        min_questions=rule.min_questions,
        spent_s=visit.spent_s,
        questions=counted,
        planned=tuple(_line(question, heard) for question in planned),
        unplanned=tuple(data.text for data in heard if data.kind == "main" and data.question_id not in ids),
        left=visit.left,
        reason=visit.reason,
        exceptions=(f"{rule.label} was never reached.",) if unreached else visit.exceptions,
    )


def _line(question: PlannedQuestion, heard: Sequence[QuestionData]) -> PlannedLine:
    about = [data for data in heard if data.question_id == question.id]
    return PlannedLine(
        question=question,
        asked=any(data.kind == "main" for data in about),
        follow_ups=tuple(data.text for data in about if data.kind == "follow_up"),
        repeats=sum(data.kind == "repeat" for data in about),
    )
