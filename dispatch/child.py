"""One worker process of dispatch mode: the same ``agent_worker.py`` the web app's interviews run in."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Self

import logs
from embedded.process import ROOT, ProcessId
from settings import inherited_environment
from workers.protocol import Job, StopAsked

log = logs.get(__name__)

_BOOT_S = 20.0
_LOOK_S = 1.0
_GOODBYE_S = 45.0
_TERM_S = 3.0


class Child:
    """A worker that waits for its job; keys reach it through its pipe alone."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._loop = asyncio.get_running_loop()

    @classmethod
    async def begin(cls) -> Self:
        """Start one; it loads what it needs until the job comes.

        Raises:
            OSError: it can't be started.
        """
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "agent_worker.py"),
            cwd=ROOT,
            env=inherited_environment(),
            stdin=asyncio.subprocess.PIPE,
            start_new_session=True,  # the terminal's Ctrl-C ends interviews through their pipes
        )
        return cls(process)

    def name(self) -> ProcessId:
        """Which process it is.

        Raises:
            psutil.NoSuchProcess: it is gone.
        """
        return ProcessId.of(self._process.pid)

    async def give(self, job: Job) -> None:
        """Hand the job over.

        Raises:
            OSError: it is gone.
        """
        await self._write(job.to_pipe())

    async def over(self, heard_at: Callable[[], float | None], silent_s: float) -> int:
        """Wait for its end; one that says nothing for ``silent_s`` is ended.

        Args:
            heard_at: when it was heard last, on the monotonic clock; None before the first time.

        Returns:
            its exit code.
        """
        given_at = time.monotonic()
        while True:
            with suppress(TimeoutError):
                return await asyncio.wait_for(self._process.wait(), _LOOK_S)
            last = heard_at()
            if time.monotonic() - (given_at + _BOOT_S if last is None else last) > silent_s:
                log.error("worker is hung", pid=self._process.pid)
                await self.kill()

    def ask_to_stop(self) -> None:
        """Have it say goodbye and end; may be called from any thread."""
        with suppress(RuntimeError):  # its loop is closed: it has ended
            asyncio.run_coroutine_threadsafe(self._ask(), self._loop)

    async def aclose(self) -> None:
        """Ask, then TERM, then KILL; returns when it is gone."""
        if self._process.returncode is None:
            await self._ask()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._process.wait(), _GOODBYE_S)
        await self.kill()

    async def kill(self) -> None:
        """TERM, then KILL; returns when it is gone."""
        for end in (self._process.terminate, self._process.kill):
            if self._process.returncode is None:
                with suppress(ProcessLookupError):
                    end()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._process.wait(), _TERM_S)

    async def _ask(self) -> None:
        with suppress(OSError):
            await self._write(StopAsked().model_dump_json())

    async def _write(self, line: str) -> None:
        assert self._process.stdin is not None  # noqa: S101 (it was started with a pipe)
        self._process.stdin.write(line.encode() + b"\n")
        await self._process.stdin.drain()
