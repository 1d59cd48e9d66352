"""Who may ask in a text interview: the rules, or a model behind the worker's own conductor and gate."""

from __future__ import annotations

from typing import Any

from livekit.agents import function_tool, llm
from livekit.agents.types import NOT_GIVEN

from interview.hello import hello
from interview.offline import next_move
from interview.scene import Scene
from simulation.text.sides import Reply
from voice.agent import STAGE_TOOL
from voice.conductor import Conductor


class Offline:
    """The offline interviewer, by plain calls."""

    name = "offline"

    async def reply(self, scene: Scene, *, outcome: str, may_ask: bool) -> Reply:
        """See :class:`simulation.text.sides.Interviewer`."""
        move = next_move(scene)
        return Reply(move.text, may_ask and move.kind != "say")


@function_tool(name=STAGE_TOOL)
async def _stage_tool() -> None:
    """Ask to move on to the next part of the interview, or, in the closing part, to end it."""


class Modelled:
    """A language model, told and heard as in a room. Its errors are livekit's ``APIError``.

    Args:
        model: closed with :meth:`aclose`.
        name: how the report calls it.
    """

    def __init__(self, model: llm.LLM[Any], name: str) -> None:
        self.name = name
        self._scene: Scene | None = None
        self._conductor = Conductor(model, self._scene_of)

    async def reply(self, scene: Scene, *, outcome: str, may_ask: bool) -> Reply:
        """See :class:`simulation.text.sides.Interviewer`."""
        if not scene.history and (first := hello(scene)):
            return Reply(first)
        self._scene = scene
        text, moves_on = "", False
        async with self._conductor.chat(
            chat_ctx=_context(scene, outcome),
            tools=[_stage_tool],
            tool_choice=NOT_GIVEN if may_ask else "none",
        ) as stream:
            async for chunk in stream:
                if chunk.delta:
                    text += chunk.delta.content or ""
                    moves_on = moves_on or bool(chunk.delta.tool_calls)
        return Reply(" ".join(text.split()), moves_on)

    async def aclose(self) -> None:
        """Close the model's connection."""
        await self._conductor.aclose()

    def _scene_of(self, _chat_ctx: llm.ChatContext) -> Scene:
        if self._scene is None:
            raise ValueError("A model can be asked only about a scene.")
        return self._scene


def _context(scene: Scene, outcome: str) -> llm.ChatContext:
    items: list[llm.ChatItem] = [
        llm.ChatMessage(role="user" if said.speaker == "candidate" else "assistant", content=[said.text])
        for said in scene.history
    ]
    if outcome:
        items.append(llm.FunctionCall(call_id="stage", name=STAGE_TOOL, arguments="{}"))
        items.append(llm.FunctionCallOutput(call_id="stage", name=STAGE_TOOL, output=outcome, is_error=False))
    return llm.ChatContext(items)
