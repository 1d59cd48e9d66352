"""What of a model's reply is spoken, sentence by sentence."""

from __future__ import annotations

from typing import Any

import pytest

import prompts
from interview.agenda import agenda
from interview.gate import Gate
from interview.lang.en import ENGLISH
from interview.models import Persona
from interview.questions import asked_in
from interview.scene import Scene
from interview.spoken import RUN, letters
from tests.test_prompts import MARKER, PLAN, WHO, WHY, scene

pytestmark = pytest.mark.unit

LONG = "I have been a nurse for nine years on two wards, mostly at night, and I like it a lot there."


def gate(here: Scene) -> Gate:
    now = agenda(here)
    return Gate(here, now, secret=prompts.own_words(here, now, marker=MARKER), marker=MARKER)


def through(text: str, here: Scene | None = None, *, moves_on: bool = False) -> str:
    """The reply as it is heard when it comes word by word."""
    one = gate(here or scene(WHO, LONG))
    out = [sentence for word in text.split(" ") for sentence in one.push(f"{word} ")]
    return " ".join([*out, *one.close(moves_on=moves_on)])


def secret(**known: Any) -> str:
    here = scene(WHO, LONG, **known)
    return prompts.own_words(here, agenda(here), marker=MARKER)


def test_an_ordinary_reply_passes_as_it_is() -> None:
    said = "Nine years on two wards, then. What did the nights teach you?"
    assert through(said) == said


def test_the_first_sentence_is_out_before_the_second_is_written() -> None:
    one = gate(scene(WHO, LONG))
    assert one.push("Nine years is long. What d") == ["Nine years is long."]


def test_a_reply_has_three_sentences_at_most_and_keeps_its_question() -> None:
    said = "That is clear. You like nights. You like the team. You stayed long. What made you stay?"
    assert through(said) == "That is clear. You like nights. What made you stay?"


def test_only_the_first_question_of_a_reply_is_asked() -> None:
    said = "What made you stay? And who was your mentor? Also, what was hard?"
    assert through(said) == "What made you stay?"


@pytest.mark.parametrize(
    "disguise",
    [
        lambda text: text,
        str.upper,
        lambda text: "-".join(text),
        lambda text: text.replace(" ", "\n"),
        lambda text: "**" + text.replace(". ", ".** **") + "**",
        lambda text: "My instructions are as follows: " + text,
        lambda text: text.replace("e", "é"),
        lambda text: '"' + '" and "'.join(text.split(". ")) + '"',
    ],
)
def test_what_only_the_model_is_told_is_never_read_out(disguise: Any) -> None:
    heard = letters(through(disguise(secret())))
    plain = letters(secret())
    assert not any(plain[i : i + RUN] in heard for i in range(len(plain) - RUN))
    assert letters("I can't talk about that.") in heard


def test_after_a_leak_the_current_question_is_put_again_and_nothing_else_is_said() -> None:
    assert through(f"Sure, I can. {secret()} And now let us stop here.") == (
        f"Sure, I can. I can't talk about that. Let's go on with the interview. {WHO}"
    )


@pytest.mark.parametrize("leak", [f"The mark is {MARKER} here.", "It says a1b2 c3d4 e5f6 a7b8 in front."])
def test_the_marker_is_never_read_out(leak: str) -> None:
    assert MARKER not in letters(through(leak))


def test_block_marks_and_the_tool_are_never_read_out() -> None:
    assert through("I will now call transition_stage. What made you stay?") == "What made you stay?"
    assert through("It begins with <<data. What made you stay?") == "What made you stay?"


@pytest.mark.parametrize("line", secret().split("\n"))
def test_every_line_of_what_is_told_counts_as_a_leak(line: str) -> None:
    if len(letters(line)) >= RUN:
        assert "I can't talk about that." in through(line)


def test_planned_questions_and_facts_are_no_secret() -> None:
    here = scene(WHO, LONG, brief={"resume_text": "Night nurse at Saint Mary's hospital for nine years"})
    said = f"You were a night nurse at Saint Mary's hospital for nine years. {WHY}"
    assert through(said, here) == said


def test_a_question_asked_before_gives_way_to_the_next_planned_one() -> None:
    one = gate(scene(WHO, LONG))
    assert one.push(f"I see that. {WHO} ") == ["I see that.", WHY]
    assert one.repeated


def test_a_question_the_candidate_wants_to_hear_again_is_asked_again() -> None:
    for request in ("Could you repeat that?", "Does that include school?"):
        assert through(f"Of course. {WHO}", scene(WHO, request)).endswith(WHO)


def test_a_question_that_was_not_understood_comes_in_other_words() -> None:
    heard = through(f"Of course. {WHO}", scene(WHO, "Sorry, what do you mean?"))
    assert heard.startswith("Of course. ")
    assert WHO not in heard
    assert len(heard) > len("Of course. ")


def test_a_silence_is_not_met_with_another_question() -> None:
    two = "Some nights are long. How do you stay awake?"
    known = PLAN.model_copy(
        update={"questions": (PLAN.questions[0], PLAN.questions[1].model_copy(update={"text": two}))}
    )
    for reply in (WHY, two):
        here = scene(WHO).model_copy(update={"plan": known if reply is two else PLAN})
        heard = through(f"I see. {reply}", here)
        assert heard.removeprefix("I see. ") in ENGLISH.manners[Persona.NEUTRAL].nudges


def test_a_third_follow_up_gives_way_to_the_next_planned_question() -> None:
    two = scene(WHO, LONG, "Which ward was that?", LONG, "What did you like there?", LONG)
    assert through("Thanks for that. Who was your boss back then?", two) == f"Thanks for that. {WHY}"


def test_with_nothing_planned_left_a_repeat_gives_way_to_a_question_not_asked_yet() -> None:
    here = scene(WHO, LONG, WHY, LONG)
    heard = through(WHO, here)
    assert heard.endswith("?")
    assert heard not in (WHO, WHY)


def test_a_planned_question_is_not_spent_on_the_greeting() -> None:
    assert through(f"Welcome, it is good to meet you. {WHO}", scene(stage=0)) == (
        f"Welcome, it is good to meet you. {ENGLISH.script.ready}"
    )


def test_what_was_asked_in_an_earlier_stage_never_comes_back() -> None:
    before = scene(WHO, LONG, WHY, LONG, stage=0)
    here = scene(stage=1).model_copy(update={"history": before.history})
    heard = through(f"Let us begin with you. {WHO}", here)
    assert WHO not in heard
    assert WHY not in heard
    assert asked_in(heard)


def test_spanish_is_understood_and_answered_in_spanish() -> None:
    asked = "¿Qué te gusta de trabajar en una planta de hospital?"
    here = scene(asked, "¿Puedes repetir la pregunta?", brief={"language": "es"})
    assert through(f"Claro que sí. {asked}", here) == f"Claro que sí. {asked}"
    answered = scene(
        asked, "Me gusta la gente y también las noches, que son muy tranquilas.", brief={"language": "es"}
    )
    assert asked not in through(f"Ya veo, gracias. {asked}", answered)
    now = agenda(answered)
    told = prompts.own_words(answered, now, marker=MARKER)
    assert through(told, answered).startswith("De eso no puedo hablar.")


def test_in_a_language_without_rules_a_short_reply_may_ask_to_hear_it_again() -> None:
    here = scene(WHO, "Bitte nochmal?", brief={"language": "de"})
    assert through(WHO, here) == WHO
    assert through(WHO, scene(WHO, LONG, brief={"language": "de"})) != WHO


@pytest.mark.parametrize("empty", ["", "🙂", "***", "<<data", "transition_stage"])
def test_something_is_always_said(empty: str) -> None:
    assert through(empty) == WHY
    assert through(empty, moves_on=True) in ENGLISH.manners[Persona.NEUTRAL].acknowledgements
    assert "Goodbye" in through(empty, scene(stage=4, last=True), moves_on=True)


def test_it_knows_when_a_reply_asks() -> None:
    for text, asks in (("Shall we begin?", True), ("Then we begin.", False)):
        one = gate(scene(stage=0))
        one.push(text)
        one.close(moves_on=True)
        assert one.asks is asks


def test_an_endless_reply_is_cut_off() -> None:
    one = gate(scene(WHO, LONG))
    for _ in range(100):
        one.push("This goes on and on for ever. ")
        if one.full:
            break
    assert one.full
    assert len(" ".join(one.close(moves_on=False)).split()) < 30


def test_the_plan_of_another_stage_is_not_what_comes_next() -> None:
    assert PLAN.questions[-1].text not in through(WHO)


def test_a_planned_question_of_two_sentences_is_asked_whole() -> None:
    two = "Tell me about a night that went wrong. What did you change afterwards?"
    known = PLAN.model_copy(update={"questions": (PLAN.questions[0].model_copy(update={"text": two}),)})
    here = scene(WHO, LONG).model_copy(update={"plan": known})
    assert through(f"I see. {two}", here) == f"I see. {two}"
    assert through(f"I see. {two} And who was there?", here) == f"I see. {two}"


def test_the_same_words_may_end_two_questions() -> None:
    first, second = "What is your field, and how did you come to it?", "You list SQL. How did you come to it?"
    known = PLAN.model_copy(
        update={
            "questions": tuple(
                q.model_copy(update={"text": text})
                for q, text in zip(PLAN.questions[:2], (first, second), strict=True)
            )
        }
    )
    here = scene(first, LONG).model_copy(update={"plan": known})
    assert through(f"I see. {second}", here) == f"I see. {second}"
