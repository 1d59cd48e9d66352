"""Weak, medium and strong answers of equal length: does the offline coach put them in order?"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypedDict

import pytest

from feedback.coach import write
from feedback.schema import Feedback
from feedback.score import overall
from interview.models import Brief, Plan, PlannedQuestion, Track
from postprocess import count_words, measure
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


def judged(ladder: Ladder, answer: str) -> Feedback:
    stage = "self_intro" if ladder["competency"] in ("introduction", "motivation") else "past_experience"
    asked = PlannedQuestion(id="q", stage=stage, text=ladder["question"], competency=ladder["competency"])
    track = Track.TECHNICAL if ladder["competency"] == "craft" else Track.BEHAVIORAL
    turns = turns_of(("interviewer", ladder["question"]), ("candidate", answer), stage=stage)
    brief = Brief(role=ladder["role"], track=track)
    return write(brief, Plan(questions=(asked,)), turns, measure(turns))


def test_the_answers_of_a_ladder_have_the_same_length() -> None:
    assert len(LADDERS) >= FEWEST
    for ladder in LADDERS:
        lengths = [count_words(ladder["weak"]), count_words(ladder["medium"]), count_words(ladder["strong"])]
        assert max(lengths) - min(lengths) <= SPREAD * max(lengths), ladder["role"]


def test_nine_in_ten_pairs_are_in_order_and_none_is_far_out() -> None:
    ordered, pairs = 0, 0
    for ladder in LADDERS:
        weak, medium, strong = (
            overall(judged(ladder, answer).competencies) or 0.0
            for answer in (ladder["weak"], ladder["medium"], ladder["strong"])
        )
        ordered += (weak < medium) + (medium < strong) + (weak < strong)
        pairs += 3
        assert weak < strong, ladder["role"]
        assert medium <= strong, ladder["role"]
    assert ordered >= SHARE * pairs, f"{ordered} of {pairs}"


def test_the_same_answer_twice_is_judged_the_same() -> None:
    for ladder in LADDERS:
        assert judged(ladder, ladder["medium"]) == judged(ladder, ladder["medium"])
