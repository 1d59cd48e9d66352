"""An attempt comes back, whatever becomes of the work."""

from __future__ import annotations

import asyncio

import pytest

from voice.attempt import attempt

pytestmark = pytest.mark.unit


async def done() -> None:
    return None


async def hangs() -> None:
    await asyncio.Event().wait()


async def fails() -> None:
    raise RuntimeError


async def cancels_itself() -> None:
    raise asyncio.CancelledError


async def test_it_says_whether_the_work_got_to_its_end() -> None:
    assert await attempt(done(), within_s=5)
    assert not await attempt(hangs(), within_s=0.01)
    assert not await attempt(fails(), within_s=5)


async def test_work_that_is_cancelled_from_within_cancels_nobody_else() -> None:
    assert not await attempt(cancels_itself(), within_s=5)
