"""A model conducts: what it is told, what its one tool does, and how many times it is asked."""

from __future__ import annotations

import pytest

from tests.voice.talk import Reply, Request, talk

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
        for _ in range(3):
            here.progress.skip()
        here.progress.skip()
        assert here.progress.machine.last
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
