"""What a stage is, what its length does to it, and what can come of asking to leave it. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import Field

from interview.events import StageData
from interview.models import Drill, Frozen, Length, Track

Cause = Literal["start", "transition", "deadline", "inactivity", "skip", "end"]

WRAP_UP_LEAD_S = 15.0
"""The wrap-up notice comes this long before a limit, or at 90 % of it, whichever is later."""


DRILL_EDGE_S = 45.0
"""A drill's greeting and closing are no longer than this at standard length."""
DRILL_QUESTION_S = 180.0
"""The limit of a drill of one question at standard length."""


class Words(Frozen):
    """What a stage is called in one kind of interview, and what it is for there."""

    label: str
    purpose: str


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
        tracks: the kinds of interview that have it; empty: all.
        words: label and purpose in the kinds of interview where they are others.
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
    tracks: tuple[Track, ...] = ()
    words: Mapping[Track, Words] = Field(default_factory=dict)

    @property
    def wrap_up_s(self) -> float:
        """Seconds after entry at which the wrap-up is announced."""
        return self.limit_s - min(WRAP_UP_LEAD_S, self.limit_s * 0.1)


LIMIT_FACTOR: Mapping[Length, float] = {Length.QUICK: 0.5, Length.STANDARD: 1.0, Length.FULL: 2.5}
TRACK_FACTOR: Mapping[Track, float] = {Track.INTRO_CALL: 0.75}
"""What a kind of interview does to every limit, before the length does; 1 where none is named."""


def scaled(
    rule: StageRule, length: Length, cells: Mapping[str, float], *, track: Track = Track.BEHAVIORAL
) -> StageRule:
    """The row with ``cells`` put in and the kind and length of the interview applied."""
    row = StageRule.model_validate(rule.model_dump() | dict(cells))
    limit_s = row.limit_s * TRACK_FACTOR.get(track, 1.0) * LIMIT_FACTOR[length]
    by_length = {Length.QUICK: row.min_questions_quick, Length.FULL: row.min_questions_full}
    questions = by_length.get(length)
    said = row.words.get(track)
    return row.model_copy(
        update={
            "label": said.label if said else row.label,
            "purpose": said.purpose if said else row.purpose,
            "limit_s": limit_s,
            "min_time_s": min(row.min_time_s, limit_s),
            "min_questions": row.min_questions if questions is None else questions,
        }
    )


def label_of(table: Sequence[StageRule], name: str, track: Track) -> str:
    """What the candidate reads for a stage in this kind of interview; empty when there is no such stage."""
    rule = next((rule for rule in table if rule.name == name), None)
    if rule is None:
        return ""
    return rule.words[track].label if track in rule.words else rule.label


def of_track(table: Sequence[StageRule], track: Track) -> tuple[StageRule, ...]:
    """The stages that this kind of interview has, in order."""
    return tuple(rule for rule in table if not rule.tracks or track in rule.tracks)


def drilled(table: Sequence[StageRule], drill: Drill, length: Length) -> tuple[StageRule, ...]:
    """First stage, the stage that is practised, last stage; at the limits of ``length``.

    Args:
        table: all stages, with their length applied.

    Raises:
        ValueError: no stage between the first and the last has the drill's name.
    """
    practised = next((rule for rule in table[1:-1] if rule.name == drill.stage), None)
    if practised is None:
        raise ValueError(f"There is no stage called {drill.stage} to practise.")
    factor = LIMIT_FACTOR[length]
    if drill.question:
        limit_s = min(practised.limit_s, DRILL_QUESTION_S * factor)
        practised = practised.model_copy(update={"limit_s": limit_s, "min_questions": 1, "min_time_s": 0.0})
    edges = (
        rule.model_copy(update={"limit_s": min(rule.limit_s, DRILL_EDGE_S * factor)})
        for rule in (table[0], table[-1])
    )
    first, last = edges
    return first, practised, last


def minutes(table: Sequence[StageRule]) -> int:
    """How long an interview with these stages lasts at most, in whole minutes."""
    return math.ceil(sum(rule.limit_s for rule in table) / 60)


def stage_table(table: Sequence[StageRule]) -> str:
    """The table as Markdown, for the docs."""
    lines = [
        "| stage | label | limit s | minimum s | minimum questions (quick / standard / full) | silence s "
        "| kinds of interview |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for rule in table:
        counts = [
            scaled(rule, length, {}).min_questions for length in (Length.QUICK, Length.STANDARD, Length.FULL)
        ]
        silence = "never" if rule.silence_s is None else f"{rule.silence_s:g}"
        lines.append(
            f"| `{rule.name}` | {rule.label} | {rule.limit_s:g} | {rule.min_time_s:g} "
            f"| {' / '.join(map(str, counts))} | {silence} "
            f"| {', '.join(track.value for track in rule.tracks) or 'all'} |"
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
