"""What a sentence calls a provider."""

from __future__ import annotations

from urllib.parse import urlsplit

from voice.providers.connections import OPENAI_URL
from workers.protocol import ProviderAccess

OWN_HEARING = "MockFlow's own speech recognition"
OWN_VOICE = "MockFlow's own voice"
OWN_MODEL = "MockFlow's own interviewer"
_TITLES = {"deepgram": "Deepgram", "assemblyai": "AssemblyAI"}


def title(access: ProviderAccess) -> str:
    """The vendor's name; of an OpenAI-compatible API elsewhere, its host."""
    if known := _TITLES.get(access.provider):
        return known
    host = urlsplit(access.base_url).hostname
    return "OpenAI" if host in (None, urlsplit(OPENAI_URL).hostname) else host
