"""Starts the warm parent as a process that nobody's end takes along."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from settings import inherited_environment
from workers.address import private_directory
from workers.build import ROOT, fingerprint

_LOG_LIMIT_BYTES = 5_000_000


@dataclass(frozen=True)
class Recipe:
    """How a warm parent is started.

    Attributes:
        run_dir: where socket, lock and badges lie.
        entry: ``module:function`` a worker runs.
        preload: ``module:function`` run once before the first fork; empty for none.
        log_dir: its output and its workers' goes to ``workers.log`` there; None: to our stderr.
        idle_s: seconds without contact and workers after which it leaves.
        start_s: seconds it may take to listen.
        build: names the source it runs; None: the fingerprint of the files as they are now.
    """

    run_dir: Path
    entry: str = "agent_worker:main"
    preload: str = "voice.preload:preload"
    log_dir: Path | None = None
    log_level: str = "INFO"
    idle_s: float = 90.0
    start_s: float = 60.0
    build: str | None = None

    def current_build(self) -> str:
        """What a parent started now would run."""
        return fingerprint() if self.build is None else self.build


@contextmanager
def starting(run_dir: Path) -> Iterator[None]:
    """Only one process or thread at a time decides whether a warm parent must be started."""
    with (private_directory(run_dir) / "workers.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def start(recipe: Recipe) -> bool:
    """Start it and wait until it listens. Call within :func:`starting`.

    Raises:
        OSError: it can't be executed, or the log can't be opened.
    """
    command = [sys.executable, "-m", "workers.warm_parent", "--run-dir", str(recipe.run_dir.resolve())]
    command += ["--entry", recipe.entry, "--preload", recipe.preload]
    command += [
        "--build",
        recipe.current_build(),
        "--log-level",
        recipe.log_level,
        "--idle-s",
        str(recipe.idle_s),
    ]
    environment = inherited_environment()
    # numpy's OpenBLAS starts its threads at import; a process that forks must have none
    environment["OPENBLAS_NUM_THREADS"] = "1"
    output = None if recipe.log_dir is None else _open_log(recipe.log_dir)
    try:
        process = subprocess.Popen(  # noqa: S603 (our own module, no shell)
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output if output is not None else sys.stderr.fileno(),
            stderr=output,
            start_new_session=True,
        )
    finally:
        if output is not None:
            output.close()
    try:
        return process.wait(recipe.start_s) == 0
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return False


def _open_log(directory: Path) -> BinaryIO:
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / "workers.log"
    if path.exists() and path.stat().st_size > _LOG_LIMIT_BYTES:
        path.replace(path.with_suffix(".log.1"))
    return path.open("ab")
