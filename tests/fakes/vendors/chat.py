"""OpenAI's chat completions: text, tools, JSON by schema, streamed or whole."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from .line import Line
from .openai_manners import check_model, refused
from .schemas import example, problem


@dataclass(frozen=True)
class Call:
    """A tool the model calls, with its arguments."""

    name: str
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """What the model says and calls; ``finish`` is ``stop``, ``tool_calls`` or, say, ``length``."""

    text: str = ""
    calls: tuple[Call, ...] = ()
    finish: str = ""


@dataclass(frozen=True)
class Question:
    """One request for a completion.

    Attributes:
        body: the JSON that was posted.
    """

    body: dict[str, Any]

    @property
    def messages(self) -> list[dict[str, Any]]:
        """All of them, as posted."""
        return list(self.body.get("messages", []))

    @property
    def tools(self) -> list[str]:
        """The names of the tools that may be called."""
        return [tool["function"]["name"] for tool in self.body.get("tools", [])]

    @property
    def schema(self) -> dict[str, Any] | None:
        """The JSON schema the reply must follow, if one was given."""
        wanted = self.body.get("response_format") or {}
        return wanted["json_schema"]["schema"] if wanted.get("type") == "json_schema" else None

    def said(self, *roles: str) -> str:
        """The text of all messages, or of those roles, a line each."""
        return "\n".join(_text(m) for m in self.messages if not roles or m["role"] in roles)

    @property
    def last(self) -> str:
        """What the candidate said last; empty when nothing."""
        texts = [_text(m) for m in self.messages if m["role"] == "user"]
        return texts[-1] if texts else ""


Given = Reply | str | dict[str, Any]
"""A reply, its text, or a JSON object as its text."""


def usual(question: Question) -> Given:
    """One plausible sentence, or the least that follows the schema."""
    if question.schema is not None:
        return json.dumps(example(question.schema))
    return "Thank you. Could you tell me more about what you did yourself?"


async def complete(line: Line) -> web.StreamResponse:
    """Serve ``POST /v1/chat/completions``."""
    try:
        question = Question(json.loads(line.asked.body))
        model = question.body["model"]
    except (ValueError, KeyError) as wrong:
        raise refused(400, f"We could not parse the JSON body of your request: {wrong}.") from None
    check_model(line, model)
    if not question.messages:
        raise refused(400, "Invalid 'messages': empty array.", "empty_array", "messages")
    _check_schemas(question)
    reply = _reply(line.service.script.take(question))
    usage = _usage(question, reply)
    if not question.body.get("stream"):
        return await line.whole(_whole(question, reply, usage))
    await line.begin("text/event-stream")
    for delta, finish in _deltas(reply):
        await line.put(_event(question, choices=[{"index": 0, "delta": delta, "finish_reason": finish}]))
    if (question.body.get("stream_options") or {}).get("include_usage"):
        await line.put(_event(question, choices=[], usage=usage))
    await line.put("data: [DONE]\n\n")
    return await line.end()


def _reply(given: Given) -> Reply:
    if isinstance(given, dict):
        return Reply(json.dumps(given))
    return Reply(given) if isinstance(given, str) else given


def _check_schemas(question: Question) -> None:
    """As OpenAI does, before a single token."""
    wanted = (question.body.get("response_format") or {}).get("json_schema") or {}
    if wanted.get("strict") and (wrong := problem(wanted["schema"])):
        said = f"Invalid schema for response_format '{wanted['name']}': {wrong}"
        raise refused(400, said, None, "response_format")
    for index, tool in enumerate(question.body.get("tools", [])):
        function = tool["function"]
        if function.get("strict") and (wrong := problem(function["parameters"])):
            said = f"Invalid schema for function '{function['name']}': {wrong}"
            raise refused(400, said, "invalid_function_parameters", f"tools[{index}].function.parameters")


def _deltas(reply: Reply) -> Iterator[tuple[dict[str, Any], str | None]]:
    yield {"role": "assistant", "content": None if reply.calls and not reply.text else ""}, None
    for token in re.findall(r"\s*\S+|\s+$", reply.text):
        yield {"content": token}, None
    for index, call in enumerate(_calls(reply)):
        arguments = call["function"]["arguments"]
        head = {**call, "index": index, "function": {**call["function"], "arguments": ""}}
        yield {"tool_calls": [head]}, None
        for start in range(0, len(arguments), 12):
            piece = {"index": index, "function": {"arguments": arguments[start : start + 12]}}
            yield {"tool_calls": [piece]}, None
    yield {}, _finish(reply)


def _calls(reply: Reply) -> list[dict[str, Any]]:
    return [
        {
            "id": f"call_{uuid.uuid4().hex}",
            "type": "function",
            "function": {"name": call.name, "arguments": json.dumps(call.arguments)},
        }
        for call in reply.calls
    ]


def _finish(reply: Reply) -> str:
    return reply.finish or ("tool_calls" if reply.calls else "stop")


def _usage(question: Question, reply: Reply) -> dict[str, int]:
    asked, told = len(json.dumps(question.messages)) // 4, len(reply.text) // 4 + 8 * len(reply.calls)
    return {"prompt_tokens": asked, "completion_tokens": told, "total_tokens": asked + told}


def _head(question: Question, kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-fake", "object": kind, "created": 1700000000, "model": question.body["model"]}


def _event(question: Question, **rest: Any) -> str:
    return f"data: {json.dumps(_head(question, 'chat.completion.chunk') | rest)}\n\n"


def _whole(question: Question, reply: Reply, usage: dict[str, int]) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": reply.text or None, "refusal": None}
    if reply.calls:
        message["tool_calls"] = _calls(reply)
    choice = {"index": 0, "message": message, "finish_reason": _finish(reply), "logprobs": None}
    return _head(question, "chat.completion") | {"choices": [choice], "usage": usage}


def _text(message: dict[str, Any]) -> str:
    content = message.get("content") or ""
    return content if isinstance(content, str) else " ".join(part.get("text", "") for part in content)
