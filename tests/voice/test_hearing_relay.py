"""Recognition through the relay: words with their times, noises, and what becomes of speech nobody hears."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from livekit.agents import stt, utils

from tests.fakes.vendors import Fault, Vendors, tones
from tests.room.waiting import until
from tests.voice.relayed import Microphone, Stage, stage

pytestmark = pytest.mark.process


@pytest.fixture
async def on(vendors: Vendors) -> AsyncIterator[Stage]:
    async with utils.http_context.open(), stage(vendors) as made:
        yield made


def audio_heard(service_asked: list[bytearray]) -> str:
    return " ".join(tones.heard(bytes(service_asked[-1]), 16000))


async def test_words_have_the_times_at_which_they_were_said(on: Stage) -> None:
    microphone = Microphone(on.hearing("deepgram"))
    began = time.time()
    await microphone.say("I led a team.")
    spoken_s = time.time() - began
    await microphone.silence(lambda: on.told.words(), 5)
    [final] = [heard for heard in on.told.heard if heard.final]
    assert [word.text for word in final.words] == ["i", "led", "a", "team"]
    assert final.provider == "deepgram"
    assert all(word.confidence == pytest.approx(0.97) for word in final.words)
    assert began - 0.2 <= final.words[0].start_s <= final.words[-1].end_s <= began + spoken_s + 0.3
    await microphone.aclose()


async def test_guesses_are_passed_on_before_the_words_are_final(on: Stage) -> None:
    microphone = Microphone(on.hearing("deepgram"))
    await microphone.say("We cut the costs by forty percent.")
    await microphone.silence(lambda: on.told.words(), 5)
    assert len([heard for heard in on.told.heard if not heard.final]) >= 2
    assert on.told.switches == []
    await microphone.aclose()


async def test_a_noise_is_no_failure(on: Stage, vendors: Vendors) -> None:
    """Another provider is asked, finds no words either, and the first goes on as if nothing was."""
    vendors.listen.answer("")
    vendors.transcription.answer("")
    relay = on.hearing("deepgram", "openai")
    microphone = Microphone(relay)
    await microphone.say("Hmmmmmmmmmmmm.")
    await microphone.silence(lambda: len(vendors.listen.asked) > 1, 10)
    assert [one.path for one in vendors.transcription.asked] == ["/v1/audio/transcriptions"]
    vendors.listen.answer_with(lambda heard: " ".join(tones.heard(heard.pcm, heard.rate)))
    await microphone.say("I led a team.")
    await microphone.silence(lambda: on.told.words(), 5)
    assert on.told.words() == "i led a team"
    assert (on.told.switches, on.told.trouble) == ([], [])
    assert relay.provider == "deepgram"
    await microphone.aclose()


async def test_speech_that_nobody_hears_is_kept_until_somebody_does(on: Stage, vendors: Vendors) -> None:
    vendors.transcription.fail(Fault("500", None))
    microphone = Microphone(on.hearing("openai"))
    await microphone.say("I led a team.")
    await microphone.silence(lambda: on.told.switches, 10)
    assert on.told.switches[0][1].following is None
    vendors.transcription.mend()
    await microphone.say("We cut costs.")
    await microphone.silence(lambda: "costs" in on.told.words(), 10)
    assert on.told.words() == "i led a team we cut costs"
    assert on.told.trouble == ["back"]
    await microphone.aclose()


async def test_a_recogniser_that_hangs_is_told_while_it_hangs(on: Stage, vendors: Vendors) -> None:
    vendors.transcription.fail(Fault("timeout", 1))
    relay = on.hearing("openai")
    relay.chain.links[0].plugin.answer_s = 20.0  # type: ignore[attr-defined]  # as the embedded one waits
    relay.chain.links[0].quiet_s = 22.0
    microphone = Microphone(relay)
    await microphone.say("I led a team.")
    await microphone.silence(lambda: on.told.trouble, 10)
    assert on.told.trouble == ["down"]
    await microphone.aclose()


async def test_speech_that_stays_unheard_is_given_up(on: Stage, vendors: Vendors) -> None:
    vendors.transcription.fail(Fault("401", None))
    relay = on.hearing("openai")
    relay.patience = replace(relay.patience, give_up_s=6.0)
    microphone = Microphone(relay)
    await microphone.say("I led a team.")
    await microphone.silence(lambda: "lost" in on.told.trouble, 20)
    assert on.told.trouble == ["lost"]
    assert len(vendors.transcription.asked) <= 2
    await microphone.aclose()


async def test_all_of_a_long_answer_is_heard_again_and_nothing_before_it(on: Stage, vendors: Vendors) -> None:
    microphone = Microphone(on.hearing("assemblyai", "deepgram"))
    await microphone.say("Yes, I am ready.")
    await microphone.silence(lambda: "ready" in on.told.words(), 10)
    vendors.assemblyai.strike(Fault("stall", None))
    await microphone.say("I led a team, we cut the costs, and it took a year.")
    await microphone.silence(lambda: "year" in on.told.words(), 15)
    assert on.told.words() == "yes i am ready i led a team we cut the costs and it took a year"
    assert "ready" not in audio_heard([asked.audio for asked in vendors.listen.asked])
    await microphone.aclose()


async def test_when_the_input_ends_so_does_the_stream(on: Stage) -> None:
    relay = on.hearing("deepgram")
    stream = relay.stream()
    stream.end_input()
    assert [event async for event in stream if event.type is not stt.SpeechEventType.RECOGNITION_USAGE] == []


async def test_usage_is_counted_for_whoever_did_the_work(on: Stage, vendors: Vendors) -> None:
    vendors.listen.fail(Fault("401", None))
    relay = on.hearing("deepgram", "openai")
    counted: list[str] = []
    relay.on("metrics_collected", lambda metrics: counted.append(metrics.metadata.model_name))
    microphone = Microphone(relay)
    await microphone.say("I led a team.")
    await microphone.silence(lambda: on.told.words(), 10)
    await until(lambda: counted, 5, "usage is counted")
    assert set(counted) == {"whisper-1"}
    await microphone.aclose()
