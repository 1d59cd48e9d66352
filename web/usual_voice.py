"""Who speaks at OpenAI for an owner who chose no voice there."""

from __future__ import annotations

from settings import Settings

from .voices import OPENAI_USUAL, OPENAI_VOICES


def openai_voice(settings: Settings) -> str:
    """TTS_VOICE where OpenAI has a voice of that name; this box's own speech has other names."""
    return settings.tts_voice if settings.tts_voice in OPENAI_VOICES and settings.tts_voice else OPENAI_USUAL
