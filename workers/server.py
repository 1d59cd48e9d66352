"""The warm parent's loop: one thread, one poll, requests in, replies out, children looked after."""

from __future__ import annotations

import os
import selectors
import signal
import socket
import time
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

import logs
from workers.address import socket_path
from workers.nursery import Nursery
from workers.peer import Peer, same_user
from workers.wire import (
    REQUEST,
    ListAll,
    Ping,
    Reply,
    Spawn,
    Stop,
    StopAll,
)

log = logs.get(__name__)

_REQUEST_S = 10.0
_MAX_WAIT_S = 1.0


@dataclass(frozen=True)
class Timing:
    """Seconds. ``ask_s`` and ``term_s`` are the ladder's when the warm parent itself gets a TERM."""

    idle_s: float = 90.0
    ask_s: float = 10.0
    term_s: float = 5.0


class Server:
    """Answers one request per connection, from this user's processes only."""

    def __init__(self, run_dir: Path, *, entry: str, build: str, tasks: int, timing: Timing) -> None:
        self._build = build
        self._tasks = tasks
        self._timing = timing
        self._path = socket_path(run_dir)
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._wake_in, self._wake_out = socket.socketpair()
        self._peers: dict[int, Peer] = {}
        self._nursery = Nursery(run_dir, entry=entry, leave_parent=self._leave)
        self._closing = False
        self._term_asked = False
        self._last_contact = time.monotonic()
        self._inode = 0

    def listen(self) -> None:
        """Take the address and the signals. The caller made sure that nobody answers there.

        Raises:
            OSError: the socket can't be made.
        """
        self._path.unlink(missing_ok=True)
        self._listener.bind(str(self._path))
        self._path.chmod(0o600)
        self._inode = self._path.stat().st_ino
        self._listener.listen(64)
        for connection in (self._listener, self._wake_in, self._wake_out):
            connection.setblocking(False)
        signal.set_wakeup_fd(self._wake_out.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_term)

    def _on_term(self, *_: object) -> None:
        self._term_asked = True

    def _leave(self) -> None:
        """In a forked worker: close everything that is the warm parent's."""
        self._listener.close()
        self._wake_in.close()
        self._wake_out.close()
        for peer in self._peers.values():
            peer.close()

    def run(self) -> None:
        """Serve until idle for too long, or until stopped and empty."""
        while True:
            self._turn()
            if self._term_asked and not self._closing:
                self._close("stopped", self._timing.ask_s, self._timing.term_s)
            self._nursery.reap()
            now = time.monotonic()
            self._nursery.climb(now)
            idle = now - self._last_contact > self._timing.idle_s
            if not self._nursery.children and (idle or (self._closing and not self._replying())):
                break
        if self._path.exists() and self._path.stat().st_ino == self._inode:
            self._path.unlink()
        log.info("warm parent left")

    def _replying(self) -> bool:
        return any(peer.unsent for peer in self._peers.values())

    def _turn(self) -> None:
        with selectors.PollSelector() as poll:
            poll.register(self._listener, selectors.EVENT_READ)
            poll.register(self._wake_in, selectors.EVENT_READ)
            for fd, peer in self._peers.items():
                poll.register(fd, selectors.EVENT_WRITE if peer.unsent else selectors.EVENT_READ)
            for fd in self._nursery.writable_wanted():
                poll.register(fd, selectors.EVENT_WRITE)
            ready = [key.fd for key, _ in poll.select(self._wait_s())]
        for fd in ready:
            if fd == self._listener.fileno():
                self._accept()
            elif fd == self._wake_in.fileno():
                self._wake_in.recv(4096)
            elif fd in self._peers:
                self._talk(self._peers[fd])
            else:
                self._nursery.write(fd)
        for peer in [peer for peer in self._peers.values() if time.monotonic() > peer.leave_at]:
            self._drop(peer)

    def _wait_s(self) -> float:
        step_at = self._nursery.next_step_at()
        wait_s = _MAX_WAIT_S if step_at is None else step_at - time.monotonic()
        return min(max(wait_s, 0.0), _MAX_WAIT_S)

    def _accept(self) -> None:
        try:
            connection, _ = self._listener.accept()
        except OSError:
            return
        if not same_user(connection):
            log.warning("stranger refused at the workers' socket")
            connection.close()
            return
        connection.setblocking(False)
        self._peers[connection.fileno()] = Peer(connection, time.monotonic() + _REQUEST_S)

    def _drop(self, peer: Peer) -> None:
        self._peers.pop(peer.connection.fileno(), None)
        peer.close()

    def _talk(self, peer: Peer) -> None:
        try:
            if peer.unsent:
                if peer.send():
                    self._drop(peer)
            elif line := peer.receive():
                reply = self._answer(line, peer)
                peer.unsent += reply.model_dump_json().encode() + b"\n"
        except BlockingIOError:
            return
        except OSError:
            self._drop(peer)

    def _answer(self, line: bytes, peer: Peer) -> Reply:
        self._last_contact = time.monotonic()
        try:
            asked = REQUEST.validate_json(line)
        except ValidationError:  # its text would quote the request
            return Reply(error="bad_request")
        match asked:
            case Ping():
                return self._reply()
            case ListAll():
                self._nursery.reap()
                nursery = self._nursery
                return self._reply().model_copy(update={"workers": nursery.children, "exits": nursery.exits})
            case Spawn():
                return self._spawn(asked, peer)
            case Stop():
                known = self._nursery.stop(asked.nonce, asked.reason, ask_s=asked.ask_s, term_s=asked.term_s)
                return self._reply() if known else Reply(error="unknown")
            case StopAll():
                self._close(asked.reason, asked.ask_s, asked.term_s)
                return self._reply().model_copy(update={"workers": self._nursery.children})

    def _reply(self) -> Reply:
        return Reply(pid=os.getpid(), build=self._build, tasks=self._tasks, closing=self._closing)

    def _close(self, reason: str, ask_s: float, term_s: float) -> None:
        self._closing = True
        self._nursery.stop_all(
            "cap_reached" if reason == "cap_reached" else "stopped", ask_s=ask_s, term_s=term_s
        )

    def _spawn(self, asked: Spawn, peer: Peer) -> Reply:
        children = self._nursery.children
        if self._closing:
            return Reply(error="closing")
        if asked.build != self._build and not children:
            self._closing = True
            return Reply(error="stale")
        if any(child.interview_id == asked.interview_id for child in children):
            return Reply(error="running")
        if len(peer.descriptors) != 2:
            return Reply(error="bad_request")
        reading, writing = peer.descriptors
        peer.descriptors.clear()
        try:
            child = self._nursery.spawn(asked, reading, writing)
        except OSError as error:
            log.error("worker could not be forked", errno=error.errno)  # noqa: TRY400 (a traceback adds nothing)
            return Reply(error="no_process")
        log.info("worker started", interview_id=child.interview_id, run=child.run, pid=child.pid)
        return self._reply().model_copy(update={"child": child})
