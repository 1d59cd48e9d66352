"""Speech that goes away in mid-interview, and comes back or doesn't."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from livekit import rtc

from interview.models import EndReason
from tests.room.door import Door, door_to
from tests.room.rig import Rig
from tests.room.waiting import until
from workers.protocol import ExitCode

pytestmark = pytest.mark.room


@pytest.fixture
async def speech_door(rig: Rig) -> AsyncIterator[Door]:
    """The worker reaches speech through a door; the guest's own voice does not."""
    async with door_to(rig.services.speech_url) as door:
        rig.services = rig.services.model_copy(update={"speech_url": door.url})
        yield door


def codes(rig: Rig) -> list[str]:
    return [notice.code for notice in rig.sink.of("notice")]


async def test_words_said_while_recognition_is_away_are_heard_when_it_is_back(
    rig: Rig, speech_door: Door
) -> None:
    await rig.start()
    guest = await rig.guest()
    await guest.hears_a_question()
    await speech_door.shut()
    await guest.say("Yes, I am ready to begin the interview.")
    await until(lambda: "recognition_down" in codes(rig), 10, "the candidate is told")
    assert not rig.sink.turns("candidate")
    await speech_door.open()
    await until(lambda: rig.sink.turns("candidate"), 15, "the words are recognised after all")
    assert "ready to begin" in rig.sink.turns("candidate")[0].text
    await until(lambda: not guest.attributes.get("mf.notice"), 5, "the notice is taken away")


async def test_a_voice_that_fails_is_told_within_ten_seconds_and_comes_back(
    rig: Rig, speech_door: Door
) -> None:
    await rig.start()
    guest = await rig.guest(microphone=False)
    await guest.hears_a_question()
    await speech_door.shut()
    await guest.press("answer", text="Yes, I am ready.")
    await until(lambda: "voice_down" in codes(rig), 10, "the candidate is told")
    await speech_door.open()
    await guest.press("answer", text="I am an engineer, and I would like to go on.")
    await guest.hears_a_question()
    await until(lambda: not guest.attributes.get("mf.notice"), 5, "the notice is taken away")
    assert rig.sink.turns("candidate")[0].text == "Yes, I am ready."


async def test_a_voice_that_stays_away_ends_the_interview_and_keeps_what_was_said(
    rig: Rig, speech_door: Door
) -> None:
    await rig.start()
    guest = await rig.guest(microphone=False)
    await guest.hears_a_question()
    await speech_door.shut()
    for n in range(8):
        if rig.sink.end() is None:
            try:
                await guest.press("answer", text=f"This is answer number {n}.")
            except rtc.RpcError:  # it has left this very moment; how, is looked at below
                break
            await until(lambda: codes(rig).count("voice_down") > n or rig.sink.end(), 15, "it fails again")  # noqa: B023 (awaited at once)
    assert await rig.exit_code() == ExitCode.PROVIDER_REFUSED
    assert rig.sink.end().reason == EndReason.PROVIDER_FAILED
    assert rig.sink.turns("candidate")
