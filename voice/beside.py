"""Work that runs beside a block and ends with it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

from livekit.agents import utils

import logs

log = logs.get(__name__)


@contextlib.asynccontextmanager
async def beside(*work: Coroutine[Any, Any, None], on_failure: Callable[[], None]) -> AsyncIterator[None]:
    """Run ``work`` until the block ends; when one of it fails, ``on_failure`` is called."""

    def report(task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()):
            log.error("work beside the interview failed", error=type(error).__name__)
            on_failure()

    running = [asyncio.create_task(coroutine) for coroutine in work]
    for task in running:
        task.add_done_callback(report)
    try:
        yield
    finally:
        await utils.aio.cancel_and_wait(*running)
