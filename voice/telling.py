"""The conversation as a model gets it: one system message written for this request, then who said what."""

from __future__ import annotations

from livekit.agents import llm

import prompts
from interview.agenda import Agenda
from interview.scene import Scene

_MOST_MESSAGES = 60
_HEARD = "The candidate said"
_BEGIN = "The candidate is in the room."
_YOUR_TURN = "It is your turn to speak."


def told(scene: Scene, now: Agenda, chat_ctx: llm.ChatContext, *, marker: str) -> llm.ChatContext:
    """A new context for one request; ``chat_ctx`` stays as it is.

    The candidate's words, spoken and typed alike, stand in data blocks: they come from outside as much as
    the résumé does, and a sentence in them must not read as ours. Tool calls are kept only when they are
    the last thing that happened, and so is a system message: only code writes those, and what they say
    holds for this reply. Roles alternate, as many servers behind an OpenAI-like address demand.
    """
    items: list[llm.ChatItem] = [_ours("system", prompts.instructions(scene, now, marker=marker))]
    recent, pending = _recent(chat_ctx)
    for message in recent:
        text = (message.text_content or "").strip()
        if not text:
            continue
        if message.role == "user":
            _append(items, "user", prompts.data_block(_HEARD, text, marker))
        else:
            if len(items) == 1:
                items.append(_ours("user", _BEGIN))
            _append(items, "assistant", text)
    tools = [item for item in pending if not isinstance(item, llm.ChatMessage)]
    items.extend(tools)
    for note in pending:
        if isinstance(note, llm.ChatMessage):
            _append(items, "user", note.text_content or "")
    last = items[-1]
    if not tools and not (isinstance(last, llm.ChatMessage) and last.role == "user"):
        items.append(_ours("user", _YOUR_TURN))
    return llm.ChatContext(items)


def goes_on(chat_ctx: llm.ChatContext) -> bool:
    """Whether a reply was begun that is to be gone on with: after a tool's outcome, or a note of ours."""
    messages, pending = _recent(chat_ctx)
    begun = bool(messages) and messages[-1].role == "assistant"
    return any(
        isinstance(item, llm.FunctionCallOutput) or (begun and isinstance(item, llm.ChatMessage))
        for item in pending
    )


def _recent(chat_ctx: llm.ChatContext) -> tuple[list[llm.ChatMessage], list[llm.ChatItem]]:
    """The latest messages of both, and what came after them: tool calls, their outcomes, notes."""
    messages: list[llm.ChatMessage] = []
    pending: list[llm.ChatItem] = []
    for item in chat_ctx.items:
        if isinstance(item, llm.ChatMessage) and item.role in ("user", "assistant"):
            messages.append(item)
            pending = []
        elif isinstance(item, llm.FunctionCall | llm.FunctionCallOutput) or (
            messages and isinstance(item, llm.ChatMessage)
        ):
            pending.append(item)
    return messages[-_MOST_MESSAGES:], pending


def _append(items: list[llm.ChatItem], role: llm.ChatRole, text: str) -> None:
    """Add ``text`` to the last message when it has the same role."""
    last = items[-1]
    if isinstance(last, llm.ChatMessage) and last.role == role:
        items[-1] = _ours(role, f"{last.text_content}\n{text}")
    else:
        items.append(_ours(role, text))


def _ours(role: llm.ChatRole, text: str) -> llm.ChatMessage:
    return llm.ChatMessage(role=role, content=[text])
