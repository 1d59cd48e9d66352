"""A transcript and what a model may write of it: an honest answer, and every kind of dishonest one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from interview.events import TurnData, UsageData
from interview.models import Brief
from interview.rubric import rubric
from postprocess import MergedTurn
from tests.feedback.scenes import PROBLEM, PROUD, WHY, turns_of

BRIEF = Brief(
    role="Nurse",
    company="Hill Clinic",
    resume_text="Night nurse, Saint Mary's, 2019 to 2024. Led a ward of 18 beds.",
    job_description="You plan rounds and train newcomers.",
)
MOVED = "I moved two of the five rounds to the morning"
ENDED = "In the end the rounds took twenty minutes less"
STORY = (
    f"When I was at the city clinic our evening rounds were too long because nobody got home on time. "
    f"{MOVED} and asked each doctor what they needed to see first. {ENDED} and the team left on time."
)
FOUND = "I found that one pump was set wrong because the display was cracked"
FIX = (
    f"The alarms on our ward went off all night and nobody slept. {FOUND}, so I swapped it "
    "and wrote a note for the others. Since then the alarms have stopped and the patients sleep."
)
REASON = (
    "I want to work as a nurse here because I like planning rounds, and at the clinic I trained three "
    "newcomers myself, which I would love to do again with your team at Hill Clinic."
)
TURNS = (
    *turns_of(("interviewer", WHY), ("candidate", REASON), stage="self_intro"),
    *turns_of(("interviewer", PROUD), ("candidate", STORY), ("interviewer", PROBLEM), ("candidate", FIX)),
)
STORY_TURN, FIX_TURN, ASKED_TURN = 3, 5, 2
USED = UsageData(provider="openai", kind="llm", model="gpt-4o-mini", tokens_in=2000, tokens_out=500)
"""What each answer of a model's double used."""


def spoken(turn: MergedTurn, began: datetime, ended: datetime) -> TurnData:
    """A turn as the worker would have told it."""
    return TurnData(speaker=turn.speaker, text=turn.text, stage=turn.stage, started_at=began, ended_at=ended)


def mark(what: str, turn: int, quote: str) -> dict[str, Any]:
    return {"id": what, "turn": turn, "quote": quote}


def competency(row: str, *items: Mapping[str, Any], good: str = "", change: str = "") -> dict[str, Any]:
    return {"id": row, "items": list(items), "good": good, "change": change}


def question(turn: int, *star: Mapping[str, Any], **texts: str) -> dict[str, Any]:
    return {"turn": turn, "star": list(star), "good": "", "change": "", "stronger": ""} | texts


def whole(*competencies: Any, questions: Any = (), takeaway: str = "", next_step: str = "") -> dict[str, Any]:
    listed = {row.id: competency(row.id) for row in rubric(BRIEF.track)} | {c["id"]: c for c in competencies}
    return {
        "competencies": list(listed.values()),
        "questions": list(questions),
        "takeaway": takeaway,
        "next_step": next_step,
    }


def honest() -> dict[str, Any]:
    """Every quote stands where it says, but for case, spacing and punctuation."""
    return whole(
        competency(
            "results",
            mark("outcome", STORY_TURN, "in the end, the rounds took twenty  minutes less"),
            mark("number", STORY_TURN, ENDED),
            good="You say what changed, in minutes.",
            change="Say what the rounds were like before.",
        ),
        competency("ownership", mark("action", STORY_TURN, MOVED), mark("second_action", FIX_TURN, FOUND)),
        competency("problem_solving", mark("problem", FIX_TURN, "The alarms on our ward went off all night")),
        questions=(
            question(
                ASKED_TURN,
                mark("action", STORY_TURN, MOVED),
                mark("result", STORY_TURN, ENDED),
                good="It has a clear end.",
                change="Set the scene in one sentence.",
                stronger=(
                    "At the city clinic our evening rounds were too long. I moved 4 of the rounds to the "
                    "morning and asked each doctor what they needed. The rounds took twenty minutes less."
                ),
            ),
        ),
        takeaway="Your strongest side was results; tell the situation first.",
        next_step="Answer the question about your problem again, aloud.",
    )


def text(answer: Mapping[str, Any]) -> str:
    return json.dumps(answer)
