"""How the worker ends: every cause leaves the words kept, a reason said, and no process or room behind."""

from __future__ import annotations

import asyncio

import pytest
from livekit import api

from interview.lang import language
from interview.models import EndReason, Persona
from tests.room.rig import Rig
from tests.room.waiting import until
from workers.protocol import ExitCode, Limits

pytestmark = pytest.mark.room


async def test_it_goes_when_nobody_joins(rig: Rig) -> None:
    await rig.start(limits=Limits(join_s=2))
    assert await rig.exit_code() == ExitCode.ENDED
    assert rig.sink.end().reason == EndReason.CANDIDATE_LEFT
    assert "Nobody joined" in rig.sink.end().detail


async def test_it_goes_when_the_candidate_stays_away(rig: Rig) -> None:
    await rig.start(limits=Limits(absence_s=2))
    guest = await rig.guest(microphone=False)
    await guest.hears_a_question()
    await guest.leave()
    assert await rig.exit_code() == ExitCode.ENDED
    assert rig.sink.end().reason == EndReason.CANDIDATE_LEFT


async def test_asked_to_stop_it_says_goodbye_and_ends(rig: Rig) -> None:
    await rig.start()
    guest = await rig.guest(microphone=False)
    await guest.hears_a_question()
    rig.ask_to_stop()
    assert await rig.exit_code() == ExitCode.ENDED
    assert rig.sink.end().reason == EndReason.STOPPED
    assert "saved" in rig.sink.turns("interviewer")[-1].text


async def test_asked_to_stop_with_nobody_there_it_says_nothing_and_ends_at_once(rig: Rig) -> None:
    await rig.start()
    await until(lambda: rig.sink.of("ready"), 20, "the worker is ready")
    rig.ask_to_stop()
    assert await rig.exit_code(6) == ExitCode.ENDED
    assert rig.sink.end().reason == EndReason.STOPPED
    assert not rig.sink.of("turn")


async def test_without_a_web_app_it_says_goodbye_keeps_the_spool_and_deletes_the_room(rig: Rig) -> None:
    await rig.start(limits=Limits(web_silence_s=3, heartbeat_s=0.5))
    guest = await rig.guest(microphone=False)
    await guest.hears_a_question()
    rig.sink.status = 503
    assert await rig.exit_code(60) == ExitCode.ENDED
    spool = (rig.tmp / "spool" / "interview1.1.jsonl").read_text()
    assert '"kind":"ended"' in spool
    assert "contact" in spool
    assert rig.room_name not in await rig.rooms()


async def test_when_the_room_is_deleted_it_says_so_and_leaves(rig: Rig) -> None:
    await rig.start()
    guest = await rig.guest(microphone=False)
    await guest.hears_a_question()
    async with rig.lk as lk:
        await lk.room.delete_room(api.DeleteRoomRequest(room=rig.room_name))
    assert await rig.exit_code() == ExitCode.LOST_ROOM
    assert rig.sink.end().reason == EndReason.PROVIDER_FAILED
    assert "saved" in rig.sink.end().detail


async def test_a_server_that_cannot_be_reached_is_a_boot_failure(rig: Rig) -> None:
    rig.services = rig.services.model_copy(update={"livekit_url": "ws://127.0.0.1:9"})
    await rig.start()
    assert await rig.exit_code() == ExitCode.COULD_NOT_BOOT
    assert rig.sink.end() is None


async def test_silence_moves_the_introduction_on(rig: Rig) -> None:
    await rig.start(overrides={"self_intro": {"silence_s": 2.0}})
    guest = await rig.guest(microphone=False)
    await guest.hears_a_question()
    await guest.press("answer", text="Yes, I am ready.")
    await until(lambda: "past_experience" in rig.sink.stages(), 40, "silence moves on")
    moved = rig.sink.of("stage")[-1]
    assert moved.cause == "inactivity"
    assert moved.exceptions


async def test_who_types_is_not_silent(rig: Rig) -> None:
    await rig.start(overrides={"self_intro": {"silence_s": 3.0}})
    guest = await rig.guest(microphone=False)
    await guest.hears_a_question()
    await guest.press("answer", text="Yes, I am ready.")
    await until(lambda: "self_intro" in rig.sink.stages(), 20, "the introduction begins")
    await guest.hears_a_question()
    for _ in range(4):
        assert (await guest.press("typing"))["ok"]
        await asyncio.sleep(1.5)  # longer in all than the silence that moves on
        assert "past_experience" not in rig.sink.stages()
    await until(lambda: "past_experience" in rig.sink.stages(), 20, "silence counts again")


async def test_a_stage_over_its_limit_is_wrapped_up_and_then_left(rig: Rig) -> None:
    await rig.start(overrides={"self_intro": {"limit_s": 16.0, "silence_s": 60.0}})
    guest = await rig.guest(microphone=False)
    await guest.hears_a_question()
    await guest.press("answer", text="Yes, I am ready.")
    await until(lambda: "past_experience" in rig.sink.stages(), 40, "the deadline moves on")
    assert [notice.code for notice in rig.sink.of("notice")] == ["wrap_up"]
    assert rig.sink.of("stage")[-1].cause == "deadline"


async def test_a_silent_candidate_gets_a_nudge_an_offer_and_the_next_question(rig: Rig) -> None:
    await rig.start()
    guest = await rig.guest(microphone=False)
    await guest.hears_a_question()
    await guest.press("answer", text="Yes, I am ready.")
    await until(lambda: len(rig.sink.of("question")) >= 2, 60, "the next question is asked")
    said = [turn.text for turn in rig.sink.of("turn") if turn.stage == "self_intro"]
    manner = language("en").manners[Persona.NEUTRAL]
    assert said[1] in manner.nudges
    assert said[2] in manner.offers
    assert [question.kind for question in rig.sink.of("question")] == ["main", "main"]
