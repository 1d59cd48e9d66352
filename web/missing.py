"""What keeps an interview from starting until its owner enters a key, in words and with the way there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from errors import AppError, LiveKitError, SpeechError
from workers.protocol import SpeechProvider

from . import languages
from .languages import HEARS, SPEAKS, TITLES, WHOLE
from .provider_keys import ProviderKeys

KEYS_PAGE, PREFERENCES_PAGE = "/settings/keys", "/settings/preferences"
SOMEBODYS = "the services whose keys you enter"  # stands where a host would, before there is one
_FIELDS: Mapping[SpeechProvider, frozenset[str]] = {
    "openai": frozenset({"openai_api_key", "openai_base_url", "openai_model"}),
    "deepgram": frozenset({"deepgram_api_key"}),
    "assemblyai": frozenset({"assemblyai_api_key"}),
}
_LIVEKIT_FIELDS = frozenset({"livekit_url", "livekit_api_key", "livekit_api_secret"})


@dataclass(frozen=True)
class Missing:
    """One thing to mend: its name, a sentence, and the page that mends it."""

    label: str
    text: str
    href: str


class MissingKeyError(AppError):
    """Nobody's key serves this purpose for this owner."""

    status = HTTPStatus.CONFLICT
    label = "missing_key"

    def __init__(self, missing: Missing) -> None:
        super().__init__(missing.text, log="no key for this purpose", href=missing.href)


class MissingLiveKitKeyError(MissingKeyError, LiveKitError):
    """No LiveKit for this owner."""


class MissingSpeechKeyError(MissingKeyError, SpeechError):
    """No speech service for this owner."""


def livekit(keys: ProviderKeys) -> Missing:
    """The sentence for an owner without a LiveKit server."""
    if keys.unreadable & _LIVEKIT_FIELDS:
        text = "Your LiveKit key can’t be read any more. Enter it again under Settings, Keys."
        return Missing("LiveKit", text, KEYS_PAGE)
    return Missing(
        "LiveKit",
        "An interview needs a LiveKit server. This MockFlow has none for you, and you have saved no key for "
        "one. Enter a LiveKit key under Settings, Keys.",
        KEYS_PAGE,
    )


def speech(keys: ProviderKeys, chosen: SpeechProvider) -> Missing:
    """The sentence for an owner without a speech service.

    Args:
        chosen: who is to do what is missing.
    """
    title = TITLES[chosen]
    if chosen == "embedded":
        return _no_speech_here(keys)
    if keys.unreadable & _FIELDS[chosen]:
        text = f"Your {title} key can’t be read any more. Enter it again under Settings, Keys."
    else:
        text = (
            f"Your speech goes through {title}, and no {title} key is saved. Enter one under Settings, Keys."
        )
    return Missing("Speech", text, KEYS_PAGE)


def _no_speech_here(keys: ProviderKeys) -> Missing:
    saved = {"OpenAI": keys.openai, "Deepgram": keys.deepgram}
    if name := next((name for name, key in saved.items() if key is not None), ""):
        text = (
            "This MockFlow has no speech service for you. "
            f"Choose {name}, whose key you saved, under Settings, Preferences."
        )
        return Missing("Speech", text, PREFERENCES_PAGE)
    text = (
        "This MockFlow has no speech service for you. "
        "Enter an OpenAI or a Deepgram key under Settings, Keys, and choose it under Preferences."
    )
    return Missing("Speech", text, KEYS_PAGE)


def language(code: str, *, hears: bool, speaks: bool, keys: ProviderKeys) -> Missing:
    """The sentence for an owner whose speech doesn't know a language.

    Args:
        hears: whether what hears them does.
        speaks: whether what speaks does.
    """
    name = languages.name(code)
    wanted = [
        f"{_either(languages.providers(table, code))} to {what}"
        for known, table, what in ((hears, HEARS, "hear you"), (speaks, SPEAKS, "speak"))
        if not known
    ]
    saved = keys.openai is not None or keys.deepgram is not None
    mend = (
        "Choose that under Settings, Preferences"
        if saved
        else "Enter a key under Settings, Keys, and choose that"
    )
    return Missing(
        f"Speech for {name}",
        f"An interview in {name} needs {' and '.join(wanted)}. {mend}, or take English.",
        PREFERENCES_PAGE if saved else KEYS_PAGE,
    )


def model(code: str) -> Missing | None:
    """The sentence for an owner without a language model; None for a language that needs none."""
    if code in WHOLE:
        return None
    name, known = languages.name(code), " and ".join(languages.name(each) for each in WHOLE)
    return Missing(
        "Language model",
        f"The offline interviewer knows {known}. For an interview in {name} enter an OpenAI key, "
        "or one of a service like it, under Settings, Keys.",
        KEYS_PAGE,
    )


def _either(names: Sequence[str]) -> str:
    *others, last = names or ["another provider"]
    return f"{', '.join(others)} or {last}" if others else last
