"""Pause and go on in a real room: nothing is said or heard meanwhile, and the clock stands still."""

from __future__ import annotations

import asyncio
import time

import pytest

from interview.models import EndReason
from interview.pauses import PAUSED_NOTICE, RESUMED_NOTICE
from tests.room.rig import Rig
from tests.room.waiting import until
from workers.protocol import Limits

pytestmark = pytest.mark.room

STANDS_S = 6.0


def codes(rig: Rig) -> list[str]:
    return [data.code for data in rig.sink.of("notice")]


async def test_while_paused_nothing_is_said_or_heard_and_afterwards_it_goes_on(rig: Rig) -> None:
    await rig.start()
    guest = await rig.guest()
    await guest.hears_a_question()
    await guest.say("Yes, thank you, I am ready to begin.")
    await until(lambda: "self_intro" in rig.sink.stages(), 20, "the introduction begins")
    await guest.hears_a_question()
    ends_at = int(guest.attributes["mf.ends_at"])
    paused_at = time.time()
    assert (await guest.press("pause", on=True))["ok"]
    await until(lambda: guest.attributes.get("mf.paused") == "1", 5, "the page is told")
    before, turns = guest.last_audible, len(rig.sink.of("turn"))
    await guest.say("This is for somebody else in the room and not for you.")
    await asyncio.sleep(max(0.0, paused_at + STANDS_S - time.time()))  # the time that must not count
    assert guest.last_audible == before
    assert len(rig.sink.of("turn")) == turns
    await until(lambda: codes(rig)[-1:] == [PAUSED_NOTICE], 10, "the pause is written down")
    assert (await guest.press("pause", on=False))["ok"]
    paused_s = time.time() - paused_at
    await until(lambda: guest.attributes.get("mf.paused") == "0", 5, "the page is told again")
    await until(lambda: codes(rig)[-1] == RESUMED_NOTICE, 10, "the going on is written down")
    await until(
        lambda: abs((int(guest.attributes["mf.ends_at"]) - ends_at) / 1000 - paused_s) < 1.0,
        5,
        "the seconds are given back",
    )
    await guest.hears_a_question()
    await guest.say("I have kept the accounts of a small bakery for about seven years now.")
    await until(lambda: len(rig.sink.turns("candidate")) > 1, 20, "the answer is heard")
    assert not any("somebody else" in turn.text for turn in rig.sink.turns("candidate"))


async def test_a_greeting_that_is_cut_by_a_pause_is_gone_on_with(rig: Rig) -> None:
    await rig.start()
    guest = await rig.guest(microphone=False)
    await until(lambda: guest.first_audible, 20, "the greeting begins")
    assert (await guest.press("pause", on=True))["ok"]
    assert (await guest.press("pause", on=False))["ok"]
    await guest.hears_a_question()
    await until(lambda: codes(rig) == [PAUSED_NOTICE, RESUMED_NOTICE], 10, "both are written down")


async def test_other_buttons_are_refused_while_it_is_paused_and_end_still_ends(rig: Rig) -> None:
    await rig.start()
    guest = await rig.guest(microphone=False)
    await guest.hears_a_question()
    await guest.press("pause", on=True)
    for control, payload in (("skip", {}), ("hold", {"on": True}), ("answer", {"text": "Yes, I am."})):
        reply = await guest.press(control, **payload)
        assert reply == {"ok": False, "message": "The interview is paused. Press Go on first."}
    assert rig.sink.stages() == ["greeting"]
    assert (await guest.press("end"))["ok"]
    assert await rig.exit_code() == 0
    assert rig.sink.end().reason is EndReason.STOPPED


async def test_who_doesnt_come_back_from_a_pause_has_left(rig: Rig) -> None:
    await rig.start(limits=Limits(pause_s=3.0, absence_s=1.0))
    guest = await rig.guest(microphone=False)
    await guest.hears_a_question()
    await guest.press("pause", on=True)
    await guest.leave()
    assert await rig.exit_code() == 0
    assert rig.sink.end().reason is EndReason.CANDIDATE_LEFT
    assert "paused for longer" in rig.sink.end().detail
