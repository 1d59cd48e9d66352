"""Language models one after another: the next one answers when one fails, also in the middle of an answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterable
from dataclasses import dataclass
from typing import Any

from livekit.agents import APIConnectOptions, llm, utils
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, NotGivenOr

from voice.relay import sentences
from voice.relay.chain import Chain
from voice.relay.faults import Cause, ProviderError
from voice.relay.link import LLM, Link

_CUT_OFF = (
    "[Note from the system, not from the candidate: your answer was cut off. The candidate has heard what "
    "stands above. Say only what comes after it, and repeat nothing of it.]"
)


@dataclass(frozen=True)
class Pace:
    """How long a model may take, in seconds.

    Attributes:
        first_s: until its first token, and until any sign of life before that.
        gap_s: between two tokens, or other signs of life.
        all_s: until somebody's first token; a later try gets what is left of it.
        least_s: what every try gets.
    """

    first_s: float = 5.0
    gap_s: float = 4.0
    all_s: float = 8.0
    least_s: float = 1.0


class ModelRelay(LLM):
    """The models of one interview as one; the last of them must be one that can't fail.

    What a model says is passed on sentence by sentence, so half a sentence of one that fails is never
    heard. The next goes on behind the sentences that are out.
    """

    def __init__(self, chain: Chain[LLM], pace: Pace | None = None) -> None:
        super().__init__()
        self.chain = chain
        self.pace = pace or Pace()
        self.serving = chain.links[0]
        self._hurry = asyncio.Event()
        for link in chain.links:
            link.plugin.on("metrics_collected", self._pass_on_metrics)

    @property
    def model(self) -> str:
        return self.serving.plugin.model

    @property
    def provider(self) -> str:
        return self.serving.provider

    def hurry(self) -> None:
        """Whoever is being waited for has failed."""
        self._hurry.set()
        self._hurry = asyncio.Event()

    async def next_of(self, stream: llm.LLMStream, within_s: float) -> llm.ChatChunk | None:
        """The next chunk; None at the end.

        Raises:
            ProviderError: it took too long, or :meth:`hurry` was called.
        """
        coming = asyncio.create_task(_next(stream))
        hurry = asyncio.create_task(self._hurry.wait())
        try:
            await asyncio.wait({coming, hurry}, timeout=within_s, return_when=asyncio.FIRST_COMPLETED)
            if not coming.done():
                raise ProviderError(Cause.SILENT)
            return coming.result()
        finally:
            await utils.aio.cancel_and_wait(coming, hurry)

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
        asked = {
            "parallel_tool_calls": parallel_tool_calls,
            "tool_choice": tool_choice,
            "extra_kwargs": extra_kwargs,
        }
        return _Stream(self, chat_ctx=chat_ctx, tools=tools or [], asked=asked)

    def _pass_on_metrics(self, metrics: Any) -> None:
        self.emit("metrics_collected", metrics)

    async def aclose(self) -> None:
        await super().aclose()
        for link in self.chain.links:
            link.plugin.off("metrics_collected", self._pass_on_metrics)
            await link.plugin.aclose()


async def _next(stream: llm.LLMStream) -> llm.ChatChunk | None:
    try:
        return await anext(stream)
    except StopAsyncIteration:
        return None


class _Stream(llm.LLMStream):
    def __init__(
        self, relay: ModelRelay, *, chat_ctx: llm.ChatContext, tools: list[llm.Tool], asked: dict[str, Any]
    ) -> None:
        super().__init__(relay, chat_ctx=chat_ctx, tools=tools, conn_options=APIConnectOptions(max_retry=0))
        self._relay = relay
        self._asked = asked
        self._said = ""
        self._called = False
        self._latest = time.monotonic() + relay.pace.all_s

    async def _metrics_monitor_task(self, event_aiter: AsyncIterable[llm.ChatChunk]) -> None:
        async for _ in event_aiter:
            """The models' own streams count."""

    async def _run(self) -> None:
        await self._relay.chain.carry(self._answer)

    async def _answer(self, link: Link[LLM]) -> None:
        if self._called or sentences.asks(self._said):
            return  # what was heard before the failure is an answer
        self._relay.serving = link
        options = APIConnectOptions(max_retry=0, timeout=self._relay.pace.first_s)
        held = ""
        asked = link.plugin.chat(
            chat_ctx=self._context(link), tools=self._tools, conn_options=options, **self._asked
        )
        began = self._said
        async with asked as stream:
            within_s = self._patience_s(link)
            while True:
                if (chunk := await self._relay.next_of(stream, within_s)) is None:
                    break
                within_s = self._relay.pace.gap_s if chunk.has_response() else within_s
                held = self._pass_on(chunk, held)
        if held:
            self._send(held)
        if self._said == began and not self._called:
            raise ProviderError(Cause.NONSENSE)

    def _pass_on(self, chunk: llm.ChatChunk, held: str) -> str:
        """Send what is whole of it; returns what isn't yet."""
        delta = chunk.delta
        if delta is None or not (delta.content or delta.tool_calls):
            if chunk.usage is not None:
                self._event_ch.send_nowait(chunk)
            return held
        held += delta.content or ""
        whole = len(held) if delta.tool_calls else sentences.ready(held)
        if whole:
            self._send(held[:whole], chunk.id)
        if delta.tool_calls:
            self._called = True
            self._event_ch.send_nowait(
                chunk.model_copy(update={"delta": delta.model_copy(update={"content": None})})
            )
        return held[whole:]

    def _send(self, text: str, request_id: str = "relay") -> None:
        self._said += text
        self._event_ch.send_nowait(
            llm.ChatChunk(id=request_id, delta=llm.ChoiceDelta(role="assistant", content=text))
        )

    def _patience_s(self, link: Link[LLM]) -> float:
        pace = self._relay.pace
        if link.own:
            return pace.first_s
        return max(min(pace.first_s, self._latest - time.monotonic()), pace.least_s)

    def _context(self, link: Link[LLM]) -> llm.ChatContext:
        """The conversation so far, with what was heard of a cut-off answer. Ours answers anew."""
        if not self._said or link.own:
            return self._chat_ctx
        context = self._chat_ctx.copy()
        context.add_message(role="assistant", content=self._said)
        context.add_message(role="system", content=_CUT_OFF)
        return context
