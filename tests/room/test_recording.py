"""Both sides recorded in a real room: what was said is in it, where it was said, and nothing of a pause."""

from __future__ import annotations

import asyncio
import os
import stat
from pathlib import Path

import numpy as np
import pytest

from interview.events import RecordingData
from simulation.audio import AUDIBLE
from tests.room.rig import Rig
from tests.room.sound import RATE, Samples, sides, words
from tests.room.waiting import until

pytestmark = pytest.mark.room


def file_of(rig: Rig) -> Path:
    return rig.tmp / "spool" / "interview1.1.ogg"


def recordings(rig: Rig) -> list[RecordingData]:
    return rig.sink.of("recording")


def loud_from(samples: Samples, second: float) -> float:
    """When the first loud sample after this second is."""
    loud = np.flatnonzero(np.abs(samples[int(second * RATE) :].astype(np.int32)) >= AUDIBLE)
    return second + int(loud[0]) / RATE


async def test_both_sides_are_recorded_where_they_were_said_and_nothing_of_a_pause(rig: Rig) -> None:
    await rig.start(record=True)
    guest = await rig.guest()
    await guest.hears_a_question()
    assert guest.attributes["mf.recording"] == "1"
    await guest.say("Yes, thank you, I am ready to begin.")
    await until(lambda: rig.sink.turns("candidate"), 20, "the answer is heard")
    await guest.hears_a_question()
    await guest.press("pause", on=True)
    await until(lambda: guest.attributes.get("mf.paused") == "1", 5, "the page is told")
    await guest.say("My mother has sent me a secret parcel from Portugal.")
    await asyncio.sleep(1.0)  # the last of it is on its way through the room
    await guest.press("pause", on=False)
    await guest.hears_a_question()
    await guest.say("I have kept the accounts of a small bakery for seven years.")
    await until(lambda: len(rig.sink.turns("candidate")) > 1, 20, "the second answer is heard")
    assert (await guest.press("end"))["ok"]
    assert await rig.exit_code() == 0

    begun, whole = recordings(rig)
    assert begun.seconds is None
    assert whole.started_at == begun.started_at
    assert whole.seconds is not None
    assert stat.S_IMODE(os.stat(file_of(rig)).st_mode) == 0o600
    candidate, interviewer = sides(file_of(rig))
    assert len(candidate) / RATE == pytest.approx(whole.seconds, abs=1.0)
    said, heard = words(rig.services, candidate), words(rig.services, interviewer)
    assert "bakery" in said
    assert "portugal" not in said + heard
    assert "parcel" not in said + heard
    assert "practice interview" in heard
    assert "bakery" not in heard
    for turn in rig.sink.turns("candidate"):
        at = (turn.started_at - whole.started_at).total_seconds()
        assert loud_from(candidate, at - 0.7) == pytest.approx(at, abs=0.7)
    first = rig.sink.turns("interviewer")[0]
    at = (first.started_at - whole.started_at).total_seconds()
    assert loud_from(interviewer, max(0.0, at - 0.7)) == pytest.approx(at, abs=0.7)
    assert max(whole.candidate) > 10
    assert max(whole.interviewer) > 10
    assert min(whole.candidate) < 5


async def test_who_did_not_agree_is_not_recorded(rig: Rig) -> None:
    await rig.start()
    guest = await rig.guest(microphone=False)
    await guest.hears_a_question()
    assert "mf.recording" not in guest.attributes
    await guest.press("end")
    assert await rig.exit_code() == 0
    assert not recordings(rig)
    assert not file_of(rig).exists()


async def test_a_recording_that_cannot_be_made_is_told_and_the_interview_goes_on(rig: Rig) -> None:
    file_of(rig).mkdir(parents=True)  # nothing can be written there
    await rig.start(record=True)
    guest = await rig.guest(microphone=False)
    await guest.hears_a_question()
    assert guest.attributes["mf.recording"] == "0"
    assert "The recording had to stop" in guest.attributes["mf.notice"]
    assert not recordings(rig)


async def test_a_killed_worker_leaves_what_was_recorded_but_for_the_last_seconds(rig: Rig) -> None:
    await rig.start(record=True)
    guest = await rig.guest()
    await guest.hears_a_question()
    for _ in range(4):
        await guest.say("I have kept the accounts of a small bakery for seven years, and I like it.")
    await until(lambda: file_of(rig).stat().st_size > 0, 60, "a first piece is on the disk")
    assert rig.process is not None
    rig.process.kill()
    rig.process.wait()
    candidate, _ = sides(file_of(rig))
    assert "bakery" in words(rig.services, candidate)
    assert len(recordings(rig)) == 1
