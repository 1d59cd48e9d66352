"""One piece of work with each real plugin against its emulator."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

from livekit import rtc
from livekit.agents import APIConnectOptions, llm, stt, utils
from livekit.plugins import assemblyai, deepgram, openai

from tests.fakes.vendors import Vendors, tones

AT_ONCE = APIConnectOptions(max_retry=0, timeout=5)
QUICK = APIConnectOptions(max_retry=1, timeout=5, retry_interval=0.01)
SENTENCE = "I led a team of twelve people. We cut costs by forty percent."
RATE = 16000

Work = Callable[[Vendors, APIConnectOptions], Awaitable[str]]


def frames(pcm: bytes, rate: int = RATE) -> Iterable[rtc.AudioFrame]:
    """The sound in frames of 50 ms."""
    size = rate // 20 * 2
    for start in range(0, len(pcm), size):
        part = pcm[start : start + size]
        yield rtc.AudioFrame(part, rate, 1, len(part) // 2)


def speech_of(text: str) -> bytes:
    """Tones for ``text`` and enough silence to end the utterance, at 16 kHz."""
    return tones.spoken(text, RATE) + tones.silence(0.5, RATE)


def words(text: str = SENTENCE) -> str:
    """What is left of a text in tones."""
    return " ".join(tones.plain(text))


@asynccontextmanager
async def closing(plugin: Any) -> AsyncIterator[Any]:
    """The plugin with an HTTP session around it, closed afterwards."""
    async with utils.http_context.open():
        try:
            yield plugin
        finally:
            await plugin.aclose()


async def chat(vendors: Vendors, options: APIConnectOptions = AT_ONCE) -> str:
    """A reply to "hello", as OpenAI's LLM streams it."""
    said = llm.ChatContext.empty()
    said.add_message(role="user", content="hello")
    text = ""
    plugin = openai.LLM(model="gpt-4o-mini", base_url=vendors.chat.url, api_key=vendors.chat.key)
    async with closing(plugin), plugin.chat(chat_ctx=said, conn_options=options) as stream:
        async for chunk in stream:
            text += (chunk.delta and chunk.delta.content) or ""
    return text


async def speech(vendors: Vendors, options: APIConnectOptions = AT_ONCE) -> str:
    """The words that can be heard of OpenAI's speech."""
    plugin = openai.TTS(
        base_url=vendors.speech.url, api_key=vendors.speech.key, response_format="pcm", voice="alloy"
    )
    async with closing(plugin):
        frame = await plugin.synthesize(SENTENCE, conn_options=options).collect()
    return " ".join(tones.heard(bytes(frame.data), frame.sample_rate))


async def transcription(vendors: Vendors, options: APIConnectOptions = AT_ONCE) -> str:
    """What OpenAI's transcription makes of the sentence."""
    plugin = openai.STT(base_url=vendors.transcription.url, api_key=vendors.transcription.key)
    async with closing(plugin):
        try:
            event = await plugin.recognize(list(frames(speech_of(SENTENCE))), conn_options=options)
        finally:
            await plugin._client.close()  # the plugin leaves it open
    return event.alternatives[0].text


async def listen(vendors: Vendors, options: APIConnectOptions = AT_ONCE) -> str:
    """The final words of Deepgram's websocket."""
    plugin = deepgram.STT(base_url=vendors.listen.url, api_key=vendors.listen.key)
    async with closing(plugin):
        return await conversation(plugin, options)


async def streaming(vendors: Vendors, options: APIConnectOptions = AT_ONCE) -> str:
    """The final words of AssemblyAI's websocket."""
    plugin = assemblyai.STT(base_url=vendors.assemblyai.url, api_key=vendors.assemblyai.key)
    async with closing(plugin):
        return await conversation(plugin, options)


async def speak(vendors: Vendors, options: APIConnectOptions = AT_ONCE) -> str:
    """The words that can be heard of Deepgram's speech over its websocket."""
    plugin = deepgram.TTS(base_url=vendors.speak.url, api_key=vendors.speak.key)
    async with closing(plugin), plugin.stream(conn_options=options) as stream:
        stream.push_text(SENTENCE)
        stream.end_input()
        pcm = b"".join([bytes(audio.frame.data) async for audio in stream])
    return " ".join(tones.heard(pcm, 24000))


async def speak_at_once(vendors: Vendors, options: APIConnectOptions = AT_ONCE) -> str:
    """The words that can be heard of Deepgram's speech by POST."""
    plugin = deepgram.TTS(base_url=vendors.speak.url, api_key=vendors.speak.key)
    async with closing(plugin):
        frame = await plugin.synthesize(SENTENCE, conn_options=options).collect()
    return " ".join(tones.heard(bytes(frame.data), frame.sample_rate))


async def events(
    plugin: stt.STT[Any], pcm: bytes, options: APIConnectOptions = AT_ONCE
) -> list[stt.SpeechEvent]:
    """Everything a streaming recogniser tells about the sound, the end of which it is told."""
    async with plugin.stream(conn_options=options) as stream:
        for frame in frames(pcm):
            stream.push_frame(frame)
        stream.end_input()
        return [event async for event in stream]


async def conversation(plugin: stt.STT[Any], options: APIConnectOptions) -> str:
    """The final transcripts of the sentence's two utterances, from a stream that stays open."""
    return " ".join(finals(await turns(plugin, SENTENCE, 2, options)))


async def turns(
    plugin: stt.STT[Any], text: str, count: int, options: APIConnectOptions = AT_ONCE
) -> list[stt.SpeechEvent]:
    """Everything a streaming recogniser tells about the text until ``count`` utterances have ended."""
    told: list[stt.SpeechEvent] = []
    async with plugin.stream(conn_options=options) as stream:
        for frame in frames(speech_of(text)):
            stream.push_frame(frame)
        async for event in stream:
            told.append(event)
            count -= event.type is stt.SpeechEventType.END_OF_SPEECH
            if not count:
                break
    return told


def finals(told: Iterable[stt.SpeechEvent]) -> list[str]:
    """The texts of the final transcripts."""
    final = stt.SpeechEventType.FINAL_TRANSCRIPT
    return [event.alternatives[0].text for event in told if event.type is final]
