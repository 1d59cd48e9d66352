"""Who speaks for the interviewer: each provider's name, and how livekit-agents' object for it is built."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from livekit.plugins import deepgram, openai

from voice.providers.connections import Connections
from voice.providers.hearing import DEEPGRAM_URL
from voice.providers.titles import OWN_VOICE, title
from voice.relay.link import TTS, Answers, Link
from workers.protocol import SpeechProvider, VoiceAccess

Builder = Callable[[VoiceAccess, Connections], Link[TTS]]


def _openai(access: VoiceAccess, connections: Connections) -> Link[TTS]:
    """Any OpenAI-compatible speech API, as raw sound: nothing to decode."""
    own, answers = access.provider == "embedded", Answers()
    plugin = openai.TTS(
        model=access.model,
        voice=access.voice,
        speed=access.speed,
        client=connections.client(access, answers),
        response_format="pcm",
    )
    name = OWN_VOICE if own else title(access)
    return Link(access.provider, name, plugin, answers, own=own, speed=access.speed)


def _deepgram(access: VoiceAccess, connections: Connections) -> Link[TTS]:
    """Aura; a voice is a model there, and a speed it doesn't know is refused."""
    answers = Answers()
    plugin = deepgram.TTS(
        model=access.voice or access.model,
        speed=None if access.speed == 1.0 else min(max(access.speed, 0.7), 1.5),
        api_key=access.api_key.get_secret_value(),
        http_session=connections.session(access, answers),
        base_url=f"{(access.base_url or DEEPGRAM_URL).rstrip('/')}/speak",
    )
    return Link("deepgram", title(access), plugin, answers, speed=access.speed)


SPEAKING: Mapping[SpeechProvider, Builder] = {
    "embedded": _openai,
    "openai": _openai,
    "deepgram": _deepgram,
}
"""AssemblyAI has no voice for conversations here."""
