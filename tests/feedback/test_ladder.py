"""Weak, medium and strong answers of equal length: does the offline coach put them in order?"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Literal, TypedDict

import pytest

from feedback.coach import rate, write
from feedback.score import overall
from interview.models import Brief, Plan, PlannedQuestion, Track
from postprocess import MergedTurn, count_words, measure
from tests.feedback.scenes import turns_of

pytestmark = pytest.mark.unit

FEWEST, SHARE, SPREAD = 12, 0.9, 0.08


class Ladder(TypedDict):
    role: str
    competency: str
    question: str
    weak: str
    medium: str
    strong: str


LADDERS: list[Ladder] = tomllib.loads(Path(__file__).with_name("ladders.toml").read_text())["ladder"]


Step = Literal["weak", "medium", "strong"]
STEPS: tuple[Step, ...] = ("weak", "medium", "strong")


def question(ladder: Ladder, name: str = "q") -> PlannedQuestion:
    stage = "self_intro" if ladder["competency"] in ("introduction", "motivation") else "past_experience"
    return PlannedQuestion(id=name, stage=stage, text=ladder["question"], competency=ladder["competency"])


def told(ladder: Ladder, answer: str) -> tuple[MergedTurn, ...]:
    stage = question(ladder).stage
    return turns_of(("interviewer", ladder["question"]), ("candidate", answer), stage=stage)


def brief(ladder: Ladder) -> Brief:
    track = Track.TECHNICAL if ladder["competency"] == "craft" else Track.BEHAVIORAL
    return Brief(role=ladder["role"], track=track)


def judged(ladder: Ladder, answer: str) -> float:
    """One answer, which by itself is rated but never scored for anybody to see."""
    rows = rate(brief(ladder), Plan(questions=(question(ladder),)), told(ladder, answer))
    return overall(rows) or 0.0


def transcript_judged(one: Ladder, other: Ladder, step: Step) -> float:
    """The whole feedback on an interview of two questions, both answered on the same step."""
    turns = (*told(one, one[step]), *told(other, other[step]))
    plan = Plan(questions=(question(one), question(other, "other")))
    feedback = write(brief(other), plan, turns, measure(turns))
    assert feedback.enough
    return overall(feedback.competencies) or 0.0


def ordered(what: str, values: Iterable[float]) -> int:
    """How many of the three pairs are in order; none may be far out."""
    weak, medium, strong = values
    assert weak < strong, what
    assert medium <= strong, what
    return (weak < medium) + (medium < strong) + (weak < strong)


def test_the_answers_of_a_ladder_have_the_same_length() -> None:
    assert len(LADDERS) >= FEWEST
    for ladder in LADDERS:
        lengths = [count_words(ladder["weak"]), count_words(ladder["medium"]), count_words(ladder["strong"])]
        assert max(lengths) - min(lengths) <= SPREAD * max(lengths), ladder["role"]


def test_nine_in_ten_pairs_of_answers_are_in_order_and_none_is_far_out() -> None:
    found = [ordered(one["role"], (judged(one, one[step]) for step in STEPS)) for one in LADDERS]
    assert sum(found) >= SHARE * 3 * len(found), f"{sum(found)} of {3 * len(found)}"


def test_nine_in_ten_pairs_of_whole_transcripts_are_in_order_and_none_is_far_out() -> None:
    behavioral = [one for one in LADDERS if brief(one).track == Track.BEHAVIORAL]
    alike = list(pairwise(behavioral))
    assert len(alike) >= FEWEST
    found = [
        ordered(f"{one['role']}, {other['role']}", (transcript_judged(one, other, step) for step in STEPS))
        for one, other in alike
    ]
    assert sum(found) >= SHARE * 3 * len(found), f"{sum(found)} of {3 * len(found)}"


def test_the_same_answer_twice_is_judged_the_same() -> None:
    for one in LADDERS:
        assert judged(one, one["medium"]) == judged(one, one["medium"])
