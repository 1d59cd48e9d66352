"""The owner's model over the wire: LiveKit's OpenAI plugin against the emulated API."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

import outbound
from tests.fakes.vendors import Fault, Vendors
from tests.fakes.vendors.chat import Call, Given, Question, Reply
from tests.fakes.vendors.script import Kind
from tests.voice.talk import talk
from voice.providers import thinking
from voice.providers.connections import Connections
from voice.relay.link import LLM, Link
from workers.protocol import ModelAccess

pytestmark = pytest.mark.process


@pytest.fixture
async def model(vendors: Vendors) -> AsyncIterator[Link[LLM]]:
    connections = Connections(outbound.PUBLIC)
    made = thinking.model(
        ModelAccess(
            base_url=vendors.chat.url,
            api_key=SecretStr(vendors.chat.key),
            model="gpt-4o-mini",
            temperature=0.3,
        ),
        connections,
    )
    yield made
    await made.plugin.aclose()
    await connections.aclose()


def conducts(question: Question) -> Given:
    if "now: Greeting." in question.said("system"):
        return Reply("Good, let us start.", calls=(Call("transition_stage"),))
    return "To begin, what do you do on the ward?"


async def test_a_model_over_the_wire_conducts_with_the_one_tool(vendors: Vendors, model: Link[LLM]) -> None:
    vendors.chat.answer_with(conducts)
    async with talk(real=[model.plugin]) as here:
        said = await here.say("Yes, I am ready.")
    assert said == "Good, let us start. To begin, what do you do on the ward?"
    asked = [one.json for one in vendors.chat.asked if one.method == "POST"]
    assert len(asked) == 2
    assert [tool["function"]["name"] for tool in asked[0]["tools"]] == ["transition_stage"]
    assert asked[0]["tools"][0]["function"]["parameters"]["properties"] == {}
    assert (asked[0]["model"], asked[0]["temperature"]) == ("gpt-4o-mini", 0.3)
    assert asked[1]["messages"][-1]["content"] == "Granted. The next part has begun."
    assert [m["role"] for m in asked[1]["messages"]].count("system") == 1


@pytest.mark.parametrize("kind", ["401", "quota", "500", "reset", "malformed", "refused"])
async def test_when_it_fails_the_offline_interviewer_answers(
    vendors: Vendors, model: Link[LLM], kind: Kind
) -> None:
    vendors.chat.fail(Fault(kind, times=None))
    async with talk(real=[model.plugin]) as here:
        await here.say("Yes, I am ready.")
        assert here.progress.stage.name == "self_intro"
        assert here.questions()[-1].kind == "main"
