"""Where LiveKit and speech are: from the settings, or the embedded servers' own note."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr

from embedded.services import EmbeddedServices
from errors import LiveKitError, SpeechError
from settings import Settings

ReadEmbedded = Callable[[Path], EmbeddedServices | None]


@dataclass(frozen=True)
class LiveKitEndpoint:
    """LiveKit's websocket and HTTP addresses and the key pair that signs its tokens."""

    url: str
    api_url: str
    api_key: SecretStr
    api_secret: SecretStr


@dataclass(frozen=True)
class SpeechEndpoint:
    """An OpenAI-compatible audio API; ``base_url`` ends in ``/v1``."""

    base_url: str
    api_key: SecretStr


def http_address(url: str) -> str:
    """``ws://host`` as ``http://host``, ``wss`` as ``https``."""
    parts = urlsplit(url)
    scheme = {"ws": "http", "wss": "https"}.get(parts.scheme, parts.scheme)
    return parts._replace(scheme=scheme).geturl()


def voice_hosts(settings: Settings) -> tuple[str, ...]:
    """The hosts a voice passes through that aren't the embedded servers; empty when nothing leaves."""
    return tuple(dict.fromkeys(_host(url) for url in (settings.livekit_url, settings.speech_url) if url))


def _host(url: str) -> str:
    """The host of an address; the address itself when it is none."""
    try:
        return urlsplit(url if "//" in url else f"//{url}").hostname or url
    except ValueError:
        return url


def _check(settings: Settings) -> None:
    """Refuse settings that the SDK could not use, naming them."""
    keys = {"LIVEKIT_API_KEY": settings.livekit_api_key, "LIVEKIT_API_SECRET": settings.livekit_api_secret}
    if missing := [name for name, value in keys.items() if not value.get_secret_value()]:
        raise LiveKitError(
            f"LIVEKIT_URL is set without {' and '.join(missing)}, so no room can be opened. "
            "Put all three in .env, then start MockFlow again.",
            log="livekit settings are incomplete",
        )
    try:
        parts = urlsplit(settings.livekit_url)
        usable = parts.scheme in ("ws", "wss") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise LiveKitError(
            "LIVEKIT_URL is no address of a LiveKit server, so no room can be opened. "
            "Write it like wss://name.livekit.cloud in .env, then start MockFlow again.",
            log="livekit address is unusable",
        )


class Endpoints:
    """Looks the addresses up at every use: embedded servers may come back on other ports."""

    def __init__(self, settings: Settings, read_embedded: ReadEmbedded) -> None:
        self._settings = settings
        self._read_embedded = read_embedded

    def livekit(self) -> LiveKitEndpoint:
        """Raises LiveKitError: no embedded one runs, or the settings of another are incomplete."""
        settings = self._settings
        if settings.livekit_url:
            _check(settings)
            return LiveKitEndpoint(
                settings.livekit_url,
                http_address(settings.livekit_url),
                settings.livekit_api_key,
                settings.livekit_api_secret,
            )
        found = self._read_embedded(settings.data_dir)
        if found is None or not found.livekit_url:
            raise LiveKitError(log="no embedded livekit is running")
        return LiveKitEndpoint(
            found.livekit_url, found.livekit_api_url, SecretStr(found.api_key), found.api_secret
        )

    def speech(self) -> SpeechEndpoint:
        """Raises SpeechError when no server is configured and no embedded one runs."""
        url, key = self._settings.speech_url, SecretStr("none")
        if not url:
            found = self._read_embedded(self._settings.data_dir)
            if found is None or not found.speech_url:
                raise SpeechError(log="no embedded speech is running")
            url, key = found.speech_url, found.speech_key
        base = url.rstrip("/")
        return SpeechEndpoint(base if base.endswith("/v1") else f"{base}/v1", key)
