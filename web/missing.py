"""What keeps an interview from starting until its owner enters a key, in words and with the way there."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from errors import AppError, LiveKitError, SpeechError

from .provider_keys import ProviderKeys

KEYS_PAGE, PREFERENCES_PAGE = "/settings/keys", "/settings/preferences"
SOMEBODYS = "the services whose keys you enter"  # stands where a host would, before there is one
_OPENAI_FIELDS = frozenset({"openai_api_key", "openai_base_url", "openai_model"})
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


def speech(keys: ProviderKeys, *, wanted_openai: bool) -> Missing:
    """The sentence for an owner without a speech service.

    Args:
        wanted_openai: OpenAI is to do what is missing, by their choice or for lack of another.
    """
    if keys.unreadable & _OPENAI_FIELDS:
        text = "Your OpenAI key can’t be read any more. Enter it again under Settings, Keys."
    elif wanted_openai:
        text = "Your speech goes through OpenAI, and no OpenAI key is saved. Enter one under Settings, Keys."
    elif keys.openai is not None:
        return Missing(
            "Speech",
            "This MockFlow has no speech service for you. "
            "Choose OpenAI, whose key you saved, under Settings, Preferences.",
            PREFERENCES_PAGE,
        )
    else:
        text = (
            "This MockFlow has no speech service for you. "
            "Enter an OpenAI key under Settings, Keys, and choose OpenAI under Preferences."
        )
    return Missing("Speech", text, KEYS_PAGE)
