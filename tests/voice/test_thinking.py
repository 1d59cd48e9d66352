"""The owner's model over the wire: LiveKit's OpenAI plugin against the emulated API."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from tests.fakes.vendors import Fault, Vendors
from tests.fakes.vendors.chat import Call, Given, Question, Reply
from tests.fakes.vendors.script import Kind
from tests.voice.talk import talk
from voice.thinking import Thinking
from workers.protocol import ModelAccess

pytestmark = pytest.mark.process


@pytest.fixture
async def thinking(vendors: Vendors) -> AsyncIterator[Thinking]:
    made = Thinking(
        [
            ModelAccess(
                base_url=vendors.chat.url,
                api_key=SecretStr(vendors.chat.key),
                model="gpt-4o-mini",
                temperature=0.3,
            )
        ]
    )
    yield made
    await made.aclose()


def conducts(question: Question) -> Given:
    if "now: Greeting." in question.said("system"):
        return Reply("Good, let us start.", calls=(Call("transition_stage"),))
    return "To begin, what do you do on the ward?"


async def test_a_model_over_the_wire_conducts_with_the_one_tool(vendors: Vendors, thinking: Thinking) -> None:
    vendors.chat.answer_with(conducts)
    async with talk(real=thinking.models) as here:
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
    vendors: Vendors, thinking: Thinking, kind: Kind
) -> None:
    vendors.chat.fail(Fault(kind, times=None))
    async with talk(real=thinking.models) as here:
        await here.say("Yes, I am ready.")
        assert here.progress.stage.name == "self_intro"
        assert here.questions()[-1].kind == "main"
