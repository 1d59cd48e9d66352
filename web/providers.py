"""The providers whose keys an owner may keep: their fields, and what the settings page says of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from errors import NotFoundError

from .provider_keys import OPENAI_BASE_URL

Name = Literal["livekit", "openai", "deepgram", "assemblyai"]


@dataclass(frozen=True)
class KeyField:
    """One field of a provider's form.

    Attributes:
        name: one of :data:`store.rows.KEY_FIELDS`.
        secret: it never returns to a browser.
        required: it may not be empty.
        instead: the value of an optional field left empty.
    """

    name: str
    label: str
    secret: bool = False
    required: bool = True
    instead: str = ""
    help: str = ""
    placeholder: str = ""


@dataclass(frozen=True)
class Provider:
    """One card of the page.

    Attributes:
        name: what stands in addresses.
        purpose: what the key is for, today.
        where: the page on which the provider hands out keys.
        cost: what it costs, as far as it is sure.
        address: the name of the field with the server's address; empty when it has none.
    """

    name: Name
    title: str
    purpose: str
    where: str
    where_label: str
    cost: str
    fields: tuple[KeyField, ...]
    address: str = ""

    @property
    def secrets(self) -> tuple[KeyField, ...]:
        """The fields that hold secrets."""
        return tuple(field for field in self.fields if field.secret)

    @property
    def field_names(self) -> tuple[str, ...]:
        """The fields as the store names them."""
        return tuple(field.name for field in self.fields)


LIVEKIT = Provider(
    name="livekit",
    title="LiveKit",
    purpose="Carries your voice and the interviewer’s between your browser and MockFlow.",
    where="https://cloud.livekit.io",
    where_label="LiveKit Cloud: your project, Settings, API keys",
    cost="LiveKit Cloud has a free plan.",
    fields=(
        KeyField("livekit_url", "Project URL", placeholder="wss://name.livekit.cloud"),
        KeyField("livekit_api_key", "API key", secret=True),
        KeyField("livekit_api_secret", "API secret", secret=True),
    ),
    address="livekit_url",
)
OPENAI = Provider(
    name="openai",
    title="OpenAI",
    purpose=(
        "Writes your questions and words what the interviewer says. "
        "Hears you and speaks too, if you choose OpenAI in Preferences."
    ),
    where="https://platform.openai.com/api-keys",
    where_label="OpenAI: API keys",
    cost="Use is paid in advance at OpenAI; a ChatGPT subscription doesn’t cover it.",
    fields=(
        KeyField("openai_api_key", "API key", secret=True),
        KeyField(
            "openai_base_url",
            "Base URL",
            required=False,
            instead=OPENAI_BASE_URL,
            help="Of another service that speaks OpenAI’s language. Empty means OpenAI itself.",
            placeholder=OPENAI_BASE_URL,
        ),
        KeyField(
            "openai_model",
            "Language model",
            required=False,
            help="As the service writes it. Empty means the one in Preferences.",
        ),
    ),
    address="openai_base_url",
)
DEEPGRAM = Provider(
    name="deepgram",
    title="Deepgram",
    purpose="Hears you and speaks for the interviewer, if you choose Deepgram in Preferences.",
    where="https://console.deepgram.com",
    where_label="Deepgram: API keys of your project",
    cost="New accounts start with free credit.",
    fields=(KeyField("deepgram_api_key", "API key", secret=True),),
)
ASSEMBLYAI = Provider(
    name="assemblyai",
    title="AssemblyAI",
    purpose="Hears you, if you choose AssemblyAI in Preferences.",
    where="https://www.assemblyai.com/dashboard",
    where_label="AssemblyAI: your dashboard, API keys",
    cost="New accounts start with free credit.",
    fields=(KeyField("assemblyai_api_key", "API key", secret=True),),
)
PROVIDERS = (LIVEKIT, OPENAI, DEEPGRAM, ASSEMBLYAI)


def provider(name: str) -> Provider:
    """Raises NotFoundError for a name that is none of them."""
    for each in PROVIDERS:
        if each.name == name:
            return each
    raise NotFoundError
