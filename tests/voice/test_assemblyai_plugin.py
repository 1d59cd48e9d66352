"""The AssemblyAI plugin against its emulator."""

from __future__ import annotations

from typing import Any

import pytest
from livekit.agents import stt
from livekit.plugins import assemblyai

from tests.fakes.vendors import Fault, Vendors, Word
from tests.voice import plugins
from tests.voice.plugins import SENTENCE, closing, events, finals, frames, speech_of

pytestmark = pytest.mark.process
Kind = stt.SpeechEventType


def listening(vendors: Vendors, **options: Any) -> assemblyai.STT:
    """The plugin with its address and key."""
    return assemblyai.STT(base_url=vendors.assemblyai.url, api_key=vendors.assemblyai.key, **options)


async def heard(vendors: Vendors, text: str = SENTENCE, **options: Any) -> list[stt.SpeechEvent]:
    """Everything it tells about the text."""
    plugin = listening(vendors, **options)
    async with closing(plugin):
        return await events(plugin, speech_of(text))


async def test_an_answer_comes_as_start_interims_preflight_final_and_end(vendors: Vendors) -> None:
    told = [event.type for event in await heard(vendors, "I led a team of twelve")]
    assert told[0] is Kind.START_OF_SPEECH
    assert told[-4:] == [
        Kind.PREFLIGHT_TRANSCRIPT,
        Kind.FINAL_TRANSCRIPT,
        Kind.END_OF_SPEECH,
        Kind.RECOGNITION_USAGE,
    ]
    assert told.count(Kind.INTERIM_TRANSCRIPT) >= 3


async def test_every_word_arrives_with_time_and_confidence(vendors: Vendors) -> None:
    told = await heard(vendors)
    assert " ".join(finals(told)) == plugins.words()
    words = [w for e in told if e.type is Kind.FINAL_TRANSCRIPT for w in e.alternatives[0].words or []]
    times = [(word.start_time, word.end_time) for word in words]
    assert times == sorted(times)
    assert all(word.confidence == 0.97 for word in words)


async def test_a_word_may_be_doubtful(vendors: Vendors) -> None:
    vendors.assemblyai.answer([Word("maybe", 0.2, 0.5, 0.3), Word("Kafka", 0.6, 0.9, 0.5)])
    final = next(e for e in await heard(vendors, "maybe Kafka") if e.type is Kind.FINAL_TRANSCRIPT)
    assert final.alternatives[0].confidence == pytest.approx(0.4)


async def test_the_older_model_formats_only_when_asked(vendors: Vendors) -> None:
    vendors.assemblyai.answer("Yes, I did.")
    old = {"model": "universal-streaming-english"}
    assert finals(await heard(vendors, "yes I did", **old)) == ["yes i did"]
    assert finals(await heard(vendors, "yes I did", format_turns=True, **old)) == ["Yes, I did."]


async def test_an_endpoint_can_be_forced_and_the_configuration_changed(vendors: Vendors) -> None:
    plugin = listening(vendors, max_turn_silence=60_000)
    async with closing(plugin), plugin.stream() as stream:
        assert isinstance(stream, assemblyai.SpeechStream)
        for frame in frames(speech_of("I led a team")):
            stream.push_frame(frame)
        async for event in stream:
            if event.type is Kind.INTERIM_TRANSCRIPT:
                plugin.update_options(keyterms_prompt=["Kafka"])
                stream.force_endpoint()
                break
        assert await _final(stream) == plugins.words("I led a team")
    said = vendors.assemblyai.asked[0].said
    assert {"type": "UpdateConfiguration", "keyterms_prompt": ["Kafka"]} in said
    assert {"type": "ForceEndpoint"} in said


async def _final(stream: stt.RecognizeStream) -> str:
    async for event in stream:
        if event.type is Kind.FINAL_TRANSCRIPT:
            return event.alternatives[0].text
    return ""


async def test_a_stream_ends_with_a_termination(vendors: Vendors) -> None:
    await heard(vendors, "yes")
    asked = vendors.assemblyai.asked[0]
    assert asked.said == [{"type": "Terminate"}]
    assert (asked.model, asked.query["sample_rate"], asked.key_ok) == ("universal-3-6-pro", "16000", True)


async def test_a_wrong_key_is_let_in_and_thrown_out(vendors: Vendors) -> None:
    plugin = assemblyai.STT(base_url=vendors.assemblyai.url, api_key="another")
    async with closing(plugin):
        with pytest.raises(Exception, match="status_code=1008"):
            await plugins.conversation(plugin, plugins.AT_ONCE)
    assert not vendors.assemblyai.asked[0].key_ok


async def test_money_that_runs_out_in_the_middle_closes_the_stream(vendors: Vendors) -> None:
    plugin = listening(vendors)
    async with closing(plugin), plugin.stream(conn_options=plugins.AT_ONCE) as stream:
        for frame in frames(speech_of("yes")):
            stream.push_frame(frame)
        assert await _final(stream) == "yes"
        vendors.assemblyai.strike(Fault("quota"))
        with pytest.raises(Exception, match="Insufficient account balance"):
            await _final(stream)
