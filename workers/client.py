"""The web app's side of the warm parent's socket."""

from __future__ import annotations

import os
import socket
import time
from dataclasses import replace
from pathlib import Path

import logs
from errors import WorkerError
from workers import badge, launch
from workers.address import socket_path
from workers.pipe import hand_over
from workers.protocol import Job
from workers.wire import (
    MAX_REPLY_BYTES,
    Child,
    ListAll,
    Ping,
    Reply,
    Request,
    Spawn,
    Stop,
    StopAll,
    StopReason,
)

log = logs.get(__name__)

_REPLY_S = 5.0


class Unanswered(Exception):
    """No warm parent answers at the socket."""


class WarmClient:
    """Speaks to the warm parent, and starts it when it isn't there. Safe to use from many threads."""

    def __init__(self, recipe: launch.Recipe) -> None:
        self._recipe = replace(recipe, run_dir=recipe.run_dir.resolve())

    @property
    def run_dir(self) -> Path:
        return self._recipe.run_dir

    @property
    def _closed(self) -> Path:
        """Its presence says that :func:`stop_all` has ended everything and nothing may begin."""
        return self.run_dir / "workers.closed"

    def is_closed(self) -> bool:
        """Whether everything is being ended, or was."""
        return self._closed.exists()

    def reopen(self) -> None:
        """Allow starts again after a :func:`stop_all`. Raises OSError."""
        self._closed.unlink(missing_ok=True)

    def refuse_starts(self) -> None:
        """Start no warm parent until :meth:`reopen`. Raises OSError."""
        with launch.starting(self.run_dir):
            self._closed.touch(mode=0o600)

    def ensure(self) -> None:
        """Make sure a warm parent of our build listens; one with workers may be of an older build.

        Raises:
            WorkerError: it can't be started.
        """
        try:
            with launch.starting(self.run_dir):
                if self._serves():
                    return
                if self._closed.exists():
                    raise WorkerError(log="interviews are being ended")
                if not launch.start(self._recipe):
                    raise WorkerError(log="warm parent did not start")
        except OSError as error:
            raise WorkerError(log="warm parent could not be executed") from error

    def _serves(self) -> bool:
        try:
            found = self.listing()
            if found.closing:
                return False
            if found.build == self._recipe.current_build() or found.workers:
                return True
            self._ask(StopAll(ask_s=0, term_s=0))
        except Unanswered:
            return False
        return False

    def ping(self) -> Reply:
        """Raises Unanswered."""
        return self._ask(Ping())

    def listing(self) -> Reply:
        """The live workers and the exits since the parent began. Raises Unanswered."""
        return self._ask(ListAll())

    def stop(self, nonce: str, *, reason: StopReason = "stopped", ask_s: float, term_s: float) -> bool:
        """Begin the ladder: ask, TERM after ``ask_s``, KILL the group ``term_s`` later.

        Returns:
            False when no warm parent answers or it doesn't know this worker.
        """
        try:
            return not self._ask(Stop(nonce=nonce, reason=reason, ask_s=ask_s, term_s=term_s)).error
        except Unanswered:
            return False

    def stop_everyone(self, *, ask_s: float, term_s: float) -> Reply:
        """Begin the ladder for all; the parent leaves after the last. Raises Unanswered."""
        return self._ask(StopAll(ask_s=ask_s, term_s=term_s))

    def wait_until_gone(self, timeout_s: float) -> bool:
        """Wait until no warm parent listens: a connection stays open as long as it lives."""
        deadline = time.monotonic() + timeout_s
        while (left_s := deadline - time.monotonic()) > 0:
            try:
                with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                    connection.settimeout(left_s)
                    connection.connect(str(socket_path(self.run_dir)))
                    connection.recv(1)
            except TimeoutError:
                return False
            except ConnectionResetError:
                continue
            except OSError:
                return True
        return False

    def spawn(self, job: Job) -> Child:
        """Start a worker and hand it its job.

        Raises:
            WorkerError: with a sentence for the person who pressed Start.
        """
        asked = Spawn(
            interview_id=job.interview_id, run=job.run, nonce=job.nonce, build=self._recipe.current_build()
        )
        reading, writing = os.pipe()
        try:
            try:
                child = self._spawn(asked, [reading, writing])
            finally:
                os.close(reading)
            try:
                hand_over(writing, job.to_pipe().encode() + b"\n")
            except OSError as error:
                self.stop(job.nonce, ask_s=0, term_s=1)
                raise WorkerError(log="worker did not take its job") from error
        finally:
            os.close(writing)
        return child

    def _spawn(self, asked: Spawn, pipe: list[int]) -> Child:
        for attempt in range(2):
            try:
                reply = self._ask(asked, pipe)
            except Unanswered:
                holder = badge.holder_of(self.run_dir, asked.nonce)
                if holder is not None and badge.is_held(holder):
                    who = asked.model_dump(include={"interview_id", "run", "nonce"})
                    return Child(**who, pid=holder.pid, create_time=holder.create_time)
            else:
                if reply.child is not None:
                    return reply.child
                if reply.error == "running":
                    raise WorkerError("This interview already has its interviewer. Reload the page.")
                if reply.error not in ("closing", "stale"):
                    break
            if attempt == 0:
                self.ensure()
        raise WorkerError(log="warm parent could not start a worker")

    def _ask(self, request: Request, descriptors: list[int] | None = None) -> Reply:
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                connection.settimeout(_REPLY_S)
                connection.connect(str(socket_path(self.run_dir)))
                line = request.model_dump_json().encode() + b"\n"
                socket.send_fds(connection, [line], descriptors or [])
                received = bytearray()
                while not received.endswith(b"\n"):
                    chunk = connection.recv(1 << 16)
                    if not chunk or len(received) > MAX_REPLY_BYTES:
                        raise Unanswered
                    received += chunk
        except OSError as error:
            raise Unanswered from error
        return Reply.model_validate_json(bytes(received))


def stop_all(data_dir: Path, timeout_s: float) -> int:
    """End every interview of this data directory: ask, TERM, KILL, within about ``timeout_s`` seconds.

    Call it while the web app still runs, so that workers can post their endings. The web app starts
    no worker from then on; the next one (:meth:`worker_manager.WorkerManager.open`) does.

    Returns:
        How many workers there were. Returns once they and the warm parent are gone.
    """
    client = WarmClient(launch.Recipe(run_dir=data_dir / "run"))
    client.refuse_starts()
    term_s = min(3.0, timeout_s / 3)
    try:
        reply = client.stop_everyone(ask_s=max(timeout_s - 2 * term_s, 0), term_s=term_s)
    except Unanswered:
        count = 0
    else:
        count = len(reply.workers)
        badge.wait_for_end(reply.pid, timeout_s)
    left = badge.holders(client.run_dir)
    for holder in left:
        badge.end(holder, term_s=term_s)
    return max(count, len(left))
