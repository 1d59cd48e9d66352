"""Readers that misbehave in the way their input names; run as a child in place of the real one."""

from __future__ import annotations

import json
import os
import signal
import sys

from documents import child


def main() -> None:
    child._limit()
    mode = sys.stdin.read()
    if mode == "hangs":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.pause()
    elif mode == "eats":
        eaten = [bytes(50_000_000) for _ in range(20)]
        sys.stdout.write(json.dumps({"media_type": "text/plain", "text": f"ate {len(eaten)}"}))
    elif mode == "dies":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif mode == "babbles":
        sys.stdout.write("this is no JSON")
    elif mode == "counts":
        sys.stdout.write("7")
    elif mode == "forks":
        os.fork()
        signal.pause()
    else:
        sys.stdout.write(json.dumps({"media_type": "text/plain", "text": " ".join(os.environ)}))


main()
