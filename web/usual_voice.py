"""Who speaks at OpenAI for an owner who chose no voice there."""

from __future__ import annotations

from settings import Settings

from .preferences import VOICES

_OTHERWISE = "ash"


def openai_voice(settings: Settings) -> str:
    """TTS_VOICE where OpenAI has a voice of that name; this box's own speech has other names."""
    return settings.tts_voice if settings.tts_voice in VOICES and settings.tts_voice else _OTHERWISE
