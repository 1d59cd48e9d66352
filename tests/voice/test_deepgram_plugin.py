"""The Deepgram plugin against its emulator: words with times, fillers, interims, and speech both ways."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from livekit.agents import stt
from livekit.plugins import deepgram

from tests.fakes.vendors import Fault, Vendors, Word, tones
from tests.room.waiting import until
from tests.voice import plugins
from tests.voice.plugins import SENTENCE, closing, events, finals, speech_of, turns

pytestmark = pytest.mark.process
Kind = stt.SpeechEventType


def listening(vendors: Vendors, **options: Any) -> deepgram.STT:
    """The plugin with its address and key."""
    return deepgram.STT(base_url=vendors.listen.url, api_key=vendors.listen.key, **options)


async def heard(vendors: Vendors, text: str, count: int = 1, **options: Any) -> list[stt.SpeechEvent]:
    """Everything it tells about the text, which has ``count`` utterances."""
    plugin = listening(vendors, **options)
    async with closing(plugin):
        return await turns(plugin, text, count)


async def test_an_answer_comes_as_start_interims_final_and_end(vendors: Vendors) -> None:
    told = [e for e in await heard(vendors, "I led a team of twelve") if e.type is not Kind.RECOGNITION_USAGE]
    kinds = [event.type for event in told]
    assert (kinds[0], kinds[-2], kinds[-1]) == (
        Kind.START_OF_SPEECH,
        Kind.FINAL_TRANSCRIPT,
        Kind.END_OF_SPEECH,
    )
    interims = [event.alternatives[0].text for event in told[1:-2]]
    assert len(interims) >= 2
    assert sorted(interims, key=len) == interims


async def test_interims_stay_away_when_nobody_wants_them(vendors: Vendors) -> None:
    told = await heard(vendors, SENTENCE, 2, interim_results=False)
    assert Kind.INTERIM_TRANSCRIPT not in {event.type for event in told}
    assert " ".join(finals(told)) == plugins.words()


async def test_words_have_times_and_confidence_in_the_order_they_were_said(vendors: Vendors) -> None:
    vendors.listen.answer("We cut costs by forty percent.")
    told = [e for e in await heard(vendors, "We cut costs") if e.type is Kind.FINAL_TRANSCRIPT]
    words = told[0].alternatives[0].words or []
    assert [str(word) for word in words] == ["We", "cut", "costs", "by", "forty", "percent."]
    times = [(word.start_time, word.end_time) for word in words]
    assert times == sorted(times)
    assert all(isinstance(word.confidence, float) for word in words)
    spoken_s = len(tones.spoken("We cut costs", 16000)) / 2 / 16000
    assert 0 <= float(words[0].start_time) < float(words[-1].end_time) <= spoken_s + 0.1  # type: ignore[arg-type]  # given, as all(…) above says of confidence


async def test_each_word_may_have_its_own_confidence_and_time(vendors: Vendors) -> None:
    vendors.listen.answer([Word("maybe", 0.2, 0.5, 0.4), Word("Kafka", 0.6, 0.9, 0.6)])
    final = next(e for e in await heard(vendors, "maybe Kafka") if e.type is Kind.FINAL_TRANSCRIPT)
    assert final.alternatives[0].confidence == pytest.approx(0.5)
    assert [word.confidence for word in final.alternatives[0].words or []] == [0.4, 0.6]


@pytest.mark.parametrize(("wanted", "text"), [(True, "Um, I led, uh, a team."), (False, "I led, a team.")])
async def test_fillers_are_there_when_wanted(vendors: Vendors, wanted: bool, text: str) -> None:
    vendors.listen.answer("Um, I led, uh, a team.")
    assert finals(await heard(vendors, "one two three four", filler_words=wanted)) == [text]


async def test_punctuation_is_there_when_wanted(vendors: Vendors) -> None:
    vendors.listen.answer("Yes, I did.")
    assert finals(await heard(vendors, "yes I did", punctuate=False)) == ["yes i did"]


async def test_a_stream_is_kept_alive_finalised_and_closed(vendors: Vendors) -> None:
    plugin = listening(vendors, endpointing_ms=0)  # no silence ends an utterance
    async with closing(plugin), plugin.stream() as stream:
        await until(lambda: vendors.listen.asked and vendors.listen.asked[0].said, 10, "a sign of life")
        for frame in plugins.frames(speech_of("I did")):
            stream.push_frame(frame)
        stream.end_input()
        assert await _final(stream) == "i did"
        asked = vendors.listen.asked[0]
        await until(lambda: len(asked.said) == 3, 10, "the end of the stream")
    assert [said["type"] for said in asked.said] == ["KeepAlive", "Finalize", "CloseStream"]
    assert bytes(asked.audio) == speech_of("I did")


async def test_the_final_comes_when_it_is_due_after_the_last_loud_audio(vendors: Vendors) -> None:
    vendors.listen.delays.final_s = 0.6
    plugin = listening(vendors)
    async with closing(plugin), plugin.stream() as stream:
        for frame in plugins.frames(speech_of("I did")):
            stream.push_frame(frame)
        spoken = time.monotonic()
        async for event in stream:
            if event.type is Kind.FINAL_TRANSCRIPT:
                break
    assert 0.3 <= time.monotonic() - spoken <= 5


async def test_a_connection_that_is_reset_between_two_answers_is_opened_again(vendors: Vendors) -> None:
    plugin = listening(vendors)
    vendors.listen.answer("First.", "Second.")
    async with closing(plugin), plugin.stream(conn_options=plugins.QUICK) as stream:
        assert await _say(stream, "one") == "First."
        vendors.listen.strike(Fault("reset"))
        await until(lambda: len(vendors.listen.asked) == 2, 10, "a second connection")
        assert await _say(stream, "two") == "Second."
    assert [asked.fault for asked in vendors.listen.asked] == ["reset", None]


async def _say(stream: stt.RecognizeStream, text: str) -> str:
    for frame in plugins.frames(speech_of(text)):
        stream.push_frame(frame)
    return await _final(stream)


async def _final(stream: stt.RecognizeStream) -> str:
    async for event in stream:
        if event.type is Kind.FINAL_TRANSCRIPT:
            return event.alternatives[0].text
    return ""


async def test_a_whole_file_is_recognised_too(vendors: Vendors) -> None:
    plugin = listening(vendors)
    async with closing(plugin):
        event = await plugin.recognize(list(plugins.frames(speech_of(SENTENCE))))
    assert event.alternatives[0].text == plugins.words()


async def test_keywords_for_the_wrong_model_are_refused(vendors: Vendors) -> None:
    plugin = listening(vendors)
    plugin._opts.keywords = [("Kafka", 1.0)]  # past the plugin's own check
    async with closing(plugin):
        with pytest.raises(Exception, match="status_code=400"):
            await events(plugin, speech_of("yes"), plugins.AT_ONCE)


async def test_speech_comes_over_the_websocket_and_by_post(vendors: Vendors) -> None:
    assert await plugins.speak(vendors) == plugins.words()
    assert await plugins.speak_at_once(vendors) == plugins.words()
    assert [asked.method for asked in vendors.speak.asked] == ["GET", "POST"]


async def test_one_websocket_speaks_several_utterances_and_a_fault_may_hit_the_second(
    vendors: Vendors,
) -> None:
    plugin = deepgram.TTS(base_url=vendors.speak.url, api_key=vendors.speak.key)

    async def say(text: str) -> str:
        async with plugin.stream(conn_options=plugins.AT_ONCE) as stream:
            stream.push_text(text)
            stream.end_input()
            pcm = b"".join([bytes(audio.frame.data) async for audio in stream])
        return " ".join(tones.heard(pcm, 24000))

    async with closing(plugin):
        assert await asyncio.wait_for(say("Good morning."), 10) == "good morning"
        assert await asyncio.wait_for(say("Shall we begin?"), 10) == "shall we begin"
        vendors.speak.fail(Fault("reset", after=2))
        with pytest.raises(Exception, match="closed unexpectedly"):
            await say("Tell me about yourself.")
    assert len(vendors.speak.asked) == 1
