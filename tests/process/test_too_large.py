"""An upload that is too large, sent as browsers do it: all of it, and only then is the answer read."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import httpx
import pytest

from .web_app import Gunicorn

pytestmark = pytest.mark.process

MIB = 1024 * 1024
HEAD = (
    "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {cookie}\r\n"
    "X-CSRFToken: {token}\r\n"
    "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {length}\r\n\r\n"
)


@pytest.fixture(scope="module")
def gunicorn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gunicorn]:
    started = Gunicorn(tmp_path_factory.mktemp("large"))
    yield started
    started.stop()


@pytest.fixture
def client(gunicorn: Gunicorn) -> Iterator[httpx.Client]:
    with gunicorn.signed_in() as signed_in:
        yield signed_in


def everything_from(connection: socket.socket) -> bytes:
    """What comes until the other side ends it; a reset raises."""
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize("path", ["/interviews", "/documents"])
@pytest.mark.parametrize("megabytes", [12, 60])
def test_it_is_answered_with_the_page_that_says_so(
    gunicorn: Gunicorn, client: httpx.Client, path: str, megabytes: int
) -> None:
    head = HEAD.format(
        path=path,
        host=gunicorn.url.removeprefix("http://"),
        cookie="; ".join(f"{name}={value}" for name, value in client.cookies.items()),
        token=client.headers["X-CSRFToken"],
        length=megabytes * MIB,
    )
    with gunicorn.connect(head) as connection:
        for _ in range(megabytes):
            connection.sendall(b"x" * MIB)
        answer = everything_from(connection)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"Go back, what you typed is still there, and choose a smaller one." in answer
    assert gunicorn.get().status_code == httpx.codes.OK
