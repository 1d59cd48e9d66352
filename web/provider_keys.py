"""The provider keys of one owner, opened: what an interview or a test of a key is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import SecretStr

KeyedVendor = Literal["openai", "deepgram", "assemblyai"]
OPENAI_BASE_URL = "https://api.openai.com/v1"


@dataclass(frozen=True)
class LiveKitKey:
    """A LiveKit project: its ``wss://`` address and the pair that signs tokens."""

    url: str
    api_key: SecretStr
    api_secret: SecretStr


@dataclass(frozen=True)
class OpenAIKey:
    """An OpenAI-compatible API; ``base_url`` ends in ``/v1`` or whatever the vendor says.

    Attributes:
        model: the language model to ask for; empty means the owner's preference.
    """

    api_key: SecretStr
    base_url: str = OPENAI_BASE_URL
    model: str = ""


@dataclass(frozen=True)
class ProviderKeys:
    """None where the owner has none.

    Attributes:
        unreadable: the fields that must be entered again.
    """

    livekit: LiveKitKey | None = None
    openai: OpenAIKey | None = None
    deepgram: SecretStr | None = None
    assemblyai: SecretStr | None = None
    unreadable: frozenset[str] = frozenset()
