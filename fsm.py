"""The stages of an interview and the rules that move it from one to the next. Pure: time is an argument.

Times are seconds on any one clock (the worker uses epoch seconds, so that :func:`fold` can rebuild a
machine from events). Nothing here reads a clock.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from interview.events import Event
from interview.models import Drill, Length, QuestionKind, Track
from interview.pauses import pauses, stood_still
from interview.stages import (
    Cause,
    Change,
    Granted,
    Moved,
    Refused,
    StageRule,
    Stay,
    Words,
    WrapUp,
    drilled,
    of_track,
    scaled,
    stage_table,
)

__all__ = [
    "STAGES",
    "Change",
    "Granted",
    "Machine",
    "Moved",
    "Refused",
    "StageRule",
    "Stay",
    "WrapUp",
    "fold",
    "rules_for",
    "stage_table",
]

GRACE_S = 30.0
"""When nobody falls silent, the move is forced this long after the limit."""
SILENT_MOMENT_S = 1.0
"""Silence this long after a limit is the moment to move."""
VERIFY_S = 30.0
"""The verifier looks at least this often."""
WRAP_UP_NOTICE = "wrap_up"
"""Code of the notice event that :func:`fold` reads as "the wrap-up was announced"."""


STAGES: tuple[StageRule, ...] = (
    StageRule(
        name="greeting",
        label="Greeting",
        purpose="Welcome the candidate and check they are ready.",
        limit_s=90,
    ),
    StageRule(
        name="self_intro",
        label="Introduction",
        purpose="Let the candidate introduce themselves and say why this role.",
        limit_s=180,
        min_time_s=30,
        min_questions=2,
        min_questions_quick=1,
        min_questions_full=2,
        silence_s=45,
    ),
    StageRule(
        name="past_experience",
        label="Past experience",
        purpose="Explore what the candidate did, how, and with what result.",
        tracks=(Track.BEHAVIORAL, Track.TECHNICAL),
        words={
            Track.TECHNICAL: Words(
                label="Technical questions",
                purpose="Find out how the candidate thinks about the work itself; explained, not written.",
            )
        },
        limit_s=300,
        min_time_s=45,
        min_questions=3,
        min_questions_quick=2,
        min_questions_full=5,
        silence_s=60,
    ),
    StageRule(
        name="company_fit",
        label="Company fit",
        purpose="Explore motivation and how the candidate works with others.",
        limit_s=240,
        min_time_s=30,
        min_questions=2,
        min_questions_quick=1,
        min_questions_full=3,
    ),
    StageRule(
        name="closing", label="Closing", purpose="Thank the candidate and say what happens next.", limit_s=60
    ),
)
"""The one table, at standard length. A stage is added by adding a row; the last row ends the interview."""


def rules_for(
    length: Length,
    overrides: Mapping[str, Mapping[str, float]] | None = None,
    table: Sequence[StageRule] = STAGES,
    *,
    track: Track = Track.BEHAVIORAL,
    drill: Drill | None = None,
) -> tuple[StageRule, ...]:
    """The stage rules of an interview of this kind and length.

    Args:
        length: quick halves the limits, full takes 2.5 times them; minimum times stay, except that
            none is longer than its stage's limit.
        overrides: stage name -> cell -> value, put into the table before kind and length are applied.
        table: the stages at standard length.
        track: the kind of interview: which of the stages it has, and how long they are.
        drill: one stage, or one question of it, between a short greeting and a short closing; any
            stage can be practised, whatever the track has.

    Raises:
        ValueError: an override names no such stage or cell, or a value the cell can't hold; or the
            drill names no stage that can be practised.
    """
    wanted = {name: dict(cells) for name, cells in (overrides or {}).items()}
    if unknown := set(wanted) - {rule.name for rule in table}:
        raise ValueError(f"There is no stage called {', '.join(sorted(unknown))}.")
    rows = tuple(scaled(rule, length, wanted.get(rule.name, {}), track=track) for rule in table)
    return of_track(rows, track) if drill is None else drilled(rows, drill, length)


class Machine:
    """Where one interview stands, and the only thing that may move it.

    Attributes:
        stage: the rule of the stage it is in.
        entered_at: when that stage began.
        questions: main questions and follow-ups asked in it.
        wrapping_up: the wrap-up of this stage was announced.
        finished: the last stage was left.
    """

    def __init__(self, rules: Sequence[StageRule], now: float) -> None:
        if not rules:
            raise ValueError("An interview needs at least one stage.")
        self.rules = tuple(rules)
        self._index = 0
        self.entered_at = now
        self.questions = 0
        self.wrapping_up = self.finished = False

    @property
    def stage(self) -> StageRule:
        return self.rules[self._index]

    @property
    def last(self) -> bool:
        """Whether leaving this stage ends the interview."""
        return self._index == len(self.rules) - 1

    def missing(self, now: float) -> tuple[str, ...]:
        """A sentence for each minimum of this stage that is not met; empty: a transition is granted."""
        rule, spent = self.stage, now - self.entered_at
        sentences = []
        if spent < rule.min_time_s:
            sentences.append(f"{rule.label} lasted {spent:.0f} of at least {rule.min_time_s:g} seconds.")
        if self.questions < rule.min_questions:
            sentences.append(f"{rule.label} had {self.questions} of at least {rule.min_questions} questions.")
        return tuple(sentences)

    def question(self, kind: QuestionKind) -> int:
        """Note a question that was asked; its number in this stage. A repeat keeps the number."""
        if kind != "repeat":
            self.questions += 1
        return self.questions

    def request(self, now: float, reason: str = "") -> Granted | Refused:
        """The interviewer asks for the next stage; refused until every minimum is met."""
        if self.finished:
            return Refused(reason="The interview is over.")
        if missing := self.missing(now):
            return Refused(reason="Not yet. " + " ".join(missing))
        return Granted(**self._leave(now, "transition", reason))

    def skip(self, now: float) -> Granted | Refused:
        """The candidate skips this stage; unmet minimums become exceptions."""
        if self.finished:
            return Refused(reason="The interview is over.")
        if self.last:
            return Refused(reason="This is the last stage. Choose End to finish the interview.")
        return Granted(**self._leave(now, "skip", "The candidate skipped this stage."))

    def finish(self, now: float, reason: str = "") -> Granted | Refused:
        """End the interview from any stage."""
        if self.finished:
            return Refused(reason="The interview is over.")
        self._index, left = len(self.rules) - 1, self.stage
        exceptions = () if left == self.stage else (f"The interview ended during {left.label}.",)
        return Granted(**self._leave(now, "end", reason) | {"previous": left.name, "exceptions": exceptions})

    def close(self, now: float, reason: str) -> Granted | Refused:
        """Go to the last stage at once; what is left out becomes exceptions."""
        if self.finished or self.last:
            return Refused(reason="The interview is closing already.")
        previous, exceptions = self.stage.name, self.missing(now)
        left_out = tuple(f"{rule.label} was left out." for rule in self.rules[self._index + 1 : -1])
        self._index = len(self.rules) - 2
        moved = self._leave(now, "deadline", reason)
        return Granted(**moved | {"previous": previous, "exceptions": (*exceptions, *left_out)})

    def check(self, now: float, *, silent_for_s: float, anyone_speaking: bool) -> Stay | WrapUp | Moved:
        """What the clock asks for at ``now``; at most one thing a call.

        Args:
            silent_for_s: how long nobody has spoken; counted from the stage's start at the earliest.
            anyone_speaking: whether someone speaks right now.
        """
        if self.finished:
            return Stay()
        spent = now - self.entered_at
        silent_for_s = 0.0 if anyone_speaking else min(silent_for_s, spent)
        rule = self.stage
        if rule.silence_s is not None and silent_for_s >= rule.silence_s:
            return Moved(**self._leave(now, "inactivity", f"Nobody spoke for {silent_for_s:.0f} seconds."))
        if spent >= rule.wrap_up_s and not self.wrapping_up:
            self.wrapping_up = True
            return WrapUp(stage=rule.name, ends_in_s=max(0.0, rule.limit_s - spent))
        silent = silent_for_s >= SILENT_MOMENT_S
        if spent >= rule.limit_s + GRACE_S or (spent >= rule.limit_s and silent):
            return Moved(
                **self._leave(now, "deadline", f"{rule.label} reached its {rule.limit_s:g} seconds.")
            )
        return Stay()

    def next_check_at(self, now: float) -> float:
        """When :meth:`check` has to be called next, past a limit in a second; infinity when finished."""
        if self.finished:
            return math.inf
        if not self.wrapping_up:
            due = self.entered_at + self.stage.wrap_up_s
        else:
            due = self.entered_at + self.stage.limit_s
        return min(now + VERIFY_S, due) if due > now else now + SILENT_MOMENT_S

    def _leave(self, now: float, cause: Cause, reason: str) -> dict[str, object]:
        previous, exceptions, finished = self.stage.name, self.missing(now), self.last
        if finished:
            self.finished = True
        else:
            self._enter(self._index + 1, now)
        return {
            "previous": previous,
            "stage": self.stage.name,
            "cause": cause,
            "reason": reason,
            "exceptions": exceptions,
            "finished": finished,
        }

    def _enter(self, index: int, at: float) -> None:
        self._index, self.entered_at = index, at
        self.questions, self.wrapping_up = 0, False

    def replay(self, event: Event) -> None:
        """Take over what an event says happened.

        Raises:
            ValueError: the event names a stage that the rules don't have.
        """
        if event.kind == "stage":
            names = [rule.name for rule in self.rules]
            if event.data.stage not in names:
                raise ValueError("The events name a stage that the rules don't have.")
            if event.data.cause == "end":
                self._index, self.finished = len(names) - 1, True
            else:
                self._enter(names.index(event.data.stage), event.at.timestamp())
        elif event.kind == "question" and event.data.stage == self.stage.name:
            self.question(event.data.kind)
        elif event.kind == "notice" and event.data.code == WRAP_UP_NOTICE:
            self.wrapping_up = True
        elif event.kind == "ended":
            self.finished = True


def fold(rules: Sequence[StageRule], events: Iterable[Event], now: float = 0.0) -> Machine:
    """The machine as the events left it; ``now`` is the start when there are no stage events."""
    ordered = sorted(events, key=lambda event: (event.run, event.seq))
    machine = Machine(rules, ordered[0].at.timestamp() if ordered else now)
    for event in ordered:
        machine.replay(event)
    machine.entered_at += stood_still(pauses(ordered), machine.entered_at, math.inf)
    return machine
