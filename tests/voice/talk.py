"""An interview in text: LiveKit's real session and tool, our interviewer, a scripted model, no room."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from livekit.agents import AgentSession, APIConnectionError, APIConnectOptions, llm
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, NotGivenOr

import fsm
from interview.events import EventData, QuestionData, StageData, TurnData
from interview.models import Brief, Length, Patience, Plan
from interview.planner import plan
from voice.agent import STAGE_TOOL, Interviewer
from voice.board import Board
from voice.clock import Clock
from voice.floor import Floor
from voice.outbox import Outbox
from voice.progress import Progress
from voice.providers.thinking import minds as conducting
from voice.relay.chain import Chain
from voice.relay.link import Link
from voice.relay.model import ModelRelay, Pace
from voice.scribe import Scribe
from voice.words import Words

NOW = 1_800_000_000.0


@dataclass(frozen=True)
class Reply:
    """What a scripted model does: words, and whether it asks for the next stage.

    Attributes:
        breaks: it fails after its words.
        word_s: seconds before each word.
    """

    text: str = ""
    moves: bool = False
    arguments: str = "{}"
    breaks: bool = False
    word_s: float = 0.0


@dataclass(frozen=True)
class Request:
    """What a model was given."""

    messages: list[dict[str, Any]]

    @property
    def system(self) -> str:
        return str(self.messages[0]["content"])

    @property
    def everything(self) -> str:
        return "\n".join(str(message.get("content") or "") for message in self.messages)


Mind = Callable[[Request], Reply]


class ScriptedLLM(llm.LLM[Any]):
    """A model whose mind is a function; it streams word by word and keeps every request."""

    def __init__(self, mind: Mind) -> None:
        super().__init__()
        self.mind = mind
        self.requests: list[Request] = []
        self.asked = asyncio.Event()

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
        model = cast(ScriptedLLM, self._llm)
        messages, _ = self._chat_ctx.to_provider_format("openai")
        request = Request(messages=messages)
        model.requests.append(request)
        model.asked.set()
        reply = model.mind(request)
        for word in reply.text.split(" "):
            if reply.word_s:
                await asyncio.sleep(reply.word_s)
            self._send(llm.ChoiceDelta(role="assistant", content=f"{word} "))
        if reply.breaks:
            raise APIConnectionError
        if reply.moves:
            call = llm.FunctionToolCall(
                name=STAGE_TOOL, arguments=reply.arguments, call_id=f"c{len(model.requests)}"
            )
            self._send(llm.ChoiceDelta(role="assistant", tool_calls=[call]))

    def _send(self, delta: llm.ChoiceDelta) -> None:
        self._event_ch.send_nowait(llm.ChatChunk(id="r", delta=delta))


class HandClock(Clock):
    """Time that only moves when told."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = NOW

    def now(self) -> float:
        return self.seconds

    def at(self, epoch_s: float | None = None) -> datetime:
        return datetime.fromtimestamp(self.now() if epoch_s is None else epoch_s, UTC)


class Events:
    """An outbox that keeps what it is given."""

    def __init__(self) -> None:
        self.data: list[EventData] = []

    def add(self, data: EventData) -> None:
        self.data.append(data)


class Blackboard:
    """A board that keeps what it shows."""

    def __init__(self) -> None:
        self.shown: dict[str, str | int | float] = {}

    def show(self, **attributes: str | int | float) -> None:
        self.shown.update(attributes)

    def notice(self, code: str = "", text: str = "") -> None:
        self.shown["notice"] = code


@dataclass
class Talk:
    """One interview; :meth:`say` is the candidate's turn and returns what the interviewer said to it."""

    session: AgentSession[None]
    progress: Progress
    scribe: Scribe
    clock: HandClock
    events: Events
    board: Blackboard
    models: list[ScriptedLLM]
    finished: list[bool] = field(default_factory=list)

    @property
    def model(self) -> ScriptedLLM:
        return self.models[0]

    async def say(self, text: str, *, takes_s: float = 20.0) -> str:
        """Answer, let time pass, and wait for the whole reply, tools included."""
        before = len(self.turns("interviewer"))
        self.clock.seconds += takes_s
        await self.session.run(user_input=text)
        return " ".join(turn.text for turn in self.turns("interviewer")[before:])

    async def type(self, text: str) -> None:
        """Answer by typing, as :meth:`voice.conversation.Conversation.answer` does."""
        message = llm.ChatMessage(role="user", content=[text])
        self.scribe.typed(message.id)
        await self.session.generate_reply(user_input=message)

    async def reach(self, stage: str) -> None:
        """Skip to a stage; nothing is said on the way."""
        while self.progress.stage.name != stage:
            self.progress.skip()

    def turns(self, speaker: str) -> list[TurnData]:
        return [data for data in self.events.data if isinstance(data, TurnData) and data.speaker == speaker]

    def stages(self) -> list[StageData]:
        return [data for data in self.events.data if isinstance(data, StageData)]

    def questions(self) -> list[QuestionData]:
        return [data for data in self.events.data if isinstance(data, QuestionData)]


@asynccontextmanager
async def talk(
    *minds: Mind,
    brief: Brief | None = None,
    the_plan: Plan | None = None,
    rules: Sequence[fsm.StageRule] = (),
    real: Sequence[llm.LLM[Any]] = (),
    pace: Pace | None = None,
) -> AsyncIterator[Talk]:
    """Begin an interview, which has greeted.

    Args:
        minds: each is one scripted model, in the order they are tried.
        real: models that are tried before the scripted ones.
        pace: how long each may take.
    """
    brief = brief or Brief(role="Nurse", length=Length.QUICK)
    stages = tuple(rules or fsm.rules_for(brief.length, track=brief.track, drill=brief.drill))
    clock, events, board = HandClock(), Events(), Blackboard()
    progress = Progress(
        brief=brief,
        plan=the_plan or plan(brief, stages),
        rules=stages,
        clock=clock,
        outbox=cast(Outbox, events),
        board=cast(Board, board),
    )
    models = [ScriptedLLM(mind) for mind in minds]
    scribes: list[Scribe] = []
    chain = conducting(
        [Link("openai", "The model", model) for model in (*real, *models)],
        scene_of=lambda chat_ctx: scribes[0].scene(chat_ctx),
    )
    relay = ModelRelay(Chain("model", chain, tell=lambda _switch: None, rest_s=45.0), pace)
    session: AgentSession[None] = AgentSession(
        llm=relay, max_tool_steps=2, turn_handling={"preemptive_generation": {"max_speech_duration": 600.0}}
    )
    scribe = Scribe(
        session,
        progress=progress,
        outbox=cast(Outbox, events),
        floor=Floor(session, patience=Patience.NORMAL, clock=clock),
        board=cast(Board, board),
        clock=clock,
        words=Words(),
    )
    scribes.append(scribe)
    here = Talk(session, progress, scribe, clock, events, board, models)
    progress.on_finished = lambda: here.finished.append(True)
    async with session:
        await session.start(Interviewer(progress=progress), record=False)
        progress.begin()
        await session.say("Hello, this is your practice interview. Are you ready to begin?")
        await session.wait_for_idle()
        yield here
