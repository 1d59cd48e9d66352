"""The people: enough to say, nothing said twice, answers that fit the question."""

from __future__ import annotations

import pytest

from simulation.personas import Mind, load, names

pytestmark = pytest.mark.unit


def test_there_are_two_people_to_choose_from() -> None:
    assert names() == ["ada", "ben"]


@pytest.mark.parametrize("name", ["ada", "ben"])
def test_they_never_repeat_an_answer(name: str) -> None:
    mind = Mind(load(name))
    given = [mind.answer("past_experience", "What was the result?") for _ in range(20)]
    texts = [answer.say for answer in given if answer]
    assert len(texts) == len(set(texts)) == 20


@pytest.mark.parametrize("name", ["ada", "ben"])
def test_no_sentence_is_in_two_answers(name: str) -> None:
    sentences = load(name).sentences()
    assert len(sentences) == len(set(sentences))


@pytest.mark.parametrize("name", ["ada", "ben"])
def test_they_are_silent_when_all_is_said(name: str) -> None:
    mind = Mind(load(name))
    for _ in range(len(load(name).sentences())):
        mind.answer("past_experience", "")
    assert mind.answer("past_experience", "And then?") is None


def test_they_say_they_are_ready_in_the_greeting() -> None:
    answer = Mind(load("ada")).answer("greeting", "Are you ready?")
    assert answer is not None
    assert "ready" in answer.say[0]


def test_they_answer_what_was_asked() -> None:
    mind = Mind(load("ada"))
    answer = mind.answer("past_experience", "Tell me about a mistake you made.")
    assert answer is not None
    assert "Friday" in answer.say[0]


def test_they_answer_a_follow_up_with_a_follow_up() -> None:
    mind = Mind(load("ada"))
    mind.answer("past_experience", "Tell me about a piece of work you are proud of. What did you do?")
    answer = mind.answer("past_experience", "Can you put a rough number on it?")
    assert answer is not None
    assert "measured" in answer.say[0]


def test_they_open_a_stage_with_an_answer_of_that_stage() -> None:
    question = "Tell me about a piece of work you are proud of. What did you do, and what came of it?"
    answer = Mind(load("ada")).answer("past_experience", question)
    assert answer is not None
    assert answer.say[0] == "My biggest project was moving our billing system to new services."


def test_they_have_nothing_to_add_at_the_end() -> None:
    answer = Mind(load("ben")).answer("company_fit", "Is there anything you would like to ask or add?")
    assert answer is not None
    assert "talked about everything" in answer.say[0]


def test_an_unknown_person_is_refused() -> None:
    with pytest.raises(KeyError):
        load("../ada")
