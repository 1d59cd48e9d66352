"""What one owner's interview may use: their own keys, what the operator shares, what runs on this box.

In this order, for each purpose: the owner's own key; the operator's settings, if they are shared or the
owner is the person at this computer; the embedded server; else a typed refusal that says what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal
from urllib.parse import urlsplit

from pydantic import SecretStr

import outbound
from embedded.services import EmbeddedServices
from errors import LiveKitError, SpeechError
from settings import Settings

from . import missing
from .loopback import is_loopback
from .missing import Missing, MissingLiveKitKeyError, MissingSpeechKeyError
from .places import LiveKitEndpoint, Payer, Purpose, SpeechEndpoint, host, http_address
from .preferences import Preferences
from .provider_keys import OPENAI_BASE_URL, ProviderKeys

OPENAI_MODELS = {"hearing": "gpt-4o-mini-transcribe", "voice": "gpt-4o-mini-tts"}
OPENAI_VOICE = "ash"  # whoever chose no other

Speech = Literal["hearing", "voice"]
_SPEECH: tuple[Speech, ...] = ("hearing", "voice")


class Sources:
    """One owner's, looked up once.

    Args:
        keys: the owner's own.
        shared: whether the operator's settings are for this owner too.
        embedded: the servers that run on this box.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        keys: ProviderKeys,
        preferences: Preferences,
        shared: bool,
        embedded: EmbeddedServices | None,
    ) -> None:
        self._settings = settings
        self._keys = keys
        self._preferences = preferences
        self._shared = shared
        self._embedded = embedded

    def livekit(self) -> LiveKitEndpoint:
        """The LiveKit server of their rooms.

        Raises:
            MissingLiveKitKeyError: nobody's is there for them.
            LiveKitError: it can't be used: not allowed, badly set, or not running.
        """
        found = self._livekit()
        if found is None:
            raise MissingLiveKitKeyError(missing.livekit(self._keys))
        if found.payer == "operator":
            _check_settings(self._settings)
        elif problem := _problem(found):
            raise LiveKitError(problem, log="livekit address of an owner is not allowed")
        elif not found.url:
            raise LiveKitError(log="the embedded livekit is not running")
        return found

    def hearing(self) -> SpeechEndpoint:
        """What turns their speech into text.

        Raises:
            MissingSpeechKeyError: nobody's is there for them.
            SpeechError: it isn't running.
        """
        return self._running("hearing")

    def voice(self) -> SpeechEndpoint:
        """What speaks for the interviewer; raises as :meth:`hearing` does."""
        return self._running("voice")

    def payers(self) -> Mapping[Purpose, Payer]:
        """Who pays for what, whether or not it answers just now."""
        livekit, hearing, voice = self._livekit(), self._speech("hearing"), self._speech("voice")
        return {
            "livekit": livekit.payer if livekit else "missing",
            "hearing": hearing.payer if hearing else "missing",
            "voice": voice.payer if voice else "missing",
        }

    def missing(self) -> list[Missing]:
        """What must be mended before an interview can start; empty when nothing must."""
        livekit, found = self._livekit(), []
        if livekit is None:
            found.append(missing.livekit(self._keys))
        elif problem := _problem(livekit):
            found.append(Missing("LiveKit", problem, missing.KEYS_PAGE))
        lacking = [purpose for purpose in _SPEECH if self._speech(purpose) is None]
        return found + [self._missing_speech(purpose) for purpose in lacking[:1]]

    def hosts(self) -> tuple[str, ...]:
        """The hosts a voice passes through that aren't the embedded servers; empty when nothing leaves."""
        livekit = self._livekit()
        places = [(livekit.payer, livekit.url) if livekit else None]
        places += [(found.payer, found.base_url) if found else None for found in map(self._speech, _SPEECH)]
        names = (
            missing.SOMEBODYS if place is None else host(place[1])
            for place in places
            if place is None or place[0] != "embedded"
        )
        return tuple(dict.fromkeys(names))

    def _livekit(self) -> LiveKitEndpoint | None:
        """The first in line, unchecked; its address is empty when it is the embedded one and down."""
        settings, own, found = self._settings, self._keys.livekit, self._embedded
        if own is not None:
            api_url, allowed = http_address(own.url), settings.livekit_allowed_hosts
            return LiveKitEndpoint(own.url, api_url, own.api_key, own.api_secret, "own", allowed)
        if settings.livekit_url and self._shared:
            key, secret, url = settings.livekit_api_key, settings.livekit_api_secret, settings.livekit_url
            return LiveKitEndpoint(url, http_address(url), key, secret, "operator")
        if found is not None and (found.livekit_url or "livekit" in found.pids) and self._browsers_are_here():
            key, secret = SecretStr(found.api_key), found.api_secret
            return LiveKitEndpoint(found.livekit_url, found.livekit_api_url, key, secret, "embedded")
        return None

    def _browsers_are_here(self) -> bool:
        """Whether browsers reach loopback, where alone the embedded LiveKit listens."""
        public = urlsplit(self._settings.public_url).hostname
        return public is None or is_loopback(public)

    def _running(self, purpose: Speech) -> SpeechEndpoint:
        found = self._speech(purpose)
        if found is None:
            raise MissingSpeechKeyError(self._missing_speech(purpose))
        if not found.base_url:
            raise SpeechError(log="the embedded speech is not running")
        return found

    def _missing_speech(self, purpose: Speech) -> Missing:
        return missing.speech(self._keys, wanted_openai=self._wants_openai(purpose))

    def _wants_openai(self, purpose: Speech) -> bool:
        chosen = self._preferences.hearing if purpose == "hearing" else self._preferences.speaking
        return chosen == "openai"

    def _speech(self, purpose: Speech) -> SpeechEndpoint | None:
        """The first in line; its address is empty when it is the embedded one and down."""
        settings, found = self._settings, self._embedded
        if self._wants_openai(purpose) and (openai := self._openai(purpose)) is not None:
            return openai
        if settings.speech_url and self._shared:
            return self._here(purpose, settings.speech_url, SecretStr("none"), "operator")
        if found is not None and (found.speech_url or "speech" in found.pids):
            return self._here(purpose, found.speech_url, found.speech_key, "embedded")
        return None

    def _openai(self, purpose: Speech) -> SpeechEndpoint | None:
        """The owner's OpenAI, or the operator's if it is for them too."""
        own, operators, model = self._keys.openai, self._settings.openai_api_key, OPENAI_MODELS[purpose]
        if own is not None:
            found = SpeechEndpoint(own.base_url, own.api_key, model, "own", guarded=True)
        elif operators.get_secret_value() and self._shared:
            found = SpeechEndpoint(OPENAI_BASE_URL, operators, model, "operator")
        else:
            return None
        if purpose == "hearing":
            return found
        return replace(found, voice=self._preferences.voice or OPENAI_VOICE, speed=self._preferences.speed)

    def _here(self, purpose: Speech, url: str, key: SecretStr, payer: Payer) -> SpeechEndpoint:
        """The speech server of the settings: SPEECH_URL's or the embedded one, with its one voice."""
        settings, base = self._settings, url.rstrip("/")
        if base and not base.endswith("/v1"):
            base += "/v1"
        if purpose == "hearing":
            return SpeechEndpoint(base, key, settings.stt_model, payer)
        return SpeechEndpoint(
            base, key, settings.tts_model, payer, voice=settings.tts_voice, speed=self._preferences.speed
        )


def _problem(livekit: LiveKitEndpoint) -> str:
    """Why an owner's address must not be dialled: the list may be another than when the key was saved."""
    if livekit.allowed_hosts is None:
        return ""
    return outbound.livekit_host_problem(livekit.url, livekit.allowed_hosts)


def _check_settings(settings: Settings) -> None:
    """Refuse the operator's settings when the SDK could not use them, naming them."""
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
