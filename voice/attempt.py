"""Doing something that may hang, fail or be cancelled from within, without being taken along."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import logs

log = logs.get(__name__)


async def attempt(work: Coroutine[Any, Any, object], *, within_s: float) -> bool:
    """Run ``work`` for at most ``within_s`` seconds; True when it got to its end.

    A closing LiveKit session can raise, or cancel itself when its room is gone; neither may keep
    the worker from handing in its last events.
    """
    task, name = asyncio.create_task(work), getattr(work, "__qualname__", "work")
    await asyncio.wait({task}, timeout=within_s)
    if not task.done():
        task.cancel()
        log.warning("given up on", work=name)
        return False
    if task.cancelled():
        log.warning("cancelled from within", work=name)
        return False
    if error := task.exception():
        log.warning("failed", work=name, error=type(error).__name__)
        return False
    return True
