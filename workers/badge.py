"""A worker's badge: an open file that says which interview its process is for.

A pid can be reused and a registry row can be forged; an open descriptor of a file named after the
job's nonce can't. Before a process is signalled without the warm parent's help, all three must
match: pid, start time and badge.
"""

from __future__ import annotations

import hashlib
import os
import signal
from dataclasses import dataclass
from pathlib import Path

import psutil

START_TOLERANCE_S = 2.0
"""psutil adds the boot time to a process's start; a clock that is set moves it by as much."""


@dataclass(frozen=True)
class Holder:
    """A process as its badge names it. ``create_time``: epoch seconds."""

    path: Path
    pid: int
    create_time: float


def directory(run_dir: Path) -> Path:
    """Where badges lie."""
    return run_dir / "badges"


def path_of(run_dir: Path, nonce: str) -> Path:
    """The badge's file; the nonce itself is not on disk."""
    return directory(run_dir) / hashlib.sha256(nonce.encode()).hexdigest()[:32]


def open_for(run_dir: Path, nonce: str) -> int:
    """A new badge's descriptor; a forked worker inherits it and so holds it from its first moment."""
    path = path_of(run_dir, nonce)
    path.parent.mkdir(exist_ok=True, mode=0o700)
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)


def sign(fd: int, pid: int, create_time: float) -> None:
    """Write whose badge it is: the pid, and when that process began (epoch seconds)."""
    os.write(fd, f"{pid} {create_time}\n".encode())


def holder_of(run_dir: Path, nonce: str) -> Holder | None:
    """Whose badge it says it is, checked by nobody yet; None when there is no such badge."""
    path = path_of(run_dir, nonce)
    try:
        pid, create_time = path.read_text(encoding="ascii").split()
        return Holder(path, int(pid), float(create_time))
    except (OSError, ValueError):
        return None


def discard(run_dir: Path, nonce: str) -> None:
    """Remove the badge of a worker that is gone."""
    path_of(run_dir, nonce).unlink(missing_ok=True)


def holders(run_dir: Path) -> list[Holder]:
    """Every badge that a live process holds; badges nobody holds are removed."""
    found = []
    for path in sorted(directory(run_dir).glob("*")):
        try:
            pid, create_time = path.read_text(encoding="ascii").split()
            holder = Holder(path, int(pid), float(create_time))
        except (OSError, ValueError):
            continue
        if is_held(holder):
            found.append(holder)
        else:
            path.unlink(missing_ok=True)
    return found


def is_held(holder: Holder) -> bool:
    """Whether that process is alive, is that process, and holds that badge."""
    return process_of(holder) is not None


def process_of(holder: Holder) -> psutil.Process | None:
    """The living process behind a badge, or None when any of the three doesn't match."""
    if holder.pid <= 1:
        return None
    try:
        process = psutil.Process(holder.pid)
        if abs(process.create_time() - holder.create_time) > START_TOLERANCE_S:
            return None
        if process.status() in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD):
            return None
        wanted = os.path.realpath(holder.path)
        held = any(opened.path == wanted for opened in process.open_files())
    except psutil.Error:
        return None
    return process if held else None


def end(holder: Holder, *, term_s: float) -> bool:
    """TERM, then KILL the whole group after ``term_s`` seconds. Blocks at most twice that long.

    Returns:
        Whether a process matched and was signalled; a stranger's never is.
    """
    process = process_of(holder)
    if process is None:
        return False
    try:
        process.terminate()
        process.wait(timeout=term_s)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        if is_held(holder):
            _kill_group(holder.pid)
            _wait(process, term_s)
    return True


def wait_for_end(pid: int, timeout_s: float) -> bool:
    """Wait until the process that has this pid now is gone; False when it outlives the time."""
    try:
        process = psutil.Process(pid)
    except psutil.NoSuchProcess:
        return True
    _wait(process, timeout_s)
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def _kill_group(pid: int) -> None:
    try:
        if os.getpgid(pid) == pid:
            os.killpg(pid, signal.SIGKILL)
        else:
            os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _wait(process: psutil.Process, timeout_s: float) -> None:
    try:
        process.wait(timeout=timeout_s)
    except psutil.Error:
        return
