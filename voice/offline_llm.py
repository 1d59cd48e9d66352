"""The offline interviewer as a livekit-agents model: rules in :mod:`interview.offline`, no network.

It is pure, so a speculative call that is thrown away leaves nothing behind. Like any model it only
*asks* for the next stage, through the ``transition_stage`` tool, and may be refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from livekit.agents import APIConnectOptions, llm
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, NotGivenOr
from livekit.agents.utils import shortuuid

from interview.offline import next_move
from interview.scene import Move, Scene
from voice.agent import STAGE_TOOL

SceneOf = Callable[[llm.ChatContext], Scene]
"""Builds the scene a reply is chosen for from the conversation so far."""


class OfflineLLM(llm.LLM[Any]):
    """Answers with the plan's questions and rule-chosen follow-ups."""

    def __init__(self, scene_of: SceneOf) -> None:
        super().__init__()
        self.scene_of = scene_of

    @property
    def model(self) -> str:
        return "offline-interviewer"

    @property
    def provider(self) -> str:
        return "mockflow"

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
        assert isinstance(self._llm, OfflineLLM)  # noqa: S101 (narrows the framework's attribute)
        move = next_move(self._llm.scene_of(self._chat_ctx))
        request_id = shortuuid("offline_")
        if move.text:
            self._send(request_id, llm.ChoiceDelta(role="assistant", content=move.text))
        if call := _call(move):
            self._send(request_id, llm.ChoiceDelta(role="assistant", tool_calls=[call]))

    def _send(self, request_id: str, delta: llm.ChoiceDelta) -> None:
        self._event_ch.send_nowait(llm.ChatChunk(id=request_id, delta=delta))


def _call(move: Move) -> llm.FunctionToolCall | None:
    if move.kind == "say":
        return None
    return llm.FunctionToolCall(name=STAGE_TOOL, arguments="{}", call_id=shortuuid("call_"))
