"""Transcripts for feedback tests, as ``postprocess.merge`` would give them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from interview.models import Plan, PlannedQuestion, Speaker
from postprocess import MergedTurn, Segment, count_words

START = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)
PROUD = "Tell me about a piece of work you are proud of. What did you do, and what came of it?"
PROBLEM = "Tell me about a hard problem you had to solve. How did you go about it?"
WHY = "What makes you want to work as a nurse?"
PLAN = Plan(
    questions=(
        PlannedQuestion(id="why", stage="self_intro", text=WHY, competency="motivation"),
        PlannedQuestion(id="proud", stage="past_experience", text=PROUD, competency="results"),
        PlannedQuestion(id="problem", stage="past_experience", text=PROBLEM, competency="problem_solving"),
    )
)


def turns_of(*said: tuple[Speaker, str], stage: str = "past_experience") -> tuple[MergedTurn, ...]:
    """Turns of 150 words a minute, a second apart."""
    now, turns = START, []
    for speaker, text in said:
        end = now + timedelta(seconds=count_words(text) / 2.5)
        segment = Segment(started_at=now, ended_at=end, words=count_words(text))
        turns.append(
            MergedTurn(
                speaker=speaker, text=text, stage=stage, started_at=now, ended_at=end, segments=(segment,)
            )
        )
        now = end + timedelta(seconds=1)
    return tuple(turns)
