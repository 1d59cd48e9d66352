"""The warm parent: ``python -m workers.warm_parent --run-dir DATA_DIR/run``.

It imports everything a worker needs once, freezes it, and forks a worker per job, so a start costs
milliseconds instead of seconds. It has one thread, no event loop and no secrets of its own; it
outlives the web app, and leaves by itself when there is nothing to look after.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import logs
from workers.address import private_directory
from workers.build import fingerprint
from workers.child import load
from workers.server import Server, Timing

READY = b"ready\n"


def native_tasks() -> int:
    """Threads of this process, native ones included (those of Python where /proc is missing)."""
    try:
        return len(os.listdir("/proc/self/task"))
    except FileNotFoundError:
        return threading.active_count()


def warm_up(preload: str) -> int:
    """Import what workers share and freeze it. Returns the number of threads that exist after it.

    Raises:
        ImportError, AttributeError: ``preload`` names nothing.
        RuntimeError: a Python thread was started: a fork would copy its locks and not itself.
    """
    if preload:
        load(preload)()
    gc.collect()
    gc.freeze()
    if threading.active_count() != 1:
        raise RuntimeError("the preload started a thread")
    tasks = native_tasks()
    if tasks != 1:
        logs.get(__name__).warning("preload left native threads", tasks=tasks)
    return tasks


def serve(args: argparse.Namespace, ready: Callable[[], None]) -> int:
    """Warm up, listen, and look after workers until there is nothing left to do."""
    os.umask(0o077)
    logs.configure("warm-parent", args.log_level)
    tasks = warm_up(args.preload)
    server = Server(
        private_directory(args.run_dir),
        entry=args.entry,
        build=args.build or fingerprint(),
        tasks=tasks,
        timing=Timing(idle_s=args.idle_s, ask_s=args.ask_s, term_s=args.term_s),
    )
    server.listen()
    ready()
    server.run()
    return 0


def detach(serving: Callable[[Callable[[], None]], int]) -> int:
    """Serve in a process of its own session whose parent is nobody in particular.

    Returns:
        In the process that was started: 0 once the other one listens, else 1.
    """
    reading, writing = os.pipe()
    if os.fork() != 0:
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            return 0 if pipe.read() == READY else 1
    os.close(reading)

    def ready() -> None:
        os.write(writing, READY)
        os.close(writing)

    return serving(ready)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="workers.warm_parent", description=__doc__)
    parser.add_argument("--run-dir", type=Path, required=True, help="where the socket and badges lie")
    parser.add_argument("--entry", default="agent_worker:main", help="module:function a worker runs")
    parser.add_argument("--preload", default="voice.preload:preload", help="module:function; '' for none")
    parser.add_argument("--build", default="", help="names the source; default: its fingerprint")
    parser.add_argument("--log-level", default="INFO")
    parser.add_argument("--idle-s", type=float, default=90.0, help="seconds alone before leaving")
    parser.add_argument("--ask-s", type=float, default=10.0, help="on TERM: seconds to end when asked")
    parser.add_argument("--term-s", type=float, default=5.0, help="on TERM: seconds from TERM to KILL")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit code."""
    args = _arguments(argv)
    return detach(lambda ready: serve(args, ready))


if __name__ == "__main__":
    sys.exit(main())
