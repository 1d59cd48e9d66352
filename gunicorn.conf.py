"""Makes ``gunicorn app:app --workers 1`` right: threads, timeouts, and the embedded servers beside it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from embedded import ports, stack
from embedded.problem import EmbeddedError, usable_settings
from wiring import open_vault, refusing_in_one_sentence
from workers.client import stop_all

with refusing_in_one_sentence():
    _settings = usable_settings()
    open_vault(_settings)  # refused here, before servers are started for nothing
_stack = stack.for_settings(_settings)
_STOP_WORKERS_S = 15.0

bind = f"{'[::]' if _settings.host == '::' else _settings.host}:{_settings.port}"
worker_class = "web.slow_clients.Worker"
workers = 1
threads = 256  # a slow client has one until it is cut off
timeout = 120
graceful_timeout = 20
keepalive = 5
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - gunicorn's heartbeat file, unlinked at once
control_socket_disable = True
forwarded_allow_ips = ""  # what a proxy says is believed as PROXY_HOPS says, and nowhere else
accesslog = None
loglevel = "info" if _settings.log_level == "DEBUG" else _settings.log_level.lower()  # debug tells paths


def on_starting(server: Any) -> None:
    """Refuse a taken port in one sentence; start the embedded servers unless they already run."""
    for address in server.cfg.address:
        if isinstance(address, tuple):
            try:
                ports.check(address[1], host=address[0])
            except EmbeddedError as error:
                sys.exit(error.message)
    if _stack is not None:
        try:
            _stack.start()
        except EmbeddedError as error:
            sys.exit(error.message)

    server.embedded = _stack  # a HUP reads this file anew; what was started stays with the server
    server.handle_term = _interviews_first(server, server.handle_term, always=False)
    server.handle_int = _interviews_first(server, server.handle_int, always=True)


def _interviews_first(server: Any, stop: Callable[[], None], *, always: bool) -> Callable[[], None]:
    """``stop``, after interviews were asked to end: the web app still answers, so they can tell their end.

    A Ctrl-C always ends them. A TERM, which may be a restart, ends them only with the servers they need.
    """

    def stop_after_interviews() -> None:
        if always or _owns_servers(server):
            try:
                stop_all(_settings.data_dir, _STOP_WORKERS_S)
            except OSError as error:
                server.log.warning("Interviews could not be asked to end: %s", error.strerror)
        stop()

    return stop_after_interviews


def _owns_servers(server: Any) -> bool:
    return server.embedded is not None and server.embedded.owns_any


def post_worker_init(_worker: Any) -> None:
    """A terminal's Ctrl-C reaches the web app too; it goes on until gunicorn says so."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def on_exit(server: Any) -> None:
    """End what was started here: what is left of the interviews first, since they need the servers."""
    if _owns_servers(server):
        stop_all(_settings.data_dir, _STOP_WORKERS_S)
    if server.embedded is not None:
        server.embedded.stop()
