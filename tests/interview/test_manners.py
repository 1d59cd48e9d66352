"""Personas: other words, the same questions; and what silence is met with."""

from __future__ import annotations

import pytest

from interview.lang import LANGUAGES, language
from interview.lang.shape import Manner
from interview.models import Brief, Persona
from interview.offline import next_move
from interview.planner import plan
from interview.questions import asked_in, words
from interview.scene import Said, Scene
from tests.interview.personas import ADA, ADA_SAYS, answers_of
from tests.interview.test_conversation import Played, interview
from tests.interview.test_offline import ANSWER, FIRST, PLAN, SECOND, scene

pytestmark = pytest.mark.unit

PRAISE = ("great", "excellent", "good answer", "well done", "perfect", "impressive", "amazing", "brilliant")
PRAISE_ES = ("excelente", "genial", "perfecto", "muy bien", "buena respuesta", "impresionante", "fantástic")


def played(persona: Persona) -> Played:
    return interview(ADA.model_copy(update={"persona": persona}), answers_of(ADA_SAYS))


def lines_of(manner: Manner) -> list[str]:
    return [
        *manner.begin,
        *manner.acknowledgements,
        *manner.bridges,
        *manner.nudges,
        *manner.offers,
        *manner.passes,
        *(text for options in manner.openers.values() for text in options),
    ]


def test_the_planned_questions_are_the_same_for_every_persona() -> None:
    rules = [scene(stage).stage for stage in ("self_intro", "past_experience", "company_fit")]
    plans = {plan(ADA.model_copy(update={"persona": persona}), rules) for persona in Persona}
    assert len({tuple(one.questions) for one in plans}) == 1


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_personas_share_hardly_a_line(code: str) -> None:
    manners = language(code).manners
    for one, other in ((Persona.WARM, Persona.NEUTRAL), (Persona.WARM, Persona.TOUGH)):
        shared = set(lines_of(manners[one])) & set(lines_of(manners[other]))
        assert len(shared) <= 2, shared


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_nobody_praises_or_judges_an_answer(code: str) -> None:
    for manner in language(code).manners.values():
        for text in lines_of(manner):
            assert not any(word in text.lower() for word in (*PRAISE, *PRAISE_ES)), text


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_what_is_said_besides_questions_asks_nothing(code: str) -> None:
    script = language(code).script
    quiet = [
        *script.not_ready,
        *script.time_to_think,
        *script.again,
        *script.back,
        *script.heard,
        *script.all_done,
        *script.wrap_ups,
        *script.anything_else,
        *script.ready_after_question,
        *(text for _, text in script.about),
        script.go_on,
        *script.not_known,
    ]
    for manner in language(code).manners.values():
        openers = {text for options in manner.openers.values() for text in options}
        quiet += [text for text in lines_of(manner) if text not in openers]
    for text in quiet:
        assert asked_in(text, language=code) == "", text


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_every_follow_up_and_spare_question_is_known_for_a_question(code: str) -> None:
    spoken = language(code)
    texts = [text for options in spoken.follow_ups.values() for text in options]
    for manner in spoken.manners.values():
        texts += [text for options in manner.follow_ups.values() for text in options]
        texts += manner.pushes
        assert set(manner.follow_ups) <= set(spoken.follow_ups)
    for text in (*texts, *spoken.script.spare_questions, *spoken.script.clashes.values()):
        assert asked_in(text, language=code), text


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_acknowledgements_are_short(code: str) -> None:
    for manner in language(code).manners.values():
        assert all(len(words(text)) <= 7 for text in manner.acknowledgements)


def test_the_tough_one_says_less_than_the_others() -> None:
    def mean(persona: Persona) -> float:
        texts = [s.text for s in played(persona).history if s.speaker == "interviewer"]
        return sum(len(words(text)) for text in texts) / len(texts)

    assert mean(Persona.TOUGH) < mean(Persona.NEUTRAL)
    assert mean(Persona.TOUGH) < mean(Persona.WARM)


def test_the_tough_one_pushes_once_when_a_follow_up_got_nothing() -> None:
    tough = Brief(role="Nurse", persona=Persona.TOUGH)
    one = next_move(scene("past_experience", FIRST, ANSWER, questions=1, brief=tough)).text
    push = next_move(
        scene("past_experience", FIRST, ANSWER, one, "Well, things.", questions=2, brief=tough)
    ).text
    assert any(text in push for text in language("en").manners[Persona.TOUGH].pushes)
    after = next_move(
        scene(
            "past_experience", FIRST, ANSWER, one, "Well, things.", push, "Just things.",
            questions=3, brief=tough,
        )
    ).text  # fmt: skip
    assert SECOND in after


def test_others_do_not_push() -> None:
    for persona in (Persona.WARM, Persona.NEUTRAL):
        brief = Brief(role="Nurse", persona=persona)
        one = next_move(scene("past_experience", FIRST, ANSWER, questions=1, brief=brief)).text
        after = next_move(
            scene("past_experience", FIRST, ANSWER, one, "Well, things.", questions=2, brief=brief)
        ).text
        assert SECOND in after


def silent(stage: str, *said: str, can_move: bool = False) -> Scene:
    """The interviewer has said all of ``said`` and nobody answered."""
    history = tuple(Said(speaker="interviewer", text=text, stage=stage) for text in said)
    return scene(stage, questions=1, can_move=can_move).model_copy(update={"history": history})


@pytest.mark.parametrize("persona", list(Persona))
def test_silence_is_met_with_a_nudge_then_an_offer_then_the_next_question(persona: Persona) -> None:
    manner, said = language("en").manners[persona], [FIRST]
    moves = []
    for _ in range(6):
        now = silent("past_experience", *said)
        move = next_move(now.model_copy(update={"brief": now.brief.model_copy(update={"persona": persona})}))
        moves.append(move)
        said.append(move.text)
    assert {move.kind for move in moves} == {"say"}
    assert moves[0].text in manner.nudges
    assert moves[1].text in manner.offers
    assert SECOND in moves[2].text
    assert moves[3].text in manner.nudges
    assert moves[4].text in manner.offers
    assert len(set(said)) == len(said)


def test_after_the_offer_a_plain_yes_gets_other_words() -> None:
    offer = language("en").manners[Persona.NEUTRAL].offers[0]
    history = [("interviewer", FIRST), ("interviewer", "I'm listening."), ("interviewer", offer)]
    for answer in ("Yes please.", "Differently, please."):
        now = scene("past_experience", questions=1).model_copy(
            update={
                "history": tuple(
                    Said.model_validate({"speaker": who, "text": text, "stage": "past_experience"})
                    for who, text in [*history, ("candidate", answer)]
                )
            }
        )
        assert "choose a success" in next_move(now).text.lower()


def test_silence_after_the_hand_over_ends_the_stage_after_one_nudge() -> None:
    hand_over = PLAN.questions[-1].text
    assert next_move(silent("company_fit", hand_over, can_move=True)).kind == "say"
    assert next_move(silent("company_fit", hand_over, "I'm listening.", can_move=True)).kind == "next_stage"


def test_silence_in_the_greeting_begins_the_interview_in_the_end() -> None:
    hello = "Hello. Are you ready?"
    assert next_move(silent("greeting", hello)).kind == "say"
    assert next_move(silent("greeting", hello, "No rush.")).kind == "say"
    assert next_move(silent("greeting", hello, "No rush.", "Take a breath.")).kind == "next_stage"
