"""Who hears, speaks and thinks in a dispatched interview: this box's speech and the operator's keys.

This box's speech comes first and alone where it has some that knows the language, as for an owner who chose
nobody; else every provider whose key is set, in order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import SecretStr

from embedded.services import EmbeddedServices
from interview.lang import LANGUAGES as WHOLE
from settings import Settings
from workers.protocol import ModelAccess, SpeechAccess, SpeechProvider, VoiceAccess

from .brief import DispatchRefusedError

OPENAI_BASE_URL = "https://api.openai.com/v1"
OPENAI_HEARING, OPENAI_SPEAKING = "gpt-4o-mini-transcribe", "gpt-4o-mini-tts"
OPENAI_VOICES = frozenset(
    ("alloy", "ash", "ballad", "coral", "echo", "fable", "nova", "onyx", "sage", "shimmer", "verse")
)
OPENAI_USUAL = "ash"
DEEPGRAM_HEARING = "nova-3"
DEEPGRAM_VOICES: Mapping[str, str] = {
    "en": "thalia",
    "es": "celeste",
    "de": "viktoria",
    "fr": "agathe",
    "nl": "rhea",
    "it": "livia",
    "ja": "izanami",
}
ASSEMBLYAI_ENGLISH, ASSEMBLYAI_OTHERS = "universal-streaming-english", "universal-streaming-multilingual"
ASSEMBLYAI_HEARS = frozenset({"en", "es", "fr", "de", "it", "pt"})
_NO_KEY = SecretStr("none")  # servers of the settings may have none, and the SDK wants one


@dataclass(frozen=True)
class Carriers:
    """Attributes: see :class:`workers.protocol.Job`."""

    hearing: tuple[SpeechAccess, ...]
    voice: tuple[VoiceAccess, ...]
    thinking: tuple[ModelAccess, ...]


def carriers(settings: Settings, embedded: EmbeddedServices | None, language: str) -> Carriers:
    """All of them for an interview in ``language``.

    Raises:
        DispatchRefusedError: nobody hears, speaks or words questions in that language.
    """
    here = _here(settings, embedded, language)
    found = Carriers(
        (_hears_here(settings, *here),) if here else _hearing(settings, language),
        (_speaks_here(settings, *here),) if here else _voice(settings, language),
        _thinking(settings),
    )
    if not found.hearing or not found.voice:
        raise DispatchRefusedError("no speech provider of the settings knows the language")
    if language not in WHOLE and not found.thinking:
        raise DispatchRefusedError("this language needs a language model")
    return found


_Here = tuple[SpeechProvider, str, SecretStr]


def _here(settings: Settings, embedded: EmbeddedServices | None, language: str) -> _Here | None:
    """This box's speech as provider, address and key; None without one that knows the language."""
    if settings.speech_url:
        if language not in ("en", settings.interview_language):
            return None
        base = settings.speech_url.rstrip("/")
        return "openai", base if base.endswith("/v1") else f"{base}/v1", _NO_KEY
    if language == "en" and embedded is not None and embedded.speech_url:
        return "embedded", embedded.speech_url, embedded.speech_key
    return None


def _hears_here(settings: Settings, provider: SpeechProvider, base: str, key: SecretStr) -> SpeechAccess:
    return SpeechAccess(provider=provider, base_url=base, api_key=key, model=settings.stt_model)


def _speaks_here(settings: Settings, provider: SpeechProvider, base: str, key: SecretStr) -> VoiceAccess:
    return VoiceAccess(
        provider=provider,
        base_url=base,
        api_key=key,
        model=settings.tts_model,
        voice=settings.tts_voice,
        speed=settings.tts_speed,
    )


def _hearing(settings: Settings, language: str) -> tuple[SpeechAccess, ...]:
    streaming = ASSEMBLYAI_ENGLISH if language == "en" else ASSEMBLYAI_OTHERS
    known: list[tuple[SpeechProvider, SecretStr, str, str]] = [
        ("openai", settings.openai_api_key, OPENAI_BASE_URL, OPENAI_HEARING),
        ("deepgram", settings.deepgram_api_key, "", DEEPGRAM_HEARING),
    ]
    if language in ASSEMBLYAI_HEARS:
        known.append(("assemblyai", settings.assemblyai_api_key, "", streaming))
    return tuple(
        SpeechAccess(provider=provider, base_url=base, api_key=key, model=model)
        for provider, key, base, model in known
        if key.get_secret_value()
    )


def _voice(settings: Settings, language: str) -> tuple[VoiceAccess, ...]:
    found = []
    if settings.openai_api_key.get_secret_value():
        voice = settings.tts_voice if settings.tts_voice in OPENAI_VOICES else OPENAI_USUAL
        found.append(
            VoiceAccess(
                provider="openai",
                base_url=OPENAI_BASE_URL,
                api_key=settings.openai_api_key,
                model=OPENAI_SPEAKING,
                voice=voice,
                speed=settings.tts_speed,
            )
        )
    if settings.deepgram_api_key.get_secret_value() and language in DEEPGRAM_VOICES:
        voice = f"aura-2-{DEEPGRAM_VOICES[language]}-{language}"
        speed = min(max(settings.tts_speed, 0.7), 1.5) if language in ("en", "es") else 1.0
        found.append(
            VoiceAccess(
                provider="deepgram",
                base_url="",
                api_key=settings.deepgram_api_key,
                model=voice,
                voice=voice,
                speed=speed,
            )
        )
    return tuple(found)


def _thinking(settings: Settings) -> tuple[ModelAccess, ...]:
    own, key = settings.llm_base_url.rstrip("/"), settings.openai_api_key
    if own:
        key = settings.llm_api_key if settings.llm_api_key.get_secret_value() else _NO_KEY
    elif not key.get_secret_value():
        return ()
    return (
        ModelAccess(
            base_url=own or OPENAI_BASE_URL,
            api_key=key,
            model=settings.llm_model,
            temperature=settings.llm_temperature,
        ),
    )
