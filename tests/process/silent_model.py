"""A language model on loopback that takes questions and says nothing, until it may answer."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.feedback import model_answers


class SilentModel(ThreadingHTTPServer):
    """Attributes:
    asked: the name of what was asked for, request by request.
    may_answer: set, it marks the transcript of :mod:`tests.feedback.model_answers` honestly.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []
        self.may_answer = threading.Event()
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        """What ``LLM_BASE_URL`` is set to."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: SilentModel

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked["response_format"]["json_schema"]["name"])
        if not self.server.may_answer.is_set():
            self.server.closing.wait(120)
            return
        said = {"role": "assistant", "content": model_answers.text(model_answers.honest())}
        body = json.dumps({"choices": [{"message": said}]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing is logged."""


@contextmanager
def silent_model() -> Iterator[SilentModel]:
    """One that listens until the block ends."""
    with SilentModel() as server:
        thread = threading.Thread(target=server.serve_forever, name="silent model", daemon=True)
        thread.start()
        yield server
        server.closing.set()
        server.shutdown()
        thread.join(5)
