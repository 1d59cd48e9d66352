"""How OpenAI checks a key and says that something is wrong."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from .line import Line, Over
from .script import Fault

_SAID: dict[str, tuple[int, str, str, str | None]] = {
    "401": (401, "Incorrect API key provided: sk-proj-****.", "invalid_request_error", "invalid_api_key"),
    "quota": (
        429,
        "You exceeded your current quota, please check your plan and billing details.",
        "insufficient_quota",
        "insufficient_quota",
    ),
    "429": (429, "Rate limit reached for requests per min (RPM).", "requests", "rate_limit_exceeded"),
    "500": (
        500,
        "The server had an error while processing your request. Sorry about that!",
        "server_error",
        None,
    ),
}


def error(message: str, kind: str, code: str | None, param: str | None = None) -> dict[str, Any]:
    """OpenAI's error shape."""
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def refused(status: int, message: str, code: str | None = None, param: str | None = None) -> Over:
    """A request that was a mistake, answered so."""
    body = error(message, "invalid_request_error", code, param)
    return Over(web.json_response(body, status=status))


class OpenAIManners:
    """OpenAI's, for every HTTP route of theirs."""

    def knows(self, request: web.Request, key: str) -> bool:
        """A bearer token."""
        return request.headers.get("Authorization") == f"Bearer {key}"

    async def turn_away(self, line: Line, fault: Fault) -> web.StreamResponse:
        """A status with an error as its body."""
        status, message, kind, code = _SAID[fault.kind]
        headers = {"x-request-id": "req_fake"}
        if fault.retry_after_s is not None:
            headers["Retry-After"] = f"{fault.retry_after_s:g}"
        return web.json_response(error(message, kind, code), status=status, headers=headers)

    async def break_off(self, line: Line, fault: Fault) -> None:
        """An error event in a stream of events; sound just ends, its last chunk missing."""
        response = line.response
        if response is not None and response.content_type == "text/event-stream":
            _, message, kind, code = _SAID[fault.kind]
            await response.write(f"data: {json.dumps(error(message, kind, code))}\n\n".encode())
            await response.write_eof()
        else:
            line.reset()


def check_model(line: Line, model: str) -> None:
    """Note the model; refuse one that isn't there."""
    line.asked.model = model
    if line.service.models is not None and model not in line.service.models:
        said = f"The model `{model}` does not exist or you do not have access to it."
        raise refused(404, said, "model_not_found")
