"""The languages an interview may be held in, and who hears and speaks which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interview.lang import LANGUAGES as SPOKEN
from workers.protocol import SpeechProvider

LANGUAGES: Mapping[str, tuple[str, str]] = {
    "en": ("English", "English"),
    "es": ("Spanish", "Español"),
    "de": ("German", "Deutsch"),
    "fr": ("French", "Français"),
    "hi": ("Hindi", "हिन्दी"),
    "it": ("Italian", "Italiano"),
    "ja": ("Japanese", "日本語"),
    "ko": ("Korean", "한국어"),
    "nl": ("Dutch", "Nederlands"),
    "pl": ("Polish", "Polski"),
    "pt": ("Portuguese", "Português"),
    "sv": ("Swedish", "Svenska"),
    "tr": ("Turkish", "Türkçe"),
    "uk": ("Ukrainian", "Українська"),
    "zh": ("Chinese", "中文"),
}
"""By ISO 639-1: the name in English, and the language's own."""
WHOLE = tuple(SPOKEN)
"""Those with a question bank, prompts and an offline interviewer of their own; others need a model."""
TITLES: Mapping[SpeechProvider, str] = {
    "openai": "OpenAI",
    "deepgram": "Deepgram",
    "assemblyai": "AssemblyAI",
    "embedded": "MockFlow’s own speech",
}
_ALL = frozenset(LANGUAGES)
HEARS: Mapping[SpeechProvider, frozenset[str]] = {
    "openai": _ALL,
    "deepgram": _ALL,  # Nova-3; Nova-2 likewise
    "assemblyai": frozenset({"en", "es", "fr", "de", "it", "pt"}),
}
SPEAKS: Mapping[SpeechProvider, frozenset[str]] = {
    "openai": _ALL,
    "deepgram": frozenset({"en", "es", "de", "fr", "nl", "it", "ja"}),  # Aura-2
}


def name(language: str) -> str:
    """The language's name in English; its code when it isn't listed."""
    return LANGUAGES.get(language, (language, language))[0]


def providers(table: Mapping[SpeechProvider, frozenset[str]], language: str) -> Sequence[str]:
    """Who of ``table`` knows ``language``, as people call them."""
    return [TITLES[provider] for provider, known in table.items() if language in known]
