"""The worker's own copy of its events, on disk before anyone else hears of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from interview.events import Event


class Spool:
    """An append-only JSON-lines file, one event a line, fsynced before :meth:`append` returns."""

    def __init__(self, directory: str, interview_id: str, run: int) -> None:
        self.path = Path(directory) / f"{interview_id}.{run}.jsonl"
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._fd = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        directory_fd = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(directory_fd)
        finally:
            os.close(directory_fd)

    def append(self, events: Sequence[Event]) -> None:
        """Write and fsync.

        Raises:
            OSError: the disk is full or gone; nothing after the last whole line counts.
        """
        lines = "".join(event.model_dump_json() + "\n" for event in events).encode()
        view = memoryview(lines)
        while view:
            view = view[os.write(self._fd, view) :]
        os.fsync(self._fd)

    def close(self) -> None:
        """Close the file and leave it: the web app removes it once every event is stored."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()
