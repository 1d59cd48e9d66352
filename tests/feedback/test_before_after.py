"""The difference between two tellings, in one sentence."""

from __future__ import annotations

import pytest

from feedback.before_after import NO_CHANGE, SAME, Told, difference, told
from interview.models import Brief
from tests.feedback.scenes import PLAN, PROUD, turns_of

pytestmark = pytest.mark.unit

OPEN = "When I was at the clinic last year our rounds had to be shorter. I moved two of them to the morning."
WHOLE = f"{OPEN} In the end they took twenty minutes less."


def given(answer: str, language: str = "en") -> Told:
    turns = turns_of(("interviewer", PROUD), ("candidate", answer))
    return told(Brief(role="Nurse", language=language), PLAN, turns)


def test_a_part_that_is_new_is_named() -> None:
    assert difference(given(OPEN), given(WHOLE)) == "The result is there now."


def test_a_part_that_went_is_named_too() -> None:
    assert difference(given(WHOLE), given(OPEN)) == "The result is missing now."


def test_the_same_twice_is_no_change_whatever_its_spacing() -> None:
    assert difference(given(WHOLE), given(WHOLE.upper().replace(" ", "  "))) == SAME


def test_other_words_with_the_same_parts_are_no_change() -> None:
    other = WHOLE.replace("two of them", "both rounds")
    assert difference(given(WHOLE), given(other)) == NO_CHANGE


def test_an_answer_where_there_was_none_is_said() -> None:
    assert difference(Told(), given(WHOLE)).startswith("You left this open before.")
    assert difference(given(WHOLE), Told()) == "There is no second answer to compare yet."


def test_in_a_language_the_rules_do_not_know_nothing_is_claimed() -> None:
    assert difference(given(WHOLE, "es"), given(f"{WHOLE} Eso es todo.", "es")) == ""
