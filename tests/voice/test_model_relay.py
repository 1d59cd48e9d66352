"""Models through the relay: whole sentences as they come, tools, and what is asked of the next one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from livekit.agents import llm, utils

from tests.fakes.vendors import Call, Delays, Fault, Reply, Vendors
from tests.room.waiting import until
from tests.voice.relayed import Stage, reply, stage

pytestmark = pytest.mark.process

FIRST, SECOND = "That is a clear example, thank you. ", "What was your own part in it?"


@pytest.fixture
async def on(vendors: Vendors) -> AsyncIterator[Stage]:
    async with utils.http_context.open(), stage(vendors) as made:
        yield made


def hello() -> llm.ChatContext:
    said = llm.ChatContext.empty()
    said.add_message(role="user", content="Hello.")
    return said


async def test_a_sentence_is_passed_on_before_the_next_is_written(on: Stage, vendors: Vendors) -> None:
    vendors.chat.answer(FIRST + SECOND)
    vendors.chat.delays = Delays(between_s=0.1)
    async with on.model().chat(chat_ctx=hello()) as stream:
        began = time.monotonic()
        texts = [(c.delta.content, time.monotonic() - began) async for c in stream if c.delta]
    assert [text for text, _ in texts] == [FIRST, SECOND]
    assert texts[0][1] < texts[1][1] - 0.3


async def test_a_tool_is_called_after_what_was_said_with_it(on: Stage, vendors: Vendors) -> None:
    vendors.chat.answer(Reply("Good, let us start", calls=(Call("transition_stage"),)))
    async with on.model().chat(chat_ctx=hello()) as stream:
        deltas = [chunk.delta async for chunk in stream if chunk.delta]
    assert [delta.content for delta in deltas] == ["Good, let us start", None]
    assert [call.name for call in deltas[1].tool_calls] == ["transition_stage"]
    assert on.told.switches == []


async def test_the_next_model_is_told_what_was_heard_and_goes_on_behind_it(
    on: Stage, vendors: Vendors
) -> None:
    vendors.chat.answer_with(lambda asked: SECOND if "cut off" in asked.said() else FIRST + SECOND)
    vendors.chat.fail(Fault("reset", 1, after=10))
    assert await reply(on.model(2)) == FIRST + SECOND
    again = vendors.chat.asked[-1].json["messages"]
    assert [message["content"] for message in again if message["role"] == "assistant"] == [FIRST]


async def test_nobody_asks_again_when_a_whole_question_was_heard(on: Stage, vendors: Vendors) -> None:
    vendors.chat.answer(FIRST + SECOND + " And then some more that nobody will hear")
    vendors.chat.fail(Fault("stall", None, after=16))
    assert await reply(on.model()) == f"{FIRST}{SECOND} "
    assert on.told.causes == ["silent"]


async def test_an_answer_of_nothing_is_no_answer(on: Stage, vendors: Vendors) -> None:
    vendors.chat.answer("")
    assert "practice interview" in await reply(on.model())
    assert on.told.causes == ["nonsense"]


async def test_who_is_hurried_has_failed(on: Stage, vendors: Vendors) -> None:
    vendors.chat.fail(Fault("timeout", None))
    relay = on.model()
    asking = asyncio.create_task(reply(relay))
    await until(lambda: vendors.chat.asked, 5, "the model is asked")
    began = time.monotonic()
    relay.hurry()
    assert "practice interview" in await asking
    assert time.monotonic() - began < relay.pace.first_s
    assert on.told.causes == ["silent"]


async def test_a_reply_that_is_thrown_away_is_no_failure(on: Stage, vendors: Vendors) -> None:
    vendors.chat.delays = Delays(first_s=5.0)
    relay = on.model()
    stream = relay.chat(chat_ctx=hello())
    await until(lambda: vendors.chat.asked, 5, "the model is asked")
    await stream.aclose()
    assert on.told.switches == []
    assert [link.provider for link in relay.chain.fresh()] == ["openai", "mockflow"]


async def test_two_models_share_the_time_there_is(on: Stage, vendors: Vendors) -> None:
    vendors.chat.fail(Fault("timeout", None))
    relay, began = on.model(3), time.monotonic()
    assert "practice interview" in await reply(relay)
    assert time.monotonic() - began < relay.pace.all_s + 2 * relay.pace.least_s + 1.0
