"""Child processes of the embedded stack: started with a listed environment, known by (pid, start time)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

import psutil

from interview.models import Frozen

ROOT = Path(__file__).resolve().parents[1]
_LOOK_EVERY_S = 0.02
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "VIRTUAL_ENV", "SSL_CERT_FILE", "LD_LIBRARY_PATH")


class ProcessId(Frozen):
    """A process that can't be mistaken for a later one with the same pid."""

    pid: int
    started: float

    @classmethod
    def of(cls, pid: int) -> ProcessId:
        """Raises:
        psutil.NoSuchProcess: it is gone.
        """
        return cls(pid=pid, started=psutil.Process(pid).create_time())

    @classmethod
    def mine(cls) -> ProcessId:
        """The process that asks."""
        return cls.of(os.getpid())

    def alive(self) -> bool:
        """Whether this very process runs (a zombie doesn't)."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.started) < 0.01
            return same and process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    def stop(self, patience_s: float = 5.0) -> None:
        """TERM, then after ``patience_s`` KILL; never another process that got its pid."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            if not self.alive():
                return
            with suppress(psutil.NoSuchProcess):
                psutil.Process(self.pid).send_signal(number)
            if self.gone_within(patience_s):
                return

    def gone_within(self, seconds: float) -> bool:
        """Whether it ends in that time."""
        deadline = time.monotonic() + seconds
        while self.alive():
            if time.monotonic() > deadline:
                return False
            time.sleep(_LOOK_EVERY_S)
        return True


def environment() -> dict[str, str]:
    """What a child inherits: a short list of variables, none of them a key."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "PYTHONUNBUFFERED": "1"}


def spawn(argv: list[str], log: Path, *, quiet: bool = False) -> subprocess.Popen[str]:
    """Start a child in its own session, so that the terminal's Ctrl-C reaches only its parent.

    Its stderr is appended to ``log`` (0600); stdin and stdout are pipes, or stdout goes to the log
    too and stdin is closed when it is ``quiet``.
    """
    with open_private(log, append=True) as errors:
        return subprocess.Popen(
            argv,
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.DEVNULL if quiet else subprocess.PIPE,
            stdout=errors if quiet else subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        )


def open_private(path: Path, *, append: bool = False) -> IO[str]:
    """Open a file for writing that only this user can read, made so from its first byte."""
    path.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if append else os.O_TRUNC)
    handle = os.open(path, flags, 0o600)
    os.fchmod(handle, 0o600)
    return os.fdopen(handle, "a" if append else "w", encoding="utf-8")


def python(module: str) -> list[str]:
    """The argument list that runs one of our modules with this interpreter."""
    return [sys.executable, "-m", module]
