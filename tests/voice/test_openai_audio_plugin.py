"""The OpenAI plugin against its emulator: speech and transcription."""

from __future__ import annotations

import pytest
from livekit import rtc
from livekit.plugins import openai

from tests.fakes.vendors import Vendors, Word, tones
from tests.voice import plugins
from tests.voice.plugins import SENTENCE, closing

pytestmark = pytest.mark.process


@pytest.mark.parametrize("form", ["pcm", "mp3", "wav"])
async def test_speech_has_every_word_and_lasts_as_long_as_they_do(vendors: Vendors, form: str) -> None:
    plugin = openai.TTS(base_url=vendors.speech.url, api_key=vendors.speech.key, response_format=form)
    async with closing(plugin):
        frame = await plugin.synthesize(SENTENCE).collect()
        short = await plugin.synthesize("Thanks.").collect()
    assert " ".join(tones.heard(bytes(frame.data), frame.sample_rate)) == plugins.words()
    assert frame.duration > 4 * short.duration


async def test_speed_and_voice_are_asked_for(vendors: Vendors) -> None:
    plugin = openai.TTS(
        base_url=vendors.speech.url,
        api_key=vendors.speech.key,
        response_format="pcm",
        model="tts-1",
        voice="shimmer",
        speed=2.0,
    )
    async with closing(plugin):
        fast = await plugin.synthesize(SENTENCE).collect()
    asked = vendors.speech.asked[0].json
    assert (asked["voice"], asked["speed"], asked["stream_format"]) == ("shimmer", 2.0, "audio")
    assert fast.duration == pytest.approx(len(tones.spoken(SENTENCE)) / 2 / 24000 / 2, rel=0.1)


async def test_real_speech_can_be_given_in_place_of_tones(vendors: Vendors) -> None:
    given = bytes(range(256)) * 200
    vendors.speech.answer(given)
    plugin = openai.TTS(base_url=vendors.speech.url, api_key=vendors.speech.key, response_format="pcm")
    async with closing(plugin):
        frame = await plugin.synthesize("whatever").collect()
    assert bytes(frame.data).startswith(given)


async def test_transcription_hears_what_was_said(vendors: Vendors) -> None:
    assert await plugins.transcription(vendors) == plugins.words()
    asked = vendors.transcription.asked[0]
    assert (asked.model, asked.form["language"]) == ("gpt-4o-mini-transcribe", "en")
    assert asked.audio.startswith(b"RIFF")


async def test_transcription_can_be_scripted_or_made_of_the_audio(vendors: Vendors) -> None:
    vendors.transcription.answer("First.", [Word("Second.", 0.1, 0.4)])
    assert [await plugins.transcription(vendors) for _ in range(3)] == ["First.", "Second.", "Second."]
    vendors.transcription.answer_with(lambda heard: f"{heard.end_s:.1f} seconds at {heard.rate}")
    lasts_s = len(plugins.speech_of(SENTENCE)) / 2 / plugins.RATE
    assert await plugins.transcription(vendors) == f"{lasts_s:.1f} seconds at {plugins.RATE}"


async def test_whisper_tells_the_language(vendors: Vendors) -> None:
    plugin = openai.STT(
        model="whisper-1",
        base_url=vendors.transcription.url,
        api_key=vendors.transcription.key,
        language="es",
    )
    async with closing(plugin):
        event = await plugin.recognize(rtc.AudioFrame(bytes(3200), 16000, 1, 1600))
        await plugin._client.close()
    assert event.alternatives[0].language == "es"
    assert vendors.transcription.asked[0].form["response_format"] == "verbose_json"
