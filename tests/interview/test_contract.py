"""What holds in every offline interview: what is counted, what is answered, how often one thing is probed."""

from __future__ import annotations

import time

import pytest

from fsm import rules_for
from interview.intents import intent
from interview.lang import LANGUAGES
from interview.models import Brief, Drill, Length, Persona, Plan, Track
from interview.offline import CANDIDATE_QUESTIONS, next_move
from interview.planner import plan
from interview.questions import asked_in, classify, which
from interview.scene import Said, Scene
from tests.interview.belonging import answers
from tests.interview.eva import EVA
from tests.interview.personas import ADA, ADA_SAYS, answers_of
from tests.interview.test_conversation import Played, interview

pytestmark = pytest.mark.unit

BRIEFS = {"en": ADA, "es": EVA}
ASIDES = {
    "en": ("Could you repeat that?", "What do you mean?", "How long does this take?", "Let me think."),
    "es": ("¿Puedes repetirlo?", "¿Qué quieres decir?", "¿Cuánto dura esto?", "Déjame pensar."),
}


def drawn(brief: Brief) -> Plan:
    return plan(brief, rules_for(brief.length, track=brief.track, drill=brief.drill))


def talkative(brief: Brief) -> Played:
    """One who tells another story each time, and asks for one thing or another in between."""
    stories, asides = [answer.text for answer in answers(brief.language)], ASIDES[brief.language]

    def says(number: int, _heard: str) -> str:
        return asides[number // 3 % 4] if number % 3 == 2 else stories[number % len(stories)]

    return interview(brief, says)


@pytest.mark.parametrize("code", sorted(LANGUAGES))
@pytest.mark.parametrize("persona", list(Persona))
@pytest.mark.parametrize("length", list(Length))
def test_nothing_is_followed_up_more_than_twice_in_a_row(code: str, persona: Persona, length: Length) -> None:
    brief = BRIEFS[code].model_copy(update={"persona": persona, "length": length})
    for rule in rules_for(length)[1:-1]:
        planned, row, asked = drawn(brief).for_stage(rule.name), 0, list[str]()
        for said in talkative(brief).history:
            if said.speaker == "interviewer" and said.stage == rule.name:
                found = classify(said.text, planned=planned, asked=asked, language=code)
                if found and found[0] != "repeat":
                    asked.append(said.text)
                    row = row + 1 if found[0] == "follow_up" and which(asked[0], planned) else 0
                assert row <= 2, said.text


@pytest.mark.parametrize("code", sorted(LANGUAGES))
@pytest.mark.parametrize("track", list(Track))
def test_asides_are_answered_and_not_counted(code: str, track: Track) -> None:
    brief = BRIEFS[code].model_copy(update={"track": track})
    planned = drawn(brief).for_stage("self_intro")
    rule = rules_for(brief.length, track=track)[1]
    for aside in ASIDES[code]:
        history = (
            Said(speaker="interviewer", text=planned[0].text, stage="self_intro"),
            Said(speaker="candidate", text=aside, stage="self_intro"),
        )
        move = next_move(
            Scene(brief=brief, plan=drawn(brief), stage=rule, questions_in_stage=1, history=history)
        )
        found = classify(move.text, planned=planned, asked=[planned[0].text], language=code)
        assert found is None or found[0] == "repeat", move.text


@pytest.mark.parametrize("code", sorted(LANGUAGES))
@pytest.mark.parametrize("track", list(Track))
def test_at_the_end_the_candidate_may_ask(code: str, track: Track) -> None:
    brief = BRIEFS[code].model_copy(update={"track": track})
    handed = next(q for q in drawn(brief).questions if q.id == CANDIDATE_QUESTIONS)
    assert any(handed.text in said.text for said in talkative(brief).history)


@pytest.mark.parametrize("code", sorted(LANGUAGES))
@pytest.mark.parametrize("track", list(Track))
@pytest.mark.parametrize("length", list(Length))
def test_a_talkative_candidate_meets_every_minimum_in_every_kind(
    code: str, track: Track, length: Length
) -> None:
    done = talkative(BRIEFS[code].model_copy(update={"track": track, "length": length}))
    assert done.finished
    assert done.exceptions == []


def test_a_drill_of_one_question_asks_it_follows_it_up_and_says_goodbye() -> None:
    question = "Tell me about a bug or an outage that was hard to track down. How did you find the cause?"
    brief = ADA.model_copy(update={"drill": Drill(stage="past_experience", question=question)})
    done = interview(brief, answers_of(ADA_SAYS))
    assert done.stages == ["greeting", "past_experience", "closing", "end"]
    assert done.exceptions == []
    assert 1 <= done.counted["past_experience"] <= 3
    assert "one question" in done.history[0].text
    assert "as often as you like" in done.history[-1].text
    assert not any("Before we finish" in said.text for said in done.history)


@pytest.mark.parametrize("stage", ["self_intro", "past_experience", "company_fit"])
def test_a_drill_of_one_stage_is_that_stage_alone(stage: str) -> None:
    brief = ADA.model_copy(update={"drill": Drill(stage=stage)})
    done = interview(brief, answers_of(ADA_SAYS))
    assert done.stages == ["greeting", stage, "closing", "end"]
    assert done.exceptions == []


def test_an_intro_call_is_over_within_eight_minutes() -> None:
    done = interview(ADA.model_copy(update={"track": Track.INTRO_CALL}), answers_of(ADA_SAYS))
    assert done.stages == ["greeting", "self_intro", "company_fit", "closing", "end"]
    assert done.exceptions == []
    assert done.seconds < 8 * 60


def test_a_technical_interview_asks_how_things_are_done() -> None:
    done = interview(ADA.model_copy(update={"track": Track.TECHNICAL}), answers_of(ADA_SAYS))
    here = [s.text for s in done.history if s.stage == "past_experience" and s.speaker == "interviewer"]
    assert "the work itself" in here[0]
    assert sum("ow would you" in text or "xplain" in text for text in here) >= 2


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_a_move_is_chosen_quickly_even_from_a_very_long_résumé(code: str) -> None:
    resume = "Senior Engineer, Harbour Bank, 2019 - 2024\n" + "Python, Kafka and more words. " * 3300
    brief = BRIEFS[code].model_copy(
        update={"resume_text": resume[:100_000], "job_description": resume[:99_000]}
    )
    the_plan, rule = drawn(brief), rules_for(brief.length)[2]
    first, answer = the_plan.for_stage(rule.name)[0].text, answers(code)[0].text
    history = (
        Said(speaker="interviewer", text=first, stage=rule.name),
        Said(speaker="candidate", text=answer, stage=rule.name),
    )
    now = Scene(brief=brief, plan=the_plan, stage=rule, questions_in_stage=1, history=history)
    assert asked_in(next_move(now).text, language=code)
    began = time.perf_counter()
    next_move(now)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_odd_punctuation_slows_no_language_down(code: str) -> None:
    began = time.perf_counter()
    for word in ("um", "eh", "pues", "sí", "no"):
        intent(word + " , . " * 2000 + word + ",.!?" * 2000, language=code)
    assert time.perf_counter() - began < 2
