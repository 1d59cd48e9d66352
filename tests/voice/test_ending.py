"""The first cause of an ending wins."""

from __future__ import annotations

import asyncio

import pytest

from voice import ending
from voice.ending import Outcome

pytestmark = pytest.mark.unit


async def test_the_first_cause_wins() -> None:
    outcome = Outcome()
    outcome.decide(ending.STOPPED)
    outcome.decide(ending.COMPLETED)
    assert await outcome.wait() is ending.STOPPED


async def test_waiting_for_someone_ends_when_the_interview_is_over_first() -> None:
    outcome, arrived = Outcome(), asyncio.Event()
    waiting = asyncio.create_task(outcome.or_first(arrived, within_s=60))
    await asyncio.sleep(0)
    outcome.decide(ending.STOPPED)
    await asyncio.wait_for(waiting, 5)
    assert outcome.decided
    assert not arrived.is_set()


async def test_waiting_for_someone_gives_up_after_its_time() -> None:
    outcome = Outcome()
    await outcome.or_first(asyncio.Event(), within_s=0.01)
    assert not outcome.decided


def test_every_ending_with_something_to_explain_has_a_sentence_that_ends() -> None:
    endings = [value for value in vars(ending).values() if isinstance(value, ending.Ending)]
    assert len(endings) > 8
    for one in endings:
        if one is not ending.COMPLETED:
            assert one.detail.endswith(".")
