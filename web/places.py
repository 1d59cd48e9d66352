"""An address with the key that opens it, and who pays for what is done there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from pydantic import SecretStr

from workers.protocol import SpeechProvider

Payer = Literal["own", "operator", "embedded", "missing"]
Purpose = Literal["livekit", "hearing", "voice", "model"]
Vendor = Literal["box", "livekit", "openai", "deepgram", "assemblyai"]
"""Who is paid in the end; ``box`` is this computer, or a server that the operator's settings name."""


@dataclass(frozen=True)
class Use:
    """Who serves one purpose of an interview.

    Attributes:
        what: the model or voice there, as its provider writes it; empty where there is nothing to say.
        host: where that is; empty for this computer.
    """

    vendor: Vendor
    payer: Payer
    what: str = ""
    host: str = ""


DEEPGRAM_HOST, ASSEMBLYAI_HOST = "api.deepgram.com", "streaming.assemblyai.com"


@dataclass(frozen=True)
class LiveKitEndpoint:
    """LiveKit's websocket and HTTP addresses and the key pair that signs its tokens.

    Attributes:
        allowed_hosts: the operator's allow-list when an owner named the address, which is then called
            through :mod:`outbound` only; None when the operator did.
    """

    url: str
    api_url: str
    api_key: SecretStr
    api_secret: SecretStr
    payer: Payer
    allowed_hosts: str | None = None


@dataclass(frozen=True)
class SpeechEndpoint:
    """What hears, or what speaks.

    Attributes:
        base_url: what ``/audio/…`` is appended to; empty: the provider's own address, or an embedded
            server that is down.
        provider: see :class:`workers.protocol.ProviderAccess`.
        guarded: an owner named the address, so it is called through :mod:`outbound` only.
        voice: who speaks; empty for hearing.
        speed: 1.0 is ordinary.
    """

    base_url: str
    api_key: SecretStr
    model: str
    payer: Payer
    guarded: bool = False
    provider: SpeechProvider = "embedded"
    voice: str = ""
    speed: float = 1.0
    vendor: Vendor = "box"

    @property
    def down(self) -> bool:
        """Whether it is an embedded server that doesn't run just now."""
        return self.payer == "embedded" and not self.base_url

    @property
    def host(self) -> str:
        """Where the voice goes; empty when it stays on this computer."""
        own = {"deepgram": DEEPGRAM_HOST, "assemblyai": ASSEMBLYAI_HOST}
        return "" if self.payer == "embedded" else own.get(self.provider) or host(self.base_url)


@dataclass(frozen=True)
class ModelEndpoint:
    """A language model behind an OpenAI-compatible chat API.

    Attributes:
        guarded: an owner named the address, so it is called through :mod:`outbound` only.
        temperature: from 0, plain, to 2, wild.
    """

    base_url: str
    api_key: SecretStr
    model: str
    payer: Payer
    guarded: bool = False
    temperature: float = 0.7
    vendor: Vendor = "openai"

    @property
    def host(self) -> str:
        """Where the words go."""
        return host(self.base_url)


def http_address(url: str) -> str:
    """``ws://host`` as ``http://host``, ``wss`` as ``https``; what is no address stays as it is."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    scheme = {"ws": "http", "wss": "https"}.get(parts.scheme, parts.scheme)
    return parts._replace(scheme=scheme).geturl()


def host(url: str) -> str:
    """The host of an address; the address itself when it is none."""
    try:
        return urlsplit(url if "//" in url else f"//{url}").hostname or url
    except ValueError:
        return url
