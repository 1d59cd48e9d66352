"""What a stage is, what its length does to it, and what can come of asking to leave it. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import Field

from interview.events import StageData
from interview.models import Frozen, Length

Cause = Literal["start", "transition", "deadline", "inactivity", "skip", "end"]

WRAP_UP_LEAD_S = 15.0
"""The wrap-up notice comes this long before a limit, or at 90 % of it, whichever is later."""


class StageRule(Frozen):
    """One stage: its words and its limits.

    Attributes:
        name: snake_case, unique.
        label: what the candidate reads on screen.
        purpose: one sentence telling the interviewer what the stage is for.
        limit_s: seconds after which the stage is wrapped up.
        min_time_s: seconds before a transition may be granted.
        min_questions: questions (follow-ups count, repeats don't) before a transition may be granted.
        silence_s: seconds of candidate's silence that move on; None: never.
        min_questions_quick: ``min_questions`` at quick length; None: the same.
        min_questions_full: ``min_questions`` at full length; None: the same.
    """

    name: str
    label: str
    purpose: str
    limit_s: float = Field(gt=0)
    min_time_s: float = Field(default=0.0, ge=0)
    min_questions: int = Field(default=0, ge=0)
    silence_s: float | None = Field(default=None, gt=0)
    min_questions_quick: int | None = Field(default=None, ge=0)
    min_questions_full: int | None = Field(default=None, ge=0)

    @property
    def wrap_up_s(self) -> float:
        """Seconds after entry at which the wrap-up is announced."""
        return self.limit_s - min(WRAP_UP_LEAD_S, self.limit_s * 0.1)


LIMIT_FACTOR: Mapping[Length, float] = {Length.QUICK: 0.5, Length.STANDARD: 1.0, Length.FULL: 2.5}


def scaled(rule: StageRule, length: Length, cells: Mapping[str, float]) -> StageRule:
    """The row with ``cells`` put in and the length applied."""
    row = StageRule.model_validate(rule.model_dump() | dict(cells))
    limit_s = row.limit_s * LIMIT_FACTOR[length]
    by_length = {Length.QUICK: row.min_questions_quick, Length.FULL: row.min_questions_full}
    questions = by_length.get(length)
    return row.model_copy(
        update={
            "limit_s": limit_s,
            "min_time_s": min(row.min_time_s, limit_s),
            "min_questions": row.min_questions if questions is None else questions,
        }
    )


def minutes(table: Sequence[StageRule]) -> int:
    """How long an interview with these stages lasts at most, in whole minutes."""
    return math.ceil(sum(rule.limit_s for rule in table) / 60)


def stage_table(table: Sequence[StageRule]) -> str:
    """The table as Markdown, for the docs."""
    lines = [
        "| stage | label | limit s | minimum s | minimum questions (quick / standard / full) | silence s |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for rule in table:
        counts = [
            scaled(rule, length, {}).min_questions for length in (Length.QUICK, Length.STANDARD, Length.FULL)
        ]
        silence = "never" if rule.silence_s is None else f"{rule.silence_s:g}"
        lines.append(
            f"| `{rule.name}` | {rule.label} | {rule.limit_s:g} | {rule.min_time_s:g} "
            f"| {' / '.join(map(str, counts))} | {silence} |"
        )
    return "\n".join(lines) + "\n"


class Refused(Frozen):
    """The move was not made; ``reason`` is a sentence that says what is missing."""

    reason: str


class Change(Frozen):
    """The interview left ``previous``.

    Attributes:
        stage: the stage it is in now; the last stage's own name when it is over (``finished``).
        exceptions: a sentence for each minimum that was not met.
    """

    previous: str
    stage: str
    cause: Cause
    reason: str = ""
    exceptions: tuple[str, ...] = ()
    finished: bool = False

    def data(self) -> StageData:
        """The event that records this change."""
        return StageData(
            stage=self.stage,
            previous=self.previous,
            cause="end" if self.finished else self.cause,
            reason=self.reason,
            exceptions=self.exceptions,
        )


class Granted(Change):
    """A move that was asked for, by the interviewer or by the candidate, was made."""


class Moved(Change):
    """The verifier made a move."""


class Stay(Frozen):
    """Nothing to do."""


class WrapUp(Frozen):
    """Say once that this stage ends soon; ``ends_in_s`` may be 0."""

    stage: str
    ends_in_s: float
