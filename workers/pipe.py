"""Writing a job into a worker's pipe without waiting for ever."""

from __future__ import annotations

import os
import select
import time

HAND_OVER_S = 10.0


def hand_over(writing: int, line: bytes, timeout_s: float = HAND_OVER_S) -> None:
    """Write all of ``line``; a pipe holds 64 KB, so the worker has to be reading.

    Raises:
        TimeoutError: it didn't read in time.
        OSError: it closed its end.
    """
    os.set_blocking(writing, False)
    view = memoryview(line)
    deadline = time.monotonic() + timeout_s
    poll = select.poll()
    poll.register(writing, select.POLLOUT)
    while view:
        if not poll.poll(max(deadline - time.monotonic(), 0) * 1000):
            raise TimeoutError
        view = view[os.write(writing, view) :]
