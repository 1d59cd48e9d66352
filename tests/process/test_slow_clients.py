"""Two hundred clients that send or read slowly, and the sign-in page still answers under real gunicorn."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from embedded import ports
from embedded.process import ROOT
from web import slow_clients

from .conftest import wait_until

pytestmark = pytest.mark.process

CLIENTS = 200
ANSWERS_WITHIN_S = 15.0  # what is shown is that it answers at all; how fast is a benchmark's business
ELSEWHERE = {  # no embedded servers are started for these
    "LIVEKIT_URL": "wss://livekit.invalid",
    "LIVEKIT_API_KEY": "key",
    "LIVEKIT_API_SECRET": "secret",
    "SPEECH_URL": "http://127.0.0.1:9/v1",
    "LIMIT_REQUESTS": "100000 per minute",
}
TOO_LARGE = 40_000_000  # bytes: more than sockets hold on their own
LARGE = "vendor/livekit-client/livekit-client.esm.mjs"
GET = "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
POST = "POST /sign-in/local HTTP/1.1\r\nHost: 127.0.0.1\r\n"
FORM = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n"
SLOW = {
    "silent": "",
    "half a request line": "GET /sign-in HT",
    "half the headers": GET.format(path="/sign-in") + "X-Slow: ",
    "half a body without a token": POST + FORM + "\r\nname=",
    "half a body with a token": POST + FORM + "Cookie: {cookie}\r\n\r\nname=",
    "answered, and never closing": GET.format(path="/sign-in") + "Connection: close\r\n\r\n",
    "never reading the answer": GET.format(path="/static/{large}") * 40 + "\r\n",
}


class Gunicorn:
    """The web app alone as an operator starts it, or what the arguments say."""

    def __init__(self, data_dir: Path, *arguments: str) -> None:
        [self.port] = ports.free()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = data_dir / "gunicorn.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "gunicorn", *(arguments or ("app:app", "--workers", "1"))),
                    *("--bind", f"127.0.0.1:{self.port}", "--pythonpath", str(data_dir)),
                ],
                cwd=ROOT,
                env={**os.environ, **ELSEWHERE, "DATA_DIR": str(data_dir), "PORT": str(self.port)},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_until(self.answers, 60)

    def answers(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        try:
            return self.get().status_code == 200
        except httpx.TransportError:
            return False

    def get(self, *, within_s: float = ANSWERS_WITHIN_S) -> httpx.Response:
        return httpx.get(self.url + "/sign-in", timeout=within_s, trust_env=False)

    def connect(self, sent: str) -> socket.socket:
        client = socket.create_connection(("127.0.0.1", self.port), timeout=ANSWERS_WITHIN_S)
        client.sendall(sent.encode())
        return client

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)


@pytest.fixture(scope="module")
def gunicorn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gunicorn]:
    started = Gunicorn(tmp_path_factory.mktemp("slow"))
    yield started
    started.stop()


@pytest.mark.parametrize("kind", SLOW)
def test_two_hundred_slow_clients_dont_keep_others_waiting(gunicorn: Gunicorn, kind: str) -> None:
    cookie = gunicorn.get().headers["Set-Cookie"].partition(";")[0]
    with ExitStack() as clients:
        for _ in range(CLIENTS):
            clients.enter_context(gunicorn.connect(SLOW[kind].format(cookie=cookie, large=LARGE)))
        assert gunicorn.get().status_code == 200


def test_more_of_them_than_there_are_threads_are_cut_off(gunicorn: Gunicorn) -> None:
    with ExitStack() as clients:
        for _ in range(2 * CLIENTS):
            clients.enter_context(gunicorn.connect(SLOW["half the headers"]))
        assert gunicorn.get(within_s=3 * slow_clients.HEADERS_S).status_code == 200


def test_a_client_reads_its_refusal_after_all_of_a_far_too_large_body_is_sent(gunicorn: Gunicorn) -> None:
    with gunicorn.connect(f"{POST}Content-Length: {TOO_LARGE}\r\n\r\n") as client:
        client.sendall(bytes(TOO_LARGE))
        assert client.makefile("rb").readline().startswith(b"HTTP/1.1 413 ")


APP = """
def app(environ, start_response):
    environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return (b"x" * 65536 for _ in range(1000 if environ["PATH_INFO"] == "/large" else 1))
"""
HURRIED = """
from web import slow_clients
slow_clients.HEADERS_S, slow_clients.BODY_S, slow_clients.ANSWER_S = {deadlines}
worker_class = "web.slow_clients.Worker"
threads = 1
control_socket_disable = True
"""


@pytest.mark.parametrize(
    ("deadlines", "sent"),
    [
        ((0.5, 60, 60), "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "),
        ((60, 0.5, 60), "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nslow"),
        ((60, 60, 0.5), "GET /large HTTP/1.1\r\nHost: x\r\n\r\n"),
    ],
    ids=["headers", "body", "answer"],
)
def test_a_thread_is_free_again_after_each_deadline(
    tmp_path: Path, deadlines: tuple[float, float, float], sent: str
) -> None:
    """There is one thread, so the second client is answered only when the first has lost it."""
    (tmp_path / "plain.py").write_text(APP)
    (tmp_path / "hurried.py").write_text(HURRIED.format(deadlines=deadlines))
    started = Gunicorn(tmp_path, "plain:app", "--config", str(tmp_path / "hurried.py"))
    try:
        with started.connect(sent):
            assert started.get().status_code == 200
    finally:
        started.stop()
