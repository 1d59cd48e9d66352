"""Readers that misbehave in the way their input names; run as a child in place of the real one."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable

from documents import child


def answer(text: str) -> str:
    return json.dumps({"media_type": "text/plain", "text": text, "sections": [], "notices": []})


def hangs() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.pause()


def eats() -> None:
    eaten = [bytes(50_000_000) for _ in range(20)]
    sys.stdout.write(answer(f"ate {len(eaten)}"))


def floods() -> None:
    while True:
        sys.stdout.write("x" * 1_000_000)


def lingers() -> None:
    os.close(1)
    signal.pause()


def forks() -> None:
    os.fork()
    signal.pause()


MODES: dict[str, Callable[[], object]] = {
    "hangs": hangs,
    "eats": eats,
    "dies": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "babbles": lambda: sys.stdout.write("this is no JSON"),
    "counts": lambda: sys.stdout.write("7"),
    "floods": floods,
    "lingers": lingers,
    "forks": forks,
    "environment": lambda: sys.stdout.write(answer(" ".join(os.environ))),
}


def main() -> None:
    child._limit()
    MODES[sys.stdin.read()]()


main()
