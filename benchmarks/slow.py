"""The sign-in page while two hundred clients send or read slowly."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import httpx

CLIENTS = 200
ASKED = 5  # times, by kind of slowness
_LARGE = "vendor/livekit-client/livekit-client.esm.mjs"
_GET = "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
_POST = "POST /sign-in/local HTTP/1.1\r\nHost: 127.0.0.1\r\n"
_FORM = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n"
KINDS = {  # what each client sends before it goes slow
    "silent": "",
    "half a request line": "GET /sign-in HT",
    "half the headers": _GET.format(path="/sign-in") + "X-Slow: ",
    "half a body without a token": _POST + _FORM + "\r\nname=",
    "half a body with a token": _POST + _FORM + "Cookie: {cookie}\r\n\r\nname=",
    "answered, and never closing": _GET.format(path="/sign-in") + "Connection: close\r\n\r\n",
    "never reading the answer": _GET.format(path="/static/{large}") * 40 + "\r\n",
}


def sign_in_page(url: str, *, within_s: float = 60.0) -> httpx.Response:
    """The page, asked for over a connection of its own. Raises httpx.TransportError."""
    return httpx.get(url + "/sign-in", timeout=within_s, trust_env=False)


@contextmanager
def slow_clients(url: str, kind: str, count: int = CLIENTS) -> Iterator[None]:
    """So many clients of one of :data:`KINDS`, connected for as long as the block lasts."""
    address = urlsplit(url)
    cookie = sign_in_page(url).headers["Set-Cookie"].partition(";")[0]
    sent = KINDS[kind].format(cookie=cookie, large=_LARGE).encode()
    with ExitStack() as clients:
        for _ in range(count):
            client = socket.create_connection((address.hostname or "", address.port or 80), timeout=60)
            clients.enter_context(client)
            client.sendall(sent)
        yield


def waits(url: str, kind: str) -> list[float]:
    """Seconds until the page is there, again and again, beside slow clients of this kind."""
    took = []
    with slow_clients(url, kind):
        for _ in range(ASKED):
            began = time.perf_counter()
            sign_in_page(url).raise_for_status()
            took.append(time.perf_counter() - began)
    return took
