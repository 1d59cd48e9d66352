"""Where a conversation stands against its plan, read from what was said."""

from __future__ import annotations

import pytest

from interview.agenda import agenda
from tests.test_prompts import PLAN, WHO, WHY, scene

pytestmark = pytest.mark.unit


def ids(*said: str) -> list[str]:
    return [q.id for q in agenda(scene(*said)).waiting]


def test_what_was_asked_does_not_wait_any_more_even_in_other_words() -> None:
    assert ids() == ["who", "why"]
    assert ids(WHO) == ["why"]
    assert ids("So, what draws you to working on a hospital ward, then?", "People.") == ["who"]
    assert ids(WHO, "Bo.", WHY, "People.") == []


def test_follow_ups_are_counted_in_a_row_and_a_repeat_is_none() -> None:
    said = [WHO, "I am Bo.", "Which ward was that?", "Sorry, could you repeat that?", "Which ward was that?"]
    assert agenda(scene(*said)).follow_ups == 1
    assert agenda(scene(*said, "The third.", "What did you like there?", "Nights.")).follow_ups == 2
    assert agenda(scene(*said, "The third.", WHY, "People.")).follow_ups == 0


def test_the_first_question_of_a_stage_is_no_follow_up_even_when_it_was_not_planned() -> None:
    assert agenda(scene("What is your favourite part of a shift?", "Handover.")).follow_ups == 0


def test_the_question_being_answered_is_the_last_one_asked() -> None:
    assert agenda(scene(f"Let's start with you. {WHO}", "I am Bo.")).question == WHO
    follow = "Which ward was that?"
    assert agenda(scene(WHO, "I am Bo.", f"Thanks. {follow}", "The third.")).question == follow


def test_depth_covers_the_whole_answer_to_a_question_with_its_follow_ups() -> None:
    first = "I have been a nurse for nine years on two wards, mostly at night, and I like it a lot there."
    now = agenda(scene(WHO, first, "Which ward was that?", "The third, because it is calm."))
    assert now.depth is not None
    assert "reason" not in now.depth.lacks
    assert now.depth.lacks == ("more",)


def test_a_new_stage_begins_with_nothing_asked_and_keeps_what_was_asked_before() -> None:
    before = scene(WHO, "I am Bo.", WHY, "People.")
    here = before.model_copy(update={"stage": scene(stage=2).stage})
    now = agenda(here)
    assert (now.question, now.follow_ups, now.opened, now.answer) == ("", 0, False, "")
    assert list(now.asked) == [WHO, WHY]


def test_it_knows_whether_the_word_was_handed_over() -> None:
    handed = scene(PLAN.questions[-1].text, "No, thank you.", stage=3)
    assert agenda(handed).handed_over
    assert not agenda(scene(WHO, "I am Bo.")).handed_over


def test_asking_again_is_a_fault_only_when_nobody_wanted_it() -> None:
    assert agenda(scene(WHO, "I am Bo, a nurse.", WHO)).repeated
    assert not agenda(scene(WHO, "What do you mean?", WHO)).repeated
    assert not agenda(scene(WHO, "Is this recorded?", f"Yes. {WHO}")).repeated
    assert not agenda(scene(WHO, "I am Bo, a nurse.", WHO, "Bo.", WHY)).repeated


def test_a_reply_that_was_begun_still_answers_what_came_before_it() -> None:
    begun = scene(WHO, "I am Bo.", "Thank you, Bo.")
    assert agenda(begun).answer == ""
    assert agenda(begun, goes_on=True).answer == "I am Bo."
