"""What an interview costs in processor time, read from outside the processes."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import psutil

_LOOK_EVERY_S = 0.5


@dataclass
class Processor:
    """Counts the processor time of processes that come and go, for as long as the block lasts.

    Attributes:
        pids: asked again and again, since workers are short-lived.
        cores: processor seconds per second of the block, once it is left.
    """

    pids: Callable[[], Iterable[int]]
    cores: float = 0.0
    _first: dict[int, float] = field(default_factory=dict)
    _last: dict[int, float] = field(default_factory=dict)
    _began: float = 0.0
    _looking: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._began = time.monotonic()
        for pid in self.pids():
            self._look(pid)
        self._first = dict(self._last)
        self._looking = asyncio.create_task(self._keep_looking())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
        for pid in self.pids():
            self._look(pid)
        used_s = sum(used - self._first.get(pid, 0.0) for pid, used in self._last.items())
        self.cores = used_s / (time.monotonic() - self._began)

    async def _keep_looking(self) -> None:
        while True:
            for pid in self.pids():
                self._look(pid)
            await asyncio.sleep(_LOOK_EVERY_S)  # between two looks at other processes

    def _look(self, pid: int) -> None:
        with contextlib.suppress(psutil.NoSuchProcess):
            times = psutil.Process(pid).cpu_times()
            self._last[pid] = times.user + times.system
