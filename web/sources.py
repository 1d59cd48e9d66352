"""Which of the places that could carry one owner's interview does.

In this order, for each purpose: the owner's own key; the operator's settings, if they are shared or the
owner is the person at this computer; the embedded server; else a typed refusal that says what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import outbound
from errors import LiveKitError, SpeechError

from . import missing
from .box import Box, check_livekit
from .missing import Missing, MissingLiveKitKeyError, MissingSpeechKeyError
from .places import LiveKitEndpoint, Payer, Purpose, SpeechEndpoint, host, http_address
from .preferences import Preferences
from .provider_keys import OPENAI_BASE_URL, LiveKitKey, ProviderKeys
from .usual_voice import openai_voice

OPENAI_HEARING, OPENAI_SPEAKING = "gpt-4o-mini-transcribe", "gpt-4o-mini-tts"


class Sources:
    """One owner's, looked up once: their keys, their choices, and what the box has for them."""

    def __init__(self, box: Box, keys: ProviderKeys, preferences: Preferences) -> None:
        self._box = box
        self._keys = keys
        self._preferences = preferences
        self._livekit = self._first_livekit()
        self._hearing = self._first_hearing()
        self._voice = self._first_voice()

    def livekit(self) -> LiveKitEndpoint:
        """The LiveKit server of their rooms.

        Raises:
            MissingLiveKitKeyError: nobody's is there for them.
            LiveKitError: it can't be used: not allowed, badly set, or not running.
        """
        found = self._livekit
        if found is None:
            raise MissingLiveKitKeyError(missing.livekit(self._keys))
        if found.payer == "operator":
            check_livekit(self._box.settings)
        elif problem := self._livekit_problem():
            raise LiveKitError(
                problem, log="livekit address of an owner is not allowed", href=missing.KEYS_PAGE
            )
        elif not found.url:
            raise LiveKitError(log="the embedded livekit is not running")
        return found

    def hearing(self) -> SpeechEndpoint:
        """What turns their speech into text.

        Raises:
            MissingSpeechKeyError: nobody's is there for them.
            SpeechError: it isn't running.
        """
        return self._running(self._hearing, self._preferences.hearing)

    def voice(self) -> SpeechEndpoint:
        """What speaks for the interviewer; raises as :meth:`hearing` does."""
        return self._running(self._voice, self._preferences.speaking)

    def payers(self) -> Mapping[Purpose, Payer]:
        """Who pays for what, whether or not it answers just now."""
        return {
            "livekit": self._livekit.payer if self._livekit else "missing",
            "hearing": self._hearing.payer if self._hearing else "missing",
            "voice": self._voice.payer if self._voice else "missing",
        }

    def missing(self) -> list[Missing]:
        """What must be mended before an interview can start; empty when nothing must."""
        found = []
        if self._livekit is None:
            found.append(missing.livekit(self._keys))
        elif problem := self._livekit_problem():
            found.append(Missing("LiveKit", problem, missing.KEYS_PAGE))
        if self._hearing is None:
            found.append(self._missing_speech(self._preferences.hearing))
        elif self._voice is None:
            found.append(self._missing_speech(self._preferences.speaking))
        return found

    def hosts(self) -> tuple[str, ...]:
        """The hosts a voice passes through that aren't the embedded servers; empty when nothing leaves."""
        livekit, speech = self._livekit, (self._hearing, self._voice)
        ways = [(livekit.payer, livekit.url) if livekit else None]
        ways += [(found.payer, found.base_url) if found else None for found in speech]
        names = [
            host(way[1]) if way else missing.SOMEBODYS for way in ways if not way or way[0] != "embedded"
        ]
        return tuple(dict.fromkeys(names))

    def _first_livekit(self) -> LiveKitEndpoint | None:
        own = self._keys.livekit
        if own is None or not _whole(own):
            return self._box.livekit()
        allowed = self._box.settings.livekit_allowed_hosts
        return LiveKitEndpoint(
            own.url, http_address(own.url), own.api_key, own.api_secret, "own", allowed_hosts=allowed
        )

    def _first_hearing(self) -> SpeechEndpoint | None:
        chosen = self._openai(OPENAI_HEARING) if self._preferences.hearing == "openai" else None
        return chosen or self._box.hearing()

    def _first_voice(self) -> SpeechEndpoint | None:
        likes = self._preferences
        if likes.speaking == "openai" and (chosen := self._openai(OPENAI_SPEAKING)):
            return replace(chosen, voice=likes.voice or openai_voice(self._box.settings), speed=likes.speed)
        found = self._box.voice()
        return replace(found, speed=likes.speed) if found else None

    def _openai(self, model: str) -> SpeechEndpoint | None:
        own, operators = self._keys.openai, self._box.openai_key()
        if own is not None:
            return SpeechEndpoint(own.base_url, own.api_key, model, "own", guarded=True, provider="openai")
        if operators is None:
            return None
        return SpeechEndpoint(OPENAI_BASE_URL, operators, model, "operator", provider="openai")

    def _livekit_problem(self) -> str:
        """Why an owner's address must not be dialled: the list may be another than when it was saved."""
        found = self._livekit
        if found is None or found.allowed_hosts is None:
            return ""
        return outbound.livekit_host_problem(found.url, found.allowed_hosts)

    def _running(self, found: SpeechEndpoint | None, chosen: str) -> SpeechEndpoint:
        if found is None:
            raise MissingSpeechKeyError(self._missing_speech(chosen))
        if not found.base_url:
            raise SpeechError(log="the embedded speech is not running")
        return found

    def _missing_speech(self, chosen: str) -> Missing:
        return missing.speech(self._keys, wanted_openai=chosen == "openai")


def _whole(key: LiveKitKey) -> bool:
    """Whether nothing of it is empty: LiveKit's SDK would look in the environment for what is."""
    return bool(key.url and key.api_key.get_secret_value() and key.api_secret.get_secret_value())
