"""A model conducts: what its one tool does, how many times it is asked, and what goes wrong with it."""

from __future__ import annotations

from typing import Any, cast

import pytest
from livekit.agents import APIConnectionError
from livekit.agents.voice import audio_recognition

from interview.models import Brief, Length
from tests.voice.talk import Reply, Request, Talk, talk
from voice.relay.model import Pace

pytestmark = pytest.mark.unit

STORY = (
    "When I was at Acme our nights were understaffed, so I redrew the rota with two colleagues, "
    "and in the end sick leave fell by thirty percent because nobody worked four nights in a row."
)


def first_planned(request: Request) -> str:
    """The planned question whose turn it is, as a model would find it in its instructions."""
    _, _, rest = request.system.partition("Planned questions not asked yet, in their order:\n")
    line = rest.split("\n")[1]
    return line.removeprefix("1. ")


def asked(request: Request) -> str:
    """The question the candidate is answering, as a model would find it in its instructions."""
    _, found, rest = request.system.partition("The question that is being answered:\n")
    return rest.split("\n")[1] if found else ""


async def test_a_granted_request_costs_two_model_rounds_and_the_second_knows_the_new_stage() -> None:
    def mind(request: Request) -> Reply:
        if "now: Greeting." in request.system:
            return Reply("Good, then let us start.", moves=True)
        return Reply(f"First, about you. {first_planned(request)}")

    async with talk(mind) as here:
        said = await here.say("Yes, I am ready.")
        assert len(here.model.requests) == 2
        assert [stage.stage for stage in here.stages()] == ["greeting", "self_intro"]
        assert here.stages()[-1].cause == "transition"
        assert said.startswith("Good, then let us start. First, about you.")
        assert here.questions()[-1].kind == "main"
        assert here.progress.machine.questions == 1


async def test_a_refused_request_costs_two_rounds_and_its_reason_reaches_the_model() -> None:
    def mind(request: Request) -> Reply:
        if "now: Greeting." in request.system or request.messages[-1]["role"] == "user":
            return Reply("Thank you.", moves=True)
        return Reply(first_planned(request))

    async with talk(mind) as here:
        await here.say("Yes.")
        asked_before = len(here.model.requests)
        said = await here.say(STORY, takes_s=1.0)
        assert len(here.model.requests) - asked_before == 2
        told = here.model.requests[-1].messages[-1]
        assert told["role"] == "tool"
        assert "lasted 1 of at least 30 seconds" in told["content"]
        assert "has said nothing" not in here.model.requests[-1].system
        assert here.progress.stage.name == "self_intro"
        assert said.endswith("?")


async def test_goodbye_and_the_end_cost_one_round() -> None:
    def mind(request: Request) -> Reply:
        return Reply("That was all. Thank you, and goodbye.", moves=True)

    async with talk(mind) as here:
        await here.reach("closing")
        await here.say("No, that is all.")
        assert len(here.model.requests) == 1
        assert here.finished == [True]
        assert here.stages()[-1].cause == "end"


async def test_without_a_model_the_offline_interviewer_uses_the_same_tool() -> None:
    async with talk() as here:
        await here.say("Yes, I am ready.")
        said = here.turns("interviewer")
        assert [stage.stage for stage in here.stages()] == ["greeting", "self_intro"]
        assert said[-1].text.endswith((".", "?"))
        assert here.questions()[-1].kind == "main"


async def test_words_end_nothing_whoever_says_them() -> None:
    def mind(request: Request) -> Reply:
        return Reply("The interview is over now. Thank you, goodbye, and good luck.")

    async with talk(mind) as here:
        await here.reach("past_experience")
        for said in ("Goodbye, I have to stop here.", "The interview is over.", "Please end the interview."):
            await here.say(said)
        assert here.progress.stage.name == "past_experience"
        assert here.finished == []


async def test_a_candidate_may_ask_at_closing_and_the_end_waits_for_the_answer() -> None:
    def mind(request: Request) -> Reply:
        if "Nothing more" in request.messages[-1]["content"]:
            return Reply("Thank you, and goodbye.", moves=True)
        return Reply("A team of nine. Is there anything else you would like to ask?", moves=True)

    async with talk(mind) as here:
        await here.reach("closing")
        assert "team of nine" in await here.say("How big is the team?")
        assert here.finished == []
        await here.say("Nothing more, thanks.")
        assert here.finished == [True]


async def test_a_question_that_is_repeated_on_request_is_not_counted() -> None:
    def mind(request: Request) -> Reply:
        if "now: Greeting." in request.system:
            return Reply("Good.", moves=True)
        if "wants to hear the question again" in request.system:
            return Reply(f"Of course. {asked(request)}")
        return Reply(first_planned(request))

    async with talk(mind) as here:
        first = (await here.say("Yes.")).removeprefix("Good. ")
        again = await here.say("Sorry, could you repeat that?")
        assert again == f"Of course. {first}"
        assert [q.kind for q in here.questions()] == ["main", "repeat"]
        assert here.progress.machine.questions == 1


async def test_a_question_repeated_unasked_is_replaced_before_it_is_spoken() -> None:
    def mind(request: Request) -> Reply:
        if "now: Greeting." in request.system:
            return Reply("Good.", moves=True)
        return Reply(asked(request) or first_planned(request))

    async with talk(mind) as here:
        await here.say("Yes.")
        for _ in range(3):
            await here.say(STORY)
        kinds = [q.kind for q in here.questions()]
        assert "repeat" not in kinds
        assert len({q.text for q in here.questions()}) == len(kinds) == 4


async def test_what_was_typed_is_marked_and_reaches_the_model_like_speech() -> None:
    async with talk(lambda _: Reply("Nine years is long. What made you stay?")) as here:
        await here.reach("past_experience")
        await here.type("I worked nine years at Acme.")
        turn = here.turns("candidate")[-1]
        assert (turn.source, turn.stage, turn.started_at) == ("typed", "past_experience", None)
        assert "The candidate said:\n<<data" in here.model.requests[-1].messages[-1]["content"]
        assert "nine years at Acme" in here.model.requests[-1].messages[-1]["content"]
        await here.say("And this I said.")
        assert here.turns("candidate")[-1].source == "speech"


async def test_what_a_model_writes_into_its_call_goes_nowhere() -> None:
    def mind(request: Request) -> Reply:
        return Reply("Good.", moves=True, arguments='{"reason": "canary", "stage": "closing"}')

    async with talk(mind) as here:
        await here.say("Yes.")
        assert here.progress.stage.name == "self_intro"
        assert "canary" not in "".join(data.model_dump_json() for data in here.events.data)
        assert not any("canary" in str(request.messages) for request in here.model.requests)


async def test_a_model_that_always_asks_to_move_on_still_speaks() -> None:
    async with talk(lambda _: Reply("", moves=True)) as here:
        said = await here.say("Yes.")
        assert here.progress.stage.name == "self_intro"
        assert said.endswith("?")
        assert len(here.model.requests) == 2


async def test_an_empty_reply_becomes_the_next_planned_question() -> None:
    async with talk(lambda _: Reply("")) as here:
        await here.reach("past_experience")
        assert await here.say("I am here.") == here.progress.plan.for_stage("past_experience")[0].text


async def test_a_model_that_fails_is_followed_by_the_next_and_last_by_the_offline_interviewer() -> None:
    def broken(_: Request) -> Reply:
        raise APIConnectionError

    async with talk(broken, broken) as here:
        assert (await here.say("Yes, I am ready.")).endswith(("?", "."))
        assert here.progress.stage.name == "self_intro"
        assert here.questions()[-1].kind == "main"
    async with talk(broken, lambda _: Reply("Good.", moves=True)) as here:
        assert (await here.say("Yes, I am ready.")).startswith("Good.")


async def test_a_reply_that_breaks_off_is_gone_on_with_by_the_next_model() -> None:
    def breaks(request: Request) -> Reply:
        again = "was cut off" in str(request.messages[-1]["content"])
        return Reply("" if again else "Nine years is long. And what did", breaks=True)

    def goes_on(request: Request) -> Reply:
        assert "was cut off" in str(request.messages[-1]["content"])
        assert "has said nothing" not in request.system
        return Reply("What made you stay?")

    async with talk(breaks, goes_on) as here:
        await here.reach("past_experience")
        assert await here.say("I worked nine years at Acme.") == "Nine years is long. What made you stay?"
        assert [len(model.requests) for model in here.models] == [2, 1]


async def test_a_model_that_is_slow_in_a_long_sentence_is_waited_for() -> None:
    def slow(_: Request) -> Reply:
        return Reply("So after all of these years on the ward, what was it that made you stay?", word_s=0.1)

    async with talk(slow, pace=Pace(first_s=0.8, gap_s=0.8)) as here:
        await here.reach("past_experience")
        assert (await here.say("I worked nine years at Acme.")).startswith("So after all")


def turn(text: str) -> audio_recognition._EndOfTurnInfo:
    metrics = audio_recognition._EndOfTurnMetrics(None, None, None, None)
    return audio_recognition._EndOfTurnInfo(
        skip_reply=False, new_transcript=text, transcript_confidence=1.0, metrics=metrics
    )


async def speculate(here: Talk, text: str) -> Any:
    """Make a reply before the candidate's turn is over, as LiveKit does while they still speak."""
    activity = cast(Any, here.session)._activity
    here.model.asked.clear()
    activity.on_preemptive_generation(
        audio_recognition._PreemptiveGenerationInfo(text, 1.0, started_speaking_at=None)
    )
    await here.model.asked.wait()
    return activity


async def test_a_reply_made_while_the_candidate_still_speaks_is_used_and_not_made_again() -> None:
    async with talk(lambda r: Reply(f"Nine years is long. {first_planned(r)}")) as here:
        await here.reach("past_experience")
        activity = await speculate(here, STORY)
        assert STORY in here.model.requests[-1].messages[-1]["content"]
        assert here.turns("candidate") == []
        activity.on_end_of_turn(turn(STORY))
        await activity._user_turn_completed_atask
        await here.session.wait_for_idle()
        assert len(here.model.requests) == 1
        assert here.turns("candidate")[-1].text == STORY
        assert here.turns("interviewer")[-1].text.startswith("Nine years is long.")


async def test_a_speculative_reply_that_is_thrown_away_leaves_nothing_behind() -> None:
    async with talk(lambda _: Reply("Good.", moves=True)) as here:
        await speculate(here, "Yes")
        assert here.progress.stage.name == "greeting"
        assert here.events.data[-1] == here.turns("interviewer")[-1]
        activity = await speculate(here, "Yes but wait")
        activity.on_end_of_turn(turn("Yes but wait, I am not ready."))
        await activity._user_turn_completed_atask
        await here.session.wait_for_idle()
        assert [t.text for t in here.turns("candidate")] == ["Yes but wait, I am not ready."]


@pytest.mark.parametrize("language", ["en", "es", "fr"])
async def test_the_model_is_told_which_language_to_speak(language: str) -> None:
    brief = Brief(role="Nurse", language=language, length=Length.QUICK)
    async with talk(lambda _: Reply("Good."), brief=brief) as here:
        await here.say("Yes.")
        names = {"en": "English", "es": "Spanish", "fr": "French"}
        assert f"You speak {names[language]}" in here.model.requests[-1].system
