"""A model without a network: does what a plain model would with what it is told."""

from __future__ import annotations

import re
from typing import Any

from livekit.agents import APIConnectOptions, llm
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, NotGivenOr

from voice.agent import STAGE_TOOL

_BLOCK = r"{name}:\n<<data \w+>>\n(.*?)\n<<end"
_NUMBER = re.compile(r"^\d+\. ")


class FakeLLM(llm.LLM[Any]):
    """Asks the next planned question, and asks for the next stage when there is none."""

    def chat(
        self,
        *,
        chat_ctx: llm.ChatContext,
        tools: list[llm.Tool] | None = None,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
        parallel_tool_calls: NotGivenOr[bool] = NOT_GIVEN,
        tool_choice: NotGivenOr[llm.ToolChoice] = NOT_GIVEN,
        extra_kwargs: NotGivenOr[dict[str, Any]] = NOT_GIVEN,
    ) -> llm.LLMStream:
        return _Stream(self, chat_ctx=chat_ctx, tools=tools or [], conn_options=conn_options)


class _Stream(llm.LLMStream):
    async def _run(self) -> None:
        messages = self._chat_ctx.messages()
        text, moves = decide(messages[0].text_content or "")
        self._event_ch.send_nowait(
            llm.ChatChunk(id="fake", delta=llm.ChoiceDelta(role="assistant", content=text))
        )
        if moves:
            call = llm.FunctionToolCall(name=STAGE_TOOL, arguments="{}", call_id="fake")
            delta = llm.ChoiceDelta(role="assistant", tool_calls=[call])
            self._event_ch.send_nowait(llm.ChatChunk(id="fake", delta=delta))


def decide(told: str) -> tuple[str, bool]:
    """What is said, and whether the next stage is asked for, by what the system message tells."""
    asked = _block("Planned questions not asked yet, in their order", told)
    answered = _block("The question that is being answered", told)
    if "wants to hear the question again" in told or "did not understand" in told:
        return f"Of course. {answered}", False
    if "wants time to think" in told:
        return "Take your time.", False
    if asked:
        return f"I see. {_NUMBER.sub('', asked.splitlines()[0])}", False
    if "now: Closing." in told:
        return "Thank you for your time. Goodbye.", True
    return "I see.", True


def _block(name: str, told: str) -> str:
    found = re.search(_BLOCK.format(name=re.escape(name)), told, re.DOTALL)
    return found[1] if found else ""
