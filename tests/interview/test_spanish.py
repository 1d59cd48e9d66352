"""The offline interviewer in Spanish: a whole interview, a drill, and the bank."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from fsm import rules_for
from interview.lang import language
from interview.models import Drill, Length, Persona, Track
from interview.offline import next_move
from interview.planner import plan
from interview.question_bank import bank
from interview.questions import sentences, words
from interview.scene import Scene
from interview.slots import slots_of
from tests.interview.eva import EVA, EVA_SAYS, OTHERWISE
from tests.interview.personas import answers_of
from tests.interview.test_conversation import Played, interview

pytestmark = pytest.mark.unit


def played(persona: Persona = Persona.NEUTRAL, **change: object) -> Played:
    brief = EVA.model_copy(update={"persona": persona, **change})
    return interview(brief, answers_of(EVA_SAYS, OTHERWISE))


@pytest.mark.parametrize("persona", list(Persona))
@pytest.mark.parametrize("track", list(Track))
def test_a_whole_interview_meets_every_minimum(persona: Persona, track: Track) -> None:
    done = played(persona, track=track)
    for said in done.history:
        print(f"[{said.stage:15}] {said.speaker[:1].upper()}: {said.text}")  # noqa: T201 - read with pytest -s
    assert done.stages == [rule.name for rule in rules_for(EVA.length, track=track)] + ["end"]
    assert done.exceptions == []
    for rule in rules_for(EVA.length, track=track):
        assert done.counted[rule.name] >= rule.min_questions


@pytest.mark.parametrize("length", list(Length))
@pytest.mark.parametrize(
    "answer", ["No lo sé.", "Sí.", "¿Puedes repetir?", "¿Qué quieres decir?", "Pues, doce."]
)
def test_it_ends_even_with_a_candidate_who_always_says_the_same(length: Length, answer: str) -> None:
    assert interview(EVA.model_copy(update={"length": length}), lambda _n, _heard: answer).finished


def test_nothing_is_said_in_english() -> None:
    english = re.compile(r"\b(?:the|you|your|and|what|how|thank|thanks|is|of|with|question)\b", re.IGNORECASE)
    for persona in Persona:
        for said in played(persona).history:
            assert not english.search(said.text), said.text


def test_no_sentence_is_said_twice_unless_asked_to() -> None:
    done = played()
    asked_again = {
        part
        for before, after in zip(done.history, done.history[1:], strict=False)
        if before.speaker == "candidate" and "repetir" in before.text
        for part in sentences(after.text)
    }
    said = Counter(part for s in done.history if s.speaker == "interviewer" for part in sentences(s.text))
    assert [part for part, times in said.items() if times > 1 and part not in asked_again] == []


def test_it_greets_by_name_role_and_company_and_says_what_it_is() -> None:
    text = played().history[0].text
    assert all(word in text for word in ("Eva", "ingeniera de software", "Pagos Norte", "reglas"))


def test_a_drill_of_one_question_is_announced_asked_and_left() -> None:
    question = "¿Por qué quieres trabajar con nosotros?"
    done = played(drill=Drill(stage="company_fit", question=question))
    assert "una pregunta" in done.history[0].text
    assert done.stages == ["greeting", "company_fit", "closing", "end"]
    assert any(question in said.text for said in done.history)


def test_the_bank_says_the_same_rows_in_spanish() -> None:
    english = {row.id: row for row in bank()}
    spanish = {row.id: row for row in bank("es")}
    assert len(spanish) >= 150
    assert spanish.keys() == english.keys()
    for row_id, row in spanish.items():
        assert row.text != english[row_id].text
        assert set(slots_of(row.text)) == set(slots_of(english[row_id].text)), row_id
        assert bool(row.plain) == bool(english[row_id].plain), row_id
        assert "usted" not in words(row.text), row_id


def test_a_language_without_a_bank_is_asked_in_english() -> None:
    assert bank("de") == bank()
    assert language("de") is language("en")
    rules = rules_for(Length.QUICK)
    german = EVA.model_copy(update={"language": "de"})
    assert next_move(Scene(brief=german, plan=plan(german, rules), stage=rules[0])).text.startswith(
        "Hello Eva"
    )
