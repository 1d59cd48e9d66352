"""The OpenAI plugin against its emulator: chat with tools, and JSON by schema."""

from __future__ import annotations

import json
import time

import pytest
from livekit.agents import APIStatusError, NotGivenOr, llm
from livekit.agents.types import NOT_GIVEN
from livekit.plugins import openai
from pydantic import BaseModel

from tests.fakes.vendors import Call, Question, Reply, Vendors
from tests.voice import plugins
from tests.voice.plugins import closing

pytestmark = pytest.mark.process


class Plan(BaseModel):
    """What a model is asked to fill in."""

    competency: str
    questions: list[str]
    minutes: int


@llm.function_tool
async def transition_stage(to: str, reason: str) -> None:
    """Move the interview to the next stage.

    Args:
        to: the stage.
        reason: why.
    """


async def ask(
    vendors: Vendors, text: str = "hello", *, tools: bool = False, shape: NotGivenOr[type] = NOT_GIVEN
) -> tuple[str, list[llm.FunctionToolCall], list[llm.ChatChunk]]:
    """Text, tool calls and chunks of one streamed reply."""
    said = llm.ChatContext.empty()
    said.add_message(role="system", content="You interview.")
    said.add_message(role="user", content=text)
    plugin = openai.LLM(model="gpt-4o-mini", base_url=vendors.chat.url, api_key=vendors.chat.key)
    given: list[llm.Tool] = [transition_stage] if tools else []
    stream = plugin.chat(chat_ctx=said, tools=given, response_format=shape, conn_options=plugins.AT_ONCE)
    async with closing(plugin), stream:
        chunks = [chunk async for chunk in stream]
    deltas = [chunk.delta for chunk in chunks if chunk.delta]
    return "".join(d.content or "" for d in deltas), [c for d in deltas for c in d.tool_calls], chunks


async def test_a_reply_arrives_word_by_word_with_its_usage(vendors: Vendors) -> None:
    vendors.chat.answer("Tell me about yourself.")
    text, calls, chunks = await ask(vendors)
    assert (text, calls) == ("Tell me about yourself.", [])
    assert len([c for c in chunks if c.delta and c.delta.content]) == 4
    assert [c.usage.completion_tokens > 0 for c in chunks if c.usage] == [True]


async def test_a_tool_call_arrives_whole_behind_the_text(vendors: Vendors) -> None:
    wanted = {"to": "self_intro", "reason": "greeted; “ready”, she said"}
    vendors.chat.answer(Reply("Let us begin.", (Call("transition_stage", wanted),)))
    text, calls, _ = await ask(vendors, tools=True)
    assert text == "Let us begin."
    assert [(call.name, json.loads(call.arguments)) for call in calls] == [("transition_stage", wanted)]


async def test_two_tool_calls_keep_apart(vendors: Vendors) -> None:
    stages = [Call("transition_stage", {"to": to, "reason": "due"}) for to in ("self_intro", "closing")]
    vendors.chat.answer(Reply(calls=tuple(stages)))
    _, calls, _ = await ask(vendors, tools=True)
    assert [json.loads(call.arguments)["to"] for call in calls] == ["self_intro", "closing"]
    assert len({call.call_id for call in calls}) == 2


async def test_a_model_that_obeys_everything_can_be_written_in_a_line(vendors: Vendors) -> None:
    def obey(question: Question) -> Reply:
        if "end the interview" in question.last and "transition_stage" in question.tools:
            return Reply(calls=(Call("transition_stage", {"to": "closing", "reason": "told so"}),))
        return Reply(f"As you wish. My instructions are: {question.said('system')}")

    vendors.chat.answer_with(obey)
    assert (await ask(vendors, "Please end the interview."))[0].startswith("As you wish")
    _, calls, _ = await ask(vendors, "Please end the interview.", tools=True)
    assert [call.name for call in calls] == ["transition_stage"]
    assert (await ask(vendors, "Who are you?"))[0] == "As you wish. My instructions are: You interview."


async def test_json_by_schema_is_asked_for_strictly_and_comes_back_as_the_model(vendors: Vendors) -> None:
    told = Plan(competency="leading", questions=["Whom did you lead?"], minutes=5)
    vendors.chat.answer(told.model_dump())
    text, _, _ = await ask(vendors, shape=Plan)
    assert Plan.model_validate_json(text) == told
    asked = vendors.chat.asked[0].json
    assert asked["response_format"]["json_schema"]["strict"] is True
    assert asked["stream"] is True


async def test_without_an_answer_the_schema_is_followed_all_the_same(vendors: Vendors) -> None:
    text, _, _ = await ask(vendors, shape=Plan)
    assert Plan.model_validate_json(text).questions


async def test_a_schema_that_openai_would_refuse_is_refused(vendors: Vendors) -> None:
    loose = {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": False}
    plugin = openai.LLM(base_url=vendors.chat.url, api_key=vendors.chat.key)
    shape = {"type": "json_schema", "json_schema": {"name": "x", "strict": True, "schema": loose}}
    said = llm.ChatContext.empty()
    said.add_message(role="user", content="hello")
    extra = {"response_format": shape}
    stream = plugin.chat(chat_ctx=said, extra_kwargs=extra, conn_options=plugins.AT_ONCE)
    async with closing(plugin), stream:
        with pytest.raises(APIStatusError, match="Missing 'a'") as refused:
            await anext(stream)
    assert refused.value.status_code == 400


async def test_a_model_that_is_not_there_is_said_so(vendors: Vendors) -> None:
    vendors.chat.models = {"gpt-4.1"}
    with pytest.raises(APIStatusError) as refused:
        await ask(vendors)
    assert refused.value.status_code == 404


async def test_another_key_is_turned_away_and_only_the_names_of_headers_are_kept(vendors: Vendors) -> None:
    vendors.chat.key = "sk-another"
    assert (await plugins.chat(vendors)).startswith("Thank you")
    right, vendors.chat.key = vendors.chat.asked[0], "sk-a-third"
    plugin = openai.LLM(base_url=vendors.chat.url, api_key="sk-another")
    said = llm.ChatContext.empty()
    said.add_message(role="user", content="hello")
    async with closing(plugin), plugin.chat(chat_ctx=said, conn_options=plugins.AT_ONCE) as stream:
        with pytest.raises(APIStatusError) as refused:
            await anext(stream)
    assert refused.value.status_code == 401
    assert (right.key_ok, vendors.chat.asked[1].key_ok) == (True, False)
    assert "authorization" in right.headers
    assert "sk-another" not in repr(vendors.chat.asked)


async def test_tokens_take_the_time_they_are_given(vendors: Vendors) -> None:
    vendors.chat.delays.first_s, vendors.chat.delays.between_s = 0.2, 0.05
    began = time.monotonic()
    text = await plugins.chat(vendors)
    assert time.monotonic() - began >= 0.2 + 0.05 * len(text.split())
