"""What this box offers an owner without keys of their own: the operator's settings, its embedded servers."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import SecretStr

from embedded.services import EmbeddedServices
from errors import LiveKitError
from settings import Settings

from .loopback import is_loopback
from .places import LiveKitEndpoint, ModelEndpoint, SpeechEndpoint, http_address
from .provider_keys import OPENAI_BASE_URL, KeyedVendor

_NO_KEY = SecretStr("none")  # servers of the settings may have none, and the SDK wants one


@dataclass(frozen=True)
class Box:
    """The box as one owner sees it.

    Attributes:
        shared: whether the operator's settings are for this owner too.
        embedded: its embedded servers; the address of one that is down is empty.
        operator: whether this owner is the operator, who may spend on any model.
    """

    settings: Settings
    shared: bool
    embedded: EmbeddedServices | None
    operator: bool = False

    def livekit(self) -> LiveKitEndpoint | None:
        """The operator's or the embedded LiveKit; its address is empty when it is embedded and down."""
        settings, found = self.settings, self.embedded
        if settings.livekit_url and self.shared:
            key, secret, url = settings.livekit_api_key, settings.livekit_api_secret, settings.livekit_url
            return LiveKitEndpoint(url, http_address(url), key, secret, "operator")
        if found is not None and (found.livekit_url or "livekit" in found.pids) and self._browsers_are_here():
            key, secret = SecretStr(found.api_key), found.api_secret
            return LiveKitEndpoint(found.livekit_url, found.livekit_api_url, key, secret, "embedded")
        return None

    def hearing(self) -> SpeechEndpoint | None:
        """The speech server of the settings or the embedded one; without an address when that is down."""
        return self._speech(self.settings.stt_model)

    def voice(self) -> SpeechEndpoint | None:
        """The same, with its one voice."""
        return self._speech(self.settings.tts_model, self.settings.tts_voice)

    def knows(self, language: str) -> bool:
        """Whether its speech hears and speaks a language: the embedded one knows English alone."""
        settings = self.settings
        return language == "en" or (
            bool(settings.speech_url) and self.shared and language == settings.interview_language
        )

    def key(self, vendor: KeyedVendor) -> SecretStr | None:
        """The operator's key at a vendor, if it is for this owner."""
        settings = self.settings
        key = {
            "openai": settings.openai_api_key,
            "deepgram": settings.deepgram_api_key,
            "assemblyai": settings.assemblyai_api_key,
        }[vendor]
        return key if self.shared and key.get_secret_value() else None

    def model(self, preferred: str, temperature: float) -> ModelEndpoint | None:
        """The operator's language model, if it is for this owner.

        Args:
            preferred: the owner's choice of model, which counts for the operator alone.
        """
        settings = self.settings
        name = preferred if self.operator else settings.llm_model
        if settings.llm_base_url and self.shared:
            key = settings.llm_api_key if settings.llm_api_key.get_secret_value() else _NO_KEY
            return ModelEndpoint(
                settings.llm_base_url.rstrip("/"),
                key,
                name,
                "operator",
                temperature=temperature,
                vendor="box",
            )
        if (found := self.key("openai")) is None:
            return None
        return ModelEndpoint(OPENAI_BASE_URL, found, name, "operator", temperature=temperature)

    def _speech(self, model: str, voice: str = "") -> SpeechEndpoint | None:
        found = self.embedded
        if self.settings.speech_url and self.shared:
            return SpeechEndpoint(
                _v1(self.settings.speech_url), _NO_KEY, model, "operator", provider="openai", voice=voice
            )
        if found is not None and (found.speech_url or "speech" in found.pids):
            return SpeechEndpoint(_v1(found.speech_url), found.speech_key, model, "embedded", voice=voice)
        return None

    def _browsers_are_here(self) -> bool:
        """Whether browsers reach loopback, where alone the embedded LiveKit listens."""
        public = urlsplit(self.settings.public_url).hostname
        return public is None or is_loopback(public)


def _v1(url: str) -> str:
    """The address as it was written, with ``/v1`` at its end; an empty one stays empty."""
    base = url.rstrip("/")
    return base if not base or base.endswith("/v1") else f"{base}/v1"


def check_livekit(settings: Settings) -> None:
    """Refuse the operator's settings when the SDK could not use them.

    Raises:
        LiveKitError: naming what is wrong.
    """
    keys = {"LIVEKIT_API_KEY": settings.livekit_api_key, "LIVEKIT_API_SECRET": settings.livekit_api_secret}
    if lacking := [name for name, value in keys.items() if not value.get_secret_value()]:
        raise LiveKitError(
            f"LIVEKIT_URL is set without {' and '.join(lacking)}, so no room can be opened. "
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
