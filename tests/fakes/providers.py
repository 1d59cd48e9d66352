"""OpenAI, Deepgram, AssemblyAI and LiveKit as far as a key test goes, on loopback and over TLS.

With the right key each answers as the real one does; a test puts another answer in front of that.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import urlsplit

import jwt
from livekit import api
from pydantic import SecretStr

from outbound import Guard
from tests.fakes.certificates import Tls

KEY = "sk-proj-CANARY0123456789abcdefghijklmnopqrstuvwxyz"
LIVEKIT_KEY, LIVEKIT_SECRET = "APIcanary123", "canary-secret-of-more-than-thirty-two-characters"
NAMES = (
    *("api.openai.com", "api.deepgram.com", "api.assemblyai.com", "streaming.assemblyai.com"),
    *("llm.example.com", "name.livekit.cloud", "127.0.0.1"),
)
MODEL = "gpt-4o-mini"


@dataclass(frozen=True)
class Answer:
    """What a server sends back; ``drip`` makes its head or body go on for ever."""

    status: int = 200
    body: Any = b""
    headers: dict[str, str] = field(default_factory=dict)
    drip: Literal["", "head", "body"] = ""


@dataclass
class Asked:
    """One request that arrived."""

    method: str
    path: str
    body: bytes


class FakeProviders(ThreadingHTTPServer):
    """All four vendors behind one port.

    Attributes:
        instead: answers by path that take the place of the usual one, first to last; the last stays.
        asked: the requests that arrived.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, tls: Tls) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.tls = tls
        self.socket = tls.server.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.instead: dict[str, list[Answer]] = {}
        self.asked: list[Asked] = []
        self.closing = threading.Event()

    key = KEY
    livekit_pair = (SecretStr(LIVEKIT_KEY), SecretStr(LIVEKIT_SECRET))

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def redirect(self, path: str, status: int, to: str) -> None:
        """Send whoever asks for ``path`` elsewhere."""
        self.instead[path] = [Answer(status, b"", {"Location": to})]

    def guard(self, resolve: Callable[[str, int], Any] | None = None) -> Guard:
        """Every name leads to this server, and nothing but this server may be dialled."""
        here = ("127.0.0.1", self.port)
        return Guard(
            resolve=resolve or (lambda _host, _port: [here]),
            allows=lambda endpoint: endpoint == here,
            tls=self.tls.client,
        )

    def usual(self, request: BaseHTTPRequestHandler, body: bytes) -> Answer:
        """What the vendor itself says."""
        path, sent = urlsplit(request.path).path, request.headers.get("Authorization", "")
        if path.startswith("/v1/listen"):
            return _deepgram(sent)
        if path in ("/v2/transcript", "/v3/token"):
            return _assemblyai(path, sent)
        if path.startswith("/twirp/"):
            return _livekit(path, sent)
        return _openai(path, sent, body)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    server: FakeProviders
    protocol_version = "HTTP/1.1"

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path = urlsplit(self.path).path
        self.server.asked.append(Asked(self.command, path, body))
        waiting = self.server.instead.get(path, [])
        answer = waiting[0] if waiting else self.server.usual(self, body)
        if len(waiting) > 1:
            waiting.pop(0)
        self._send(answer)

    do_GET = do_POST = do_DELETE = _serve

    def _send(self, answer: Answer) -> None:
        body = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
        kind = "application/json" if not isinstance(answer.body, bytes) else "text/plain"
        self.send_response(answer.status)
        for name, value in ({"Content-Type": kind} | answer.headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", "1000000000" if answer.drip else str(len(body)))
        if answer.drip != "head":
            self.end_headers()
            self.wfile.write(body)
        else:
            self.flush_headers()
        while answer.drip and not self.server.closing.wait(0.02):
            self.wfile.write(b"x" if answer.drip == "body" else b"X: y\r\n")

    def log_message(self, *_: Any) -> None:
        """Nothing is logged."""


def _openai(path: str, sent: str, body: bytes) -> Answer:
    if sent != f"Bearer {KEY}":
        return Answer(401, {"error": {"message": "Incorrect API key provided.", "code": "invalid_api_key"}})
    if path == "/v1/models":
        return Answer(200, {"object": "list", "data": [{"id": MODEL, "object": "model"}]})
    if path != "/v1/chat/completions":
        return Answer(404, {"error": {"message": f"Invalid URL (POST {path})", "code": None}})
    asked = json.loads(body)
    if asked["model"] != MODEL:
        said = f"The model `{asked['model']}` does not exist or you do not have access to it."
        return Answer(404, {"error": {"message": said, "param": None, "code": "model_not_found"}})
    return Answer(200, {"object": "chat.completion", "choices": [{"finish_reason": "length"}]})


def _deepgram(sent: str) -> Answer:
    if sent != f"Token {KEY}":
        return Answer(401, {"err_code": "INVALID_AUTH", "err_msg": "Invalid credentials.", "request_id": "u"})
    return Answer(200, {"metadata": {"duration": 0.1}, "results": {"channels": []}})


def _assemblyai(path: str, sent: str) -> Answer:
    if sent != KEY:
        return Answer(401, {"error": "Authentication error, API token missing/invalid"})
    if path == "/v3/token":
        return Answer(200, {"token": "temporary", "expires_in_seconds": 60})
    return Answer(200, {"page_details": {"limit": 1}, "transcripts": []})


def _livekit(path: str, sent: str) -> Answer:
    """As livekit-server answers: plain text with the token in it for 401, JSON for what is forbidden."""
    token = sent.removeprefix("Bearer ")
    try:
        claims = jwt.decode(token, LIVEKIT_SECRET, algorithms=["HS256"], issuer=LIVEKIT_KEY)
    except jwt.InvalidTokenError as error:
        return Answer(401, f"invalid token: {token}, error: {error}".encode())
    if not path.endswith("/ListRooms") or not claims["video"].get("roomList"):
        return Answer(401, {"code": "unauthenticated", "msg": "permissions denied"})
    rooms = api.ListRoomsResponse().SerializeToString()
    return Answer(200, rooms, {"Content-Type": "application/protobuf"})


@contextmanager
def running(tls: Tls) -> Iterator[FakeProviders]:
    """The fakes, up and listening."""
    server = FakeProviders(tls)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
