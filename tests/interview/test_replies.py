"""Honest answers to a candidate's questions."""

from __future__ import annotations

from itertools import pairwise

import pytest

from interview.models import Brief, Length
from interview.replies import reply

pytestmark = pytest.mark.unit

BRIEF = Brief(role="Nurse", company="Hill Clinic", length=Length.QUICK)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How long is this?", "8 minutes at most"),
        ("Are you a real person?", "program"),
        ("Is this recorded?", "transcript"),
        ("When do I get feedback?", "review page"),
        ("Can you hear me?", "I can hear you"),
        ("Can I use my notes?", "notes"),
        ("Can I talk about a school project?", "choose whatever"),
        ("How big is the team?", "can't speak for Hill Clinic"),
        ("What's the salary?", "can't speak for Hill Clinic"),
    ],
)
def test_it_answers_truthfully_or_says_who_could(question: str, answer: str) -> None:
    assert answer in reply(question, BRIEF)


def test_what_it_cannot_know_it_says_in_other_words_each_time() -> None:
    said: list[str] = []
    for _ in range(9):
        said.append(reply("What's the salary?", BRIEF, said))
    assert len(set(said)) == 4
    assert all(one != other for one, other in pairwise(said))
