"""The worker in a real room: what a nervous candidate needs from it."""

from __future__ import annotations

import time

import pytest
from livekit import rtc

from interview.models import Patience
from simulation.audio import Clip
from tests.room.rig import Rig
from tests.room.waiting import until

pytestmark = pytest.mark.room


async def test_it_greets_with_the_role_and_shows_stage_and_captions(rig: Rig) -> None:
    await rig.start(role="Payments Engineer")
    guest = await rig.guest()
    await guest.hears_a_question()
    await until(
        lambda: any("Payments Engineer" in c.text for c in guest.captions if not c.mine),
        5,
        "the greeting's caption names the role",
    )
    assert guest.attributes["mf.stage"] == "greeting"
    assert int(guest.attributes["mf.stage_ends_at"]) > time.time() * 1000
    assert rig.sink.of("ready")


async def test_an_interruption_silences_the_interviewer_within_a_second(rig: Rig) -> None:
    await rig.start()
    guest = await rig.guest()
    await until(lambda: guest.first_audible, 20, "the greeting begins")
    words = await rig.voice.say("Sorry, can I stop you for a moment? I am ready to begin right now.")
    began = time.time()
    guest.mouth.say(Clip("interruption", words, 1))
    await until(lambda: time.time() - guest.last_audible > 0.5, 10, "the interviewer falls silent")
    assert guest.last_audible - began <= 1.0
    await until(lambda: rig.sink.turns("interviewer"), 15, "the cut greeting is written down")
    turn = rig.sink.turns("interviewer")[0]
    assert turn.interrupted
    assert "ready to begin" not in turn.text


async def test_a_pause_of_two_seconds_in_mid_sentence_does_not_end_a_patient_turn(rig: Rig) -> None:
    await rig.start(patience=Patience.PATIENT)
    guest = await rig.guest()
    await guest.hears_a_question()
    await guest.say("Yes, I think that I am", "ready to begin the interview now.", rest_s=2.0)
    await until(lambda: rig.sink.turns("candidate"), 15, "the answer is committed")
    said = rig.sink.turns("candidate")
    assert len(said) == 1
    assert "begin the interview" in said[0].text


async def test_holding_the_floor_keeps_a_brisk_interviewer_waiting_until_it_is_let_go(rig: Rig) -> None:
    await rig.start(patience=Patience.BRISK)
    guest = await rig.guest()
    await guest.hears_a_question()
    assert (await guest.press("hold", on=True))["ok"]
    await guest.say("Yes, give me a moment please", "and now I am ready to begin.", rest_s=4.0)
    assert not rig.sink.turns("candidate")
    assert guest.attributes["mf.hold"] == "1"
    assert (await guest.press("hold", on=False))["ok"]
    await until(lambda: rig.sink.turns("candidate"), 10, "the words are committed after the release")
    assert len(rig.sink.turns("candidate")) == 1


async def test_an_answer_can_be_typed_without_a_microphone(rig: Rig) -> None:
    await rig.start()
    guest = await rig.guest(microphone=False)
    await guest.hears_a_question()
    assert (await guest.press("answer", text="Yes, I am ready to start."))["ok"]
    await until(lambda: "self_intro" in rig.sink.stages(), 20, "the interview moves on")
    turn = rig.sink.turns("candidate")[0]
    assert (turn.source, turn.text) == ("typed", "Yes, I am ready to start.")


async def test_an_empty_typed_answer_is_refused_with_a_sentence(rig: Rig) -> None:
    await rig.start()
    guest = await rig.guest(microphone=False)
    await guest.hears_a_question()
    reply = await guest.press("answer", text="")
    assert reply["ok"] is False
    assert "4,000" in reply["message"]


async def test_skipping_moves_on_at_once_and_records_what_was_missed(rig: Rig) -> None:
    await rig.start()
    guest = await rig.guest(microphone=False)
    await guest.hears_a_question()
    await guest.press("answer", text="Yes, I am ready.")
    await until(lambda: "self_intro" in rig.sink.stages(), 20, "the first stage")
    await guest.hears_a_question()
    assert (await guest.press("skip"))["ok"]
    await until(lambda: "past_experience" in rig.sink.stages(), 5, "the stage is skipped")
    skipped = rig.sink.of("stage")[-1]
    assert skipped.cause == "skip"
    assert skipped.exceptions
    await guest.hears_a_question()
    assert guest.attributes["mf.stage"] == "past_experience"


async def test_a_reload_goes_on_in_the_same_interview(rig: Rig) -> None:
    await rig.start()
    guest = await rig.guest(microphone=False)
    await guest.hears_a_question()
    await guest.press("answer", text="Yes, I am ready.")
    await until(lambda: "self_intro" in rig.sink.stages(), 20, "the first stage")
    await guest.leave()
    again = await rig.guest(microphone=True)
    await until(lambda: again.attributes.get("mf.stage") == "self_intro", 10, "the stage is shown again")
    await again.hears_a_question()
    await again.say("I am an engineer with nine years of experience in payment systems.")
    await until(lambda: len(rig.sink.turns("candidate")) >= 2, 15, "the reloaded page is heard")
    assert "engineer" in rig.sink.turns("candidate")[-1].text
    assert len(rig.sink.of("ready")) == 1


async def test_a_reload_in_each_stage_goes_on_in_the_same_interview_and_shows_the_last_words(
    rig: Rig,
) -> None:
    await rig.start()
    guest = await rig.guest(microphone=False)
    for stage in ("greeting", "self_intro", "past_experience", "company_fit"):
        await guest.hears_a_question()
        assert guest.attributes["mf.stage"] == stage
        asked = rig.sink.turns("interviewer")[-1].text
        await guest.leave()
        guest = await rig.guest(microphone=False)
        await until(lambda: "mf.said" in guest.attributes, 10, "the page is told where it is")  # noqa: B023 (awaited at once)
        assert (guest.attributes["mf.stage"], guest.attributes["mf.said"]) == (stage, asked)
        assert (await guest.press("skip"))["ok"]
    await until(lambda: guest.attributes["mf.stage"] == "closing", 20, "the closing begins")
    await guest.leave()
    guest = await rig.guest(microphone=False)
    await until(lambda: guest.attributes.get("mf.stage") == "closing", 10, "the closing is shown again")
    assert await rig.exit_code() == 0
    assert rig.sink.end().reason == "completed"
    assert len(rig.sink.of("ready")) == 1


async def test_words_spoken_just_before_the_end_are_kept(rig: Rig) -> None:
    await rig.start(patience=Patience.PATIENT)
    guest = await rig.guest()
    await guest.hears_a_question()
    await guest.say("I would like to stop the interview here, thank you.")
    await guest.press("end")
    assert await rig.exit_code() == 0
    assert rig.sink.end().reason == "stopped"
    assert any("stop the interview" in turn.text for turn in rig.sink.turns("candidate"))


async def test_only_its_candidate_may_press_its_buttons(rig: Rig) -> None:
    await rig.start()
    guest = await rig.guest(microphone=False)
    await guest.hears_a_question()
    await guest.leave()
    stranger = await rig.guest(microphone=False, identity="c-stranger")
    with pytest.raises(rtc.RpcError, match="Only the candidate"):
        await stranger.press("end")
    assert rig.sink.end() is None
