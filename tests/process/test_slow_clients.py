"""Two hundred clients that send or read slowly, and the sign-in page still answers under real gunicorn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.slow import CLIENTS, KINDS, slow_clients
from web import slow_clients as deadlines_of

from .web_app import Gunicorn

pytestmark = pytest.mark.process

TOO_LARGE = 40_000_000  # bytes: more than sockets hold on their own
POST = "POST /sign-in/local HTTP/1.1\r\nHost: 127.0.0.1\r\n"


@pytest.fixture(scope="module")
def gunicorn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gunicorn]:
    started = Gunicorn(tmp_path_factory.mktemp("slow"))
    yield started
    started.stop()


@pytest.mark.parametrize("kind", KINDS)
def test_two_hundred_slow_clients_dont_keep_others_waiting(gunicorn: Gunicorn, kind: str) -> None:
    with slow_clients(gunicorn.url, kind):
        assert gunicorn.get().status_code == 200


def test_more_of_them_than_there_are_threads_are_cut_off(gunicorn: Gunicorn) -> None:
    with slow_clients(gunicorn.url, "half the headers", 2 * CLIENTS):
        assert gunicorn.get(within_s=3 * deadlines_of.HEADERS_S).status_code == 200


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
