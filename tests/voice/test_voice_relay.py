"""Voices through the relay: one sentence ahead, nothing said twice, an error only when all have failed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from livekit.agents import APIConnectionError, utils

from tests.fakes.vendors import Delays, Fault, Vendors, tones
from tests.room.waiting import until
from tests.voice.relayed import Stage, sound, stage

pytestmark = pytest.mark.process

ONE, TWO, THREE = "Thank you for that.", "It helps a lot.", "What did you do there?"
TEXT = f"{ONE} {TWO} {THREE}"


@pytest.fixture
async def on(vendors: Vendors) -> AsyncIterator[Stage]:
    async with utils.http_context.open(), stage(vendors) as made:
        yield made


def asked(vendors: Vendors) -> list[str]:
    return [one.json["input"] for one in vendors.speech.asked]


async def test_each_sentence_is_made_once_and_one_ahead(on: Stage, vendors: Vendors) -> None:
    vendors.speech.delays = Delays(between_s=0.05)
    stream = on.voice("openai").stream()
    stream.push_text(TEXT)
    stream.end_input()
    pcm = b""
    async for audio in stream:
        if not pcm:
            await until(lambda: len(asked(vendors)) == 2, 5, "the second is made while the first is heard")
            assert asked(vendors) == [ONE, TWO]
        pcm += audio.frame.data.tobytes()
    assert asked(vendors) == [ONE, TWO, THREE]
    assert tones.heard(pcm, 24000) == tones.plain(TEXT)
    await stream.aclose()


async def test_a_sentence_is_spoken_before_the_next_is_written(on: Stage, vendors: Vendors) -> None:
    async with on.voice("openai").stream() as stream:
        stream.push_text(f"{ONE} ")
        assert await asyncio.wait_for(anext(stream), 5)
        assert asked(vendors) == [ONE]


async def test_marks_that_nobody_should_hear_are_not_spoken(on: Stage, vendors: Vendors) -> None:
    await sound(on.voice("openai"), "**Well done**, that is good. 🎉 ")
    assert [text.strip() for text in asked(vendors)] == ["Well done, that is good."]


async def test_speed_and_voice_reach_the_vendor(on: Stage, vendors: Vendors) -> None:
    await sound(on.voice("openai"), ONE)
    body = vendors.speech.asked[0].json
    assert (body["voice"], body["speed"], body["response_format"]) == ("alloy", 1.0, "pcm")
    await sound(on.voice("deepgram"), ONE)
    assert vendors.speak.asked[0].query["model"] == "aura-2-thalia-en"


async def test_all_voices_gone_is_an_error_and_told_each_time(on: Stage, vendors: Vendors) -> None:
    vendors.speech.fail(Fault("401", None))
    vendors.speak.fail(Fault("refused"))
    relay = on.voice("openai", "deepgram")
    for times in (1, 2):
        with pytest.raises(APIConnectionError):
            await sound(relay, ONE)
        assert sum(switch.following is None for _, switch in on.told.switches) >= times
    assert len(vendors.speech.asked) == 2


async def test_a_voice_that_comes_back_is_heard_again_when_nobody_else_can_be(
    on: Stage, vendors: Vendors
) -> None:
    vendors.speech.fail(Fault("500", None))
    relay = on.voice("openai")
    with pytest.raises(APIConnectionError):
        await sound(relay, ONE)
    vendors.speech.mend()
    assert (await sound(relay, ONE))[0] == tones.plain(ONE)


async def test_who_is_hurried_has_failed(on: Stage, vendors: Vendors) -> None:
    vendors.speech.fail(Fault("timeout", None))
    relay = on.voice("openai", "deepgram")
    speaking = asyncio.create_task(sound(relay, ONE))
    await until(lambda: vendors.speech.asked, 5, "the voice is asked")
    began = time.monotonic()
    relay.hurry()
    assert (await speaking)[0] == tones.plain(ONE)
    assert time.monotonic() - began < relay.tempo.first_s
    assert on.told.causes == ["silent"]


async def test_an_interrupted_reply_asks_for_nothing_more(on: Stage, vendors: Vendors) -> None:
    vendors.speech.delays = Delays(between_s=0.2)
    relay = on.voice("openai")
    stream = relay.stream()
    stream.push_text(TEXT)
    await asyncio.wait_for(anext(stream), 5)
    await stream.aclose()
    await until(lambda: not vendors.speech.open, 5, "the requests are ended")
    assert (on.told.switches, relay._making) == ([], set())
