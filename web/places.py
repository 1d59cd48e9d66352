"""An address with the key that opens it, and who pays for what is done there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from pydantic import SecretStr

from workers.protocol import SpeechProvider

Payer = Literal["own", "operator", "embedded", "missing"]
Purpose = Literal["livekit", "hearing", "voice"]


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
    """An OpenAI-compatible audio API, for hearing or for the voice.

    Attributes:
        base_url: what ``/audio/…`` is appended to.
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
