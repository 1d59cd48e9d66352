"""Too little for a score: no number by anybody, a kind sentence, and what can be said all the same."""

from __future__ import annotations

import json

import pytest

from feedback import generator
from feedback.coach import WRITTEN_BY, scored, write
from feedback.material import FEWEST_WORDS_AN_ANSWER
from feedback.schema import Feedback
from interview.models import Brief, Drill, Speaker
from postprocess import MergedTurn, measure
from tests.feedback import model_answers as m
from tests.feedback.scenes import PLAN, PROBLEM, PROUD, WHY, turns_of

pytestmark = pytest.mark.unit

DRILL = m.BRIEF.model_copy(update={"drill": Drill(stage="past_experience", question=PROUD)})
HANDFUL = "We fixed the pump together."
assert len(HANDFUL.split()) == FEWEST_WORDS_AN_ANSWER

Said = tuple[tuple[Speaker, str], ...]
SILENT: Said = (("interviewer", PROUD), ("interviewer", PROBLEM))
ONE: Said = (("interviewer", PROUD), ("candidate", m.STORY))
ONE_AT_LENGTH: Said = (
    ("interviewer", PROUD),
    ("candidate", m.STORY),
    ("interviewer", "How many doctors worked with you on these rounds?"),
    ("candidate", m.FIX),
    ("interviewer", "What would you do differently with the rounds today?"),
    ("candidate", m.REASON),
)
ONE_AND_A_WORD: Said = (*ONE, ("interviewer", PROBLEM), ("candidate", "I took a lock."))
ONE_AND_A_PASS: Said = (*ONE, ("interviewer", PROBLEM), ("candidate", "Can we skip this one?"))
TWO_SHORT: Said = (
    ("interviewer", PROUD),
    ("candidate", HANDFUL),
    ("interviewer", PROBLEM),
    ("candidate", HANDFUL),
)
TWO: Said = (("interviewer", PROUD), ("candidate", m.STORY), ("interviewer", PROBLEM), ("candidate", HANDFUL))

UNSCORED: dict[str, tuple[Said, str]] = {
    "nobody spoke": ((), "No question was answered"),
    "silent": (SILENT, "No question was answered"),
    "one word": ((("interviewer", PROUD), ("candidate", "Rounds.")), "came to 1 word,"),
    "one answer": (ONE, "You answered one question"),
    "one long answer with follow-ups": (ONE_AT_LENGTH, "You answered one question"),
    "one answer and a few words": (ONE_AND_A_WORD, "You answered one question"),
    "one answer and one passed on": (ONE_AND_A_PASS, "You answered one question"),
    "two of a few words": (TWO_SHORT, "You answered 2 questions in 10 words"),
}


class Model:
    """Answers honestly, and counts how often."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, *_: object) -> str:
        self.asked += 1
        return json.dumps(m.honest())


def by_coach(brief: Brief, turns: tuple[MergedTurn, ...]) -> Feedback:
    return write(brief, PLAN, turns, measure(turns))


def by_model(brief: Brief, turns: tuple[MergedTurn, ...], model: Model, ratings: int = 1) -> Feedback:
    return generator.write(
        brief, PLAN, turns, measure(turns), ask=model, written_by="gpt-4o-mini", ratings=ratings
    )


@pytest.mark.parametrize("name", UNSCORED)
def test_fewer_than_two_answers_are_scored_by_nobody_and_no_model_is_asked(name: str) -> None:
    said, told = UNSCORED[name]
    turns = turns_of(*said)
    given = by_coach(m.BRIEF, turns)
    assert (given.enough, given.unscored, given.competencies) == (False, "too_little", ())
    assert scored(given) == {}
    assert given.takeaway.startswith(told) or told in given.takeaway
    assert "at least two questions" in given.next_step
    assert not any(sign.isdigit() for one in given.questions for sign in one.change)
    assert by_model(m.BRIEF, turns, model := Model()) == given
    assert model.asked == 0


def test_two_answers_are_scored_by_coach_and_model() -> None:
    turns = turns_of(*TWO)
    given = by_coach(m.BRIEF, turns)
    assert (given.enough, given.unscored) == (True, "")
    assert scored(given)["results"] >= 4
    assert by_model(m.BRIEF, m.TURNS, Model()).competencies


def test_what_one_answer_tells_is_shown_part_by_part_with_one_thing_to_change() -> None:
    (one,) = by_coach(m.BRIEF, turns_of(*ONE)).questions
    assert [part.part for part in one.star if part.found] == ["situation", "task", "action", "result"]
    assert one.answer is not None
    assert one.change


def test_a_question_practised_alone_gets_what_to_change_and_no_number() -> None:
    given = by_coach(DRILL, turns_of(*ONE))
    assert (given.enough, given.unscored, given.competencies) == (False, "one_question", ())
    assert given.written_by == WRITTEN_BY
    assert given.takeaway == given.questions[0].change
    assert "too little for a score" in given.next_step


def test_a_question_practised_alone_and_hardly_answered_is_asked_for_again() -> None:
    for said in (SILENT, (("interviewer", PROUD), ("candidate", "Rounds."))):
        given = by_coach(DRILL, turns_of(*said))
        assert (given.unscored, given.competencies) == ("too_little", ())
        assert "once more" in given.next_step
        assert by_model(DRILL, turns_of(*said), model := Model()) == given
        assert model.asked == 0


def test_a_model_says_what_to_change_in_the_one_answer_and_counts_nothing() -> None:
    turns = turns_of(("interviewer", WHY), ("interviewer", "Let us begin."), *ONE)
    assert turns[m.STORY_TURN].text == m.STORY
    given = by_model(DRILL, turns, model := Model(), ratings=generator.CHECKS)
    assert model.asked == 2, "once, and once again for the quotes of a turn that isn't there"
    assert (given.enough, given.unscored, given.competencies) == (False, "one_question", ())
    told = next(one for one in given.questions if one.turn == m.ASKED_TURN)
    assert (told.good, told.change) == ("It has a clear end.", "Set the scene in one sentence.")
    assert given.written_by == "gpt-4o-mini"


def test_in_another_language_the_coach_says_that_it_reads_english_only() -> None:
    spanish = m.BRIEF.model_copy(update={"language": "es"})
    given = by_coach(spanish, turns_of(*ONE))
    assert (given.enough, given.unscored, given.competencies) == (False, "language", ())
    assert "reads English only" in given.takeaway
    silent = by_coach(spanish, turns_of(*SILENT))
    assert silent.unscored == "too_little"


def test_one_answer_in_another_language_is_not_picked_apart_by_english_rules() -> None:
    question = "¿Por qué quieres trabajar como enfermera?"
    turns = turns_of(("interviewer", question), ("candidate", "Porque me gusta cuidar a la gente."))
    given = by_model(m.BRIEF.model_copy(update={"language": "es"}), turns, model := Model())
    assert (given.unscored, model.asked) == ("too_little", 0)
    assert [(one.star, one.change) for one in given.questions] == [((), "")]
