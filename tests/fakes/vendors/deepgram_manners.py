"""How Deepgram checks a key and says that something is wrong."""

from __future__ import annotations

from aiohttp import web

from .line import Line, Over
from .script import Fault

_SAID = {
    "401": (401, "INVALID_AUTH", "Invalid credentials."),
    "quota": (402, "ASR_PAYMENT_REQUIRED", "Project does not have enough credits for an ASR request."),
    "429": (429, "TOO_MANY_REQUESTS", "Too many requests. Please try again later"),
    "500": (500, "INTERNAL_SERVER_ERROR", "An internal server error has occurred."),
}
_CLOSED = {
    "401": (1008, "INVALID_AUTH"),
    "quota": (1008, "ASR_PAYMENT_REQUIRED"),
    "429": (1008, "TOO_MANY_REQUESTS"),
    "500": (1011, "NET-0000"),
}


def refused(status: int, code: str, message: str) -> Over:
    """A request that was a mistake, answered so."""
    return Over(_error(status, code, message))


def _error(status: int, code: str, message: str) -> web.Response:
    body = {"err_code": code, "err_msg": message, "request_id": "fake"}
    return web.json_response(body, status=status, headers={"dg-error": message, "dg-request-id": "fake"})


class DeepgramManners:
    """Deepgram's: a status in place of the answer or of the websocket, a close code in the middle."""

    def knows(self, request: web.Request, key: str) -> bool:
        """A token."""
        return request.headers.get("Authorization") == f"Token {key}"

    async def turn_away(self, line: Line, fault: Fault) -> web.StreamResponse:
        """A status with an error as its body."""
        response = _error(*_SAID[fault.kind])
        if fault.retry_after_s is not None:
            response.headers["Retry-After"] = f"{fault.retry_after_s:g}"
        return response

    async def break_off(self, line: Line, fault: Fault) -> None:
        """A close frame; a stream of sound just ends, its last chunk missing."""
        if isinstance(line.response, web.WebSocketResponse):
            code, reason = _CLOSED[fault.kind]
            await line.response.close(code=code, message=reason.encode())
        else:
            line.reset()
