"""A language model as the interviewer: told afresh for each request, and heard only through the gate."""

from __future__ import annotations

import dataclasses
import secrets
from typing import Any

from livekit.agents import APIConnectOptions, llm
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, NotGivenOr
from livekit.agents.utils import shortuuid

import logs
import prompts
from interview.agenda import agenda
from interview.gate import Gate
from voice.agent import STAGE_TOOL
from voice.offline_llm import SceneOf
from voice.telling import goes_on, told

log = logs.get(__name__)

_MARKER_BYTES = 8


class Conductor(llm.LLM[Any]):
    """Wraps a model. It keeps nothing of a request, so a speculative one may be thrown away.

    Args:
        model: who thinks; closed with this.
        scene_of: see :class:`voice.offline_llm.OfflineLLM`.
    """

    def __init__(self, model: llm.LLM[Any], scene_of: SceneOf) -> None:
        super().__init__()
        self.inner = model
        self.scene_of = scene_of

    @property
    def model(self) -> str:
        return self.inner.model

    @property
    def provider(self) -> str:
        return self.inner.provider

    def prewarm(self, **options: Any) -> None:
        """Open the model's connection ahead of the first request."""
        self.inner.prewarm(**options)

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
        return _Stream(
            self, chat_ctx=chat_ctx, tools=tools or [], conn_options=conn_options, tool_choice=tool_choice
        )

    async def aclose(self) -> None:
        await super().aclose()
        await self.inner.aclose()


class _Stream(llm.LLMStream):
    _llm_attempt_span_name = None
    _genai_operation_name = None

    def __init__(
        self,
        conductor: Conductor,
        *,
        chat_ctx: llm.ChatContext,
        tools: list[llm.Tool],
        conn_options: APIConnectOptions,
        tool_choice: NotGivenOr[llm.ToolChoice],
    ) -> None:
        # the model's own stream retries; trying again here would repeat what was spoken already
        once = dataclasses.replace(conn_options, max_retry=0)
        super().__init__(conductor, chat_ctx=chat_ctx, tools=tools, conn_options=once)
        self._conductor = conductor
        self._retries = conn_options
        self._tool_choice = tool_choice
        self._request_id = shortuuid("reply_")

    async def _run(self) -> None:
        scene = self._conductor.scene_of(self._chat_ctx)
        begun = goes_on(self._chat_ctx)
        now = agenda(scene, goes_on=begun)
        marker = secrets.token_hex(_MARKER_BYTES)
        gate = Gate(scene, now, secret=prompts.own_words(scene, now, marker=marker), marker=marker)
        # within one reply a request that is bound to be refused is made once at most
        may_ask = self._tool_choice != "none" and (scene.can_move or not begun)
        moves_on = False
        async with self._conductor.inner.chat(
            chat_ctx=told(scene, now, self._chat_ctx, marker=marker),
            tools=self._tools,
            conn_options=self._retries,
            tool_choice=self._tool_choice,
        ) as stream:
            async for chunk in stream:
                if chunk.usage is not None:
                    self._event_ch.send_nowait(llm.ChatChunk(id=self._request_id, usage=chunk.usage))
                if chunk.delta is None:
                    continue
                moves_on = moves_on or any(call.name == STAGE_TOOL for call in chunk.delta.tool_calls)
                ready = [] if gate.full else gate.push(chunk.delta.content or "")
                self._say(ready)
                if gate.leaked:
                    break
                if not ready:  # words came that wait for their sentence: whoever listens sees that it lives
                    self._event_ch.send_nowait(llm.ChatChunk(id=self._request_id))
        moves_on = moves_on and may_ask and not gate.leaked and not gate.asks
        self._say(gate.close(moves_on=moves_on))
        if gate.leaked or gate.repeated:
            log.warning("reply changed", leaked=gate.leaked, repeated=gate.repeated, stage=scene.stage.name)
        if moves_on and not gate.leaked and not gate.asks:
            call = llm.FunctionToolCall(name=STAGE_TOOL, arguments="{}", call_id=shortuuid("call_"))
            self._send(llm.ChoiceDelta(role="assistant", tool_calls=[call]))

    def _say(self, sentences: list[str]) -> None:
        for sentence in sentences:
            self._send(llm.ChoiceDelta(role="assistant", content=f"{sentence} "))

    def _send(self, delta: llm.ChoiceDelta) -> None:
        self._event_ch.send_nowait(llm.ChatChunk(id=self._request_id, delta=delta))
