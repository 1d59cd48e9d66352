"""Who turns speech into text: each provider's name, and how livekit-agents' object for it is built."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from livekit.agents import inference
from livekit.plugins import assemblyai, deepgram, openai

from voice.embedded_stt import EmbeddedSTT
from voice.providers.connections import Connections
from voice.providers.titles import OWN_HEARING, title
from voice.relay.link import STT, Answers, Link
from voice.segments import SegmentSTT
from workers.protocol import SpeechAccess, SpeechProvider

DEEPGRAM_URL = "https://api.deepgram.com/v1"
ASSEMBLYAI_URL = "wss://streaming.assemblyai.com"

_SEGMENT_SILENCE_S = 0.35
_ANSWER_S = 6.0
_OWN_ANSWER_S = 12.0

Builder = Callable[[SpeechAccess, str, Connections], Link[STT]]
"""Builds from an access, a language (ISO 639-1) and where connections come from."""


def _openai(access: SpeechAccess, language: str, connections: Connections) -> Link[STT]:
    """Any OpenAI-compatible transcription: whole segments, no words."""
    answers = Answers()
    recogniser = openai.STT(model=access.model, language=language, client=connections.client(access, answers))
    vad = inference.VAD(min_silence_duration=_SEGMENT_SILENCE_S)
    plugin = SegmentSTT(stt=recogniser, vad=vad, answer_s=_ANSWER_S)
    return Link("openai", title(access), plugin, answers, quiet_s=_ANSWER_S + 2.0, pace=50.0)


def _embedded(access: SpeechAccess, language: str, connections: Connections) -> Link[STT]:
    """The speech server on this computer, which hangs up itself when it has no answer."""
    plugin = EmbeddedSTT(
        base_url=access.base_url, api_key=access.api_key.get_secret_value(), model=access.model
    )
    return Link("embedded", OWN_HEARING, plugin, own=True, quiet_s=_OWN_ANSWER_S + 2.0, pace=50.0)


def _deepgram(access: SpeechAccess, language: str, connections: Connections) -> Link[STT]:
    """Streams; fillers and words with their times come by themselves."""
    answers = Answers()
    plugin = deepgram.STT(
        model=access.model or "nova-3",
        language=language,
        filler_words=True,
        punctuate=True,
        api_key=access.api_key.get_secret_value(),
        http_session=connections.session(access, answers),
        base_url=f"{(access.base_url or DEEPGRAM_URL).rstrip('/')}/listen",
    )
    return Link("deepgram", title(access), plugin, answers)


def _assemblyai(access: SpeechAccess, language: str, connections: Connections) -> Link[STT]:
    """Streams, and takes audio no faster than it was spoken."""
    answers, model = Answers(), access.model or "universal-streaming-multilingual"
    steered = (
        {"language_codes": [language]}
        if model.startswith(("u3-", "universal-3-"))
        else {"format_turns": True}
    )
    plugin = assemblyai.STT(
        model=model,  # type: ignore[arg-type]  # the plugin's list of models is not the service's
        api_key=access.api_key.get_secret_value(),
        http_session=connections.session(access, answers),
        base_url=(access.base_url or ASSEMBLYAI_URL).rstrip("/"),
        **steered,
    )
    return Link("assemblyai", title(access), plugin, answers, quiet_s=5.0, pace=1.25)


HEARING: Mapping[SpeechProvider, Builder] = {
    "embedded": _embedded,
    "openai": _openai,
    "deepgram": _deepgram,
    "assemblyai": _assemblyai,
}
