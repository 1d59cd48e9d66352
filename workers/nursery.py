"""The warm parent's children: fork them, write to their pipes, stop them, bury them."""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil

import logs
from workers import badge
from workers.child import become_worker
from workers.protocol import StopAsked
from workers.wire import Child, Exit, Spawn, StopReason

_KEPT_EXITS = 500
_BLOCKED = (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)

log = logs.get(__name__)


@dataclass
class Alive:
    """One running worker. Deadlines are monotonic seconds; None when not due."""

    child: Child
    stdin: int
    unwritten: bytearray = field(default_factory=bytearray)
    term_at: float | None = None
    kill_at: float | None = None
    term_s: float = 5.0


class Nursery:
    """Owns the processes; nothing else signals or reaps them.

    A child that ended stays a zombie until :meth:`reap`, so its pid can't be anyone else's when it
    or its group is signalled.
    """

    def __init__(self, run_dir: Path, *, entry: str, leave_parent: Callable[[], None]) -> None:
        self._run_dir = run_dir
        self._entry = entry
        self._leave_parent = leave_parent
        self._alive: dict[int, Alive] = {}
        self._exits: deque[Exit] = deque(maxlen=_KEPT_EXITS)

    @property
    def children(self) -> tuple[Child, ...]:
        return tuple(alive.child for alive in self._alive.values())

    @property
    def exits(self) -> tuple[Exit, ...]:
        """The last reaped workers, oldest first."""
        return tuple(self._exits)

    def writable_wanted(self) -> list[int]:
        """Descriptors of pipes with something left to write."""
        return [alive.stdin for alive in self._alive.values() if alive.unwritten and alive.stdin >= 0]

    def spawn(self, asked: Spawn, reading: int, writing: int) -> Child:
        """Fork a worker whose stdin is ``reading``; keep ``writing`` for the stop line.

        Both descriptors are this method's to close, whatever happens.

        Raises:
            OSError: no process, descriptor or badge to be had.
        """
        try:
            badge_fd = badge.open_for(self._run_dir, asked.nonce)
        except OSError:
            os.close(reading)
            os.close(writing)
            raise
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, _BLOCKED)
        try:
            pid = os.fork()
            if pid == 0:
                become_worker(self._entry, stdin=reading, leave_parent=lambda: self._leave(writing))
            child = Child(
                interview_id=asked.interview_id,
                run=asked.run,
                nonce=asked.nonce,
                pid=pid,
                create_time=psutil.Process(pid).create_time(),
            )
            badge.sign(badge_fd, pid, child.create_time)
        except OSError:
            os.close(writing)
            raise
        finally:
            os.close(reading)
            os.close(badge_fd)
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        os.set_blocking(writing, False)
        self._alive[pid] = Alive(child, writing)
        return child

    def _leave(self, writing: int) -> None:
        """In the child: a pipe must see its end when the parent closes it."""
        os.close(writing)
        for alive in self._alive.values():
            _close(alive)
        self._leave_parent()

    def write(self, fd: int) -> None:
        """Write what a pipe takes now; a worker that closed its pipe needs nothing more."""
        for alive in self._alive.values():
            if alive.stdin != fd:
                continue
            try:
                while alive.unwritten:
                    del alive.unwritten[: os.write(fd, alive.unwritten)]
            except BlockingIOError:
                return
            except OSError:
                _close(alive)

    def stop(self, nonce: str, reason: StopReason, *, ask_s: float, term_s: float) -> bool:
        """Begin the ladder for one worker; asking again may only make it sooner. False: unknown."""
        for alive in self._alive.values():
            if alive.child.nonce == nonce:
                self._begin_ladder(alive, reason, ask_s=ask_s, term_s=term_s)
                return True
        return False

    def stop_all(self, reason: StopReason, *, ask_s: float, term_s: float) -> None:
        """Begin the ladder for every worker."""
        for alive in list(self._alive.values()):
            self._begin_ladder(alive, reason, ask_s=ask_s, term_s=term_s)

    def _begin_ladder(self, alive: Alive, reason: StopReason, *, ask_s: float, term_s: float) -> None:
        first_time = alive.term_at is None and alive.kill_at is None
        now = time.monotonic()
        if alive.kill_at is None:
            alive.term_at = min(alive.term_at or now + ask_s, now + ask_s)
            alive.term_s = term_s
        if first_time and ask_s > 0 and alive.stdin >= 0:
            alive.unwritten += StopAsked(reason=reason).model_dump_json().encode() + b"\n"
            self.write(alive.stdin)

    def climb(self, now: float) -> None:
        """Take every step of a ladder that is due at ``now`` (monotonic seconds)."""
        for pid, alive in self._alive.items():
            if alive.kill_at is not None and now >= alive.kill_at:
                log.warning("worker killed", interview_id=alive.child.interview_id, pid=pid)
                alive.kill_at = now + alive.term_s
                _signal_group(pid, signal.SIGKILL)
            elif alive.kill_at is None and alive.term_at is not None and now >= alive.term_at:
                log.info("worker terminated", interview_id=alive.child.interview_id, pid=pid)
                alive.kill_at = now + alive.term_s
                os.kill(pid, signal.SIGTERM)

    def next_step_at(self) -> float | None:
        """When :meth:`climb` has something to do next."""
        due = [alive.kill_at or alive.term_at for alive in self._alive.values()]
        return min((at for at in due if at is not None), default=None)

    def reap(self) -> None:
        """Bury every child that ended, and whatever is left of its group."""
        while self._alive:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if ended is None:
                return
            pid = ended.si_pid
            _signal_group(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
            alive = self._alive.pop(pid, None)
            if alive is None:
                continue
            _close(alive)
            badge.discard(self._run_dir, alive.child.nonce)
            code = os.waitstatus_to_exitcode(status)
            self._exits.append(Exit(**alive.child.model_dump(), code=code))
            log.info("worker gone", interview_id=alive.child.interview_id, pid=pid, exit_code=code)


def _signal_group(pid: int, number: int) -> None:
    """Signal the group that ``pid`` (a child not yet reaped) leads, or the child alone."""
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        os.kill(pid, number)
    except PermissionError:
        return


def _close(alive: Alive) -> None:
    if alive.stdin >= 0:
        os.close(alive.stdin)
        alive.stdin = -1
        alive.unwritten.clear()
