"""A reverse proxy on loopback: one that forwards honestly, and one that hides itself."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseServer

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

Headers = list[tuple[str, str]]
Rewrite = Callable[[Headers, str], Headers]


def honest(headers: Headers, upstream: str) -> Headers:
    """What nginx is told to in DEPLOYMENT.md: the Host stays, the visitor is named."""
    return [*headers, ("X-Forwarded-For", "192.0.2.7"), ("X-Forwarded-Proto", "http")]


def forging(headers: Headers, upstream: str) -> Headers:
    """Host and Origin become the app's own address, and nothing tells of a proxy."""
    mine = {"host": upstream, "origin": f"http://{upstream}", "sec-fetch-site": "same-origin"}
    kept = [(name, value) for name, value in headers if name.lower() not in mine]
    return [*kept, *((name.title(), value) for name, value in mine.items())]


class _Http11(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"


@contextmanager
def app_server(app: Flask) -> Iterator[str]:
    """The app's ``host:port``; it speaks HTTP/1.1."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Http11)
    with _serving(server):
        yield f"127.0.0.1:{server.server_port}"


@contextmanager
def proxy(upstream: str, rewrite: Rewrite) -> Iterator[str]:
    """The ``host:port`` of a proxy in front of ``upstream``."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

        def forward(self) -> None:
            """Pass the request on and the answer back."""
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            headers = rewrite([*self.headers.items()], upstream)
            there = http.client.HTTPConnection(upstream, timeout=5)
            try:
                there.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
                for name, value in headers:
                    there.putheader(name, value)
                there.endheaders(body)
                answer = there.getresponse()
                page = answer.read()
            finally:
                there.close()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("content-length", "connection", "server", "date"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        do_GET = do_POST = forward

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    with _serving(server):
        yield f"127.0.0.1:{server.server_port}"


@contextmanager
def _serving(server: BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()
