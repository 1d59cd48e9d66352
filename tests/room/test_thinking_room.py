"""Room to think: pauses that must not be taken for an end, counted. TORTURE_PAUSES says how many of each.

One pause while the floor is held is in ``test_worker_talks.py``, in every run.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import cycle
from pathlib import Path
from statistics import median

import pytest

from embedded.stack import EmbeddedServices
from interview.models import Patience
from tests.room.guest import Guest
from tests.room.rig import Rig, open_rig
from tests.room.waiting import until

pytestmark = pytest.mark.room

PAUSES = int(os.environ.get("TORTURE_PAUSES", "3"))
PER_HOLD = 6
ANSWERS = cycle(
    (
        ("In my last job I built the", "payment service for a large bank."),
        ("The hardest part was that we", "had no tests for the old system."),
        ("So I asked two colleagues to", "help me write them in a week."),
        ("In the end we moved all the", "customers without losing any data."),
    )
)
ENDLESS = {
    "greeting": {"limit_s": 10_000.0},
    "self_intro": {"limit_s": 10_000.0, "min_time_s": 9_000.0, "silence_s": 600.0},
}


@asynccontextmanager
async def talk(stack: EmbeddedServices, tmp: Path, patience: Patience) -> AsyncIterator[tuple[Rig, Guest]]:
    """An interview that stays in its first stages, however much is answered; the first question was heard."""
    await asyncio.to_thread(tmp.mkdir)
    async with open_rig(stack, tmp) as rig:
        await rig.start(patience=patience, overrides=ENDLESS)
        guest = await rig.guest()
        await guest.hears_a_question()
        yield rig, guest


@pytest.mark.torture
async def test_nothing_is_said_in_pauses_of_four_seconds_while_the_floor_is_held(
    stack: EmbeddedServices, tmp_path: Path
) -> None:
    starts, paused, answers = 0, 0, 0
    async with talk(stack, tmp_path / "held", Patience.BRISK) as (rig, guest):
        while paused < PAUSES:
            assert (await guest.press("hold", on=True))["ok"]
            guest.first_audible = 0.0
            count = min(PER_HOLD, PAUSES - paused)
            await guest.say(*(next(ANSWERS)[0] for _ in range(count + 1)), rest_s=4.0)
            starts += bool(guest.first_audible) + (guest.state in ("thinking", "speaking"))
            starts += len(rig.sink.turns("candidate")) - answers
            paused += count
            assert guest.attributes["mf.hold"] == "1"
            assert (await guest.press("hold", on=False))["ok"]
            await guest.hears_a_question()
            answers = len(rig.sink.turns("candidate"))
    assert (starts, paused) == (0, PAUSES)


async def replies(
    stack: EmbeddedServices, tmp: Path, patience: Patience, rest_s: float
) -> tuple[int, list[float]]:
    """Answers with a rest in mid-sentence: how many were cut off, and seconds from end to reply."""
    cut, seconds = 0, []
    async with talk(stack, tmp, patience) as (rig, guest):
        for _ in range(PAUSES):
            before = len(rig.sink.turns("candidate"))
            guest.first_audible = 0.0
            await guest.say(*next(ANSWERS), rest_s=rest_s)
            cut += bool(guest.first_audible) or len(rig.sink.turns("candidate")) > before
            ended_at = guest.mouth.last_word_at
            await until(lambda: guest.first_audible, 30, "the interviewer replies")
            seconds.append(guest.first_audible - ended_at)
            await guest.hears_a_question()
    return cut, seconds


async def test_patience_costs_no_patient_speaker_the_floor_and_nobody_else_time(
    stack: EmbeddedServices, tmp_path: Path
) -> None:
    cut, patient_s = await replies(stack, tmp_path / "patient", Patience.PATIENT, 2.5)
    assert cut == 0
    cut, normal_s = await replies(stack, tmp_path / "normal", Patience.NORMAL, 0.0)
    assert cut == 0
    report = f"reply after {median(normal_s):.2f} s (normal), {median(patient_s):.2f} s (patient), n {PAUSES}"
    sys.stdout.write(f"{report}\n")
    assert median(patient_s) - median(normal_s) > 1.0, report
