"""Which of the places that could carry one owner's interview does.

In this order, for each purpose: the owner's own key; the operator's settings, if they are shared or the
owner is the person at this computer; the embedded server; else a typed refusal that says what to do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import outbound
from errors import LiveKitError, SpeechError
from interview.estimate import Served

from . import missing
from .box import Box, check_livekit
from .chains import Chains
from .languages import TITLES
from .loopback import is_loopback
from .missing import Missing, MissingLiveKitKeyError, MissingSpeechKeyError
from .places import (
    LiveKitEndpoint,
    ModelEndpoint,
    Payer,
    Purpose,
    SpeechEndpoint,
    Use,
    host,
    http_address,
)
from .preferences import Preferences
from .provider_keys import LiveKitKey, ProviderKeys


class Sources:
    """One owner's, looked up once: their keys, their choices, and what the box has for them."""

    def __init__(self, box: Box, keys: ProviderKeys, preferences: Preferences) -> None:
        self._box = box
        self._keys = keys
        self._chains = Chains(box, keys, preferences)
        self._livekit = self._first_livekit()

    @property
    def preferences(self) -> Preferences:
        """What the owner likes."""
        return self._chains.likes

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

    def hearing(self, language: str = "en") -> tuple[SpeechEndpoint, ...]:
        """What turns their speech into text, in the order it is tried; never empty.

        Raises:
            MissingSpeechKeyError: nobody's is there for them, or nobody's knows the language.
            SpeechError: it isn't running.
        """
        return self._running(self._chains.hearing(language), language)

    def voice(self, language: str = "en") -> tuple[SpeechEndpoint, ...]:
        """What speaks for the interviewer, likewise; raises as :meth:`hearing` does."""
        return self._running(self._chains.voice(language), language)

    def model(self) -> ModelEndpoint | None:
        """Who words the interviewer's questions; None: the offline interviewer."""
        return self._chains.model()

    @property
    def operators(self) -> bool:
        """Whether the owner is the operator, who pays for the operator's keys too."""
        return self._box.operator

    def serving(self, language: str) -> Mapping[Served, Payer]:
        """See :meth:`web.chains.Chains.serving`."""
        return self._chains.serving(language)

    def uses(self) -> Mapping[Purpose, Use]:
        """Who does what in an interview of theirs and who pays, whether or not it answers just now."""
        language, livekit, model = self._usual_language(), self._livekit, self.model()
        nobody = Use("box", "missing")
        offline = Use("box", "embedded")
        return {
            "livekit": Use("livekit", livekit.payer, host=host(livekit.url)) if livekit else nobody,
            "hearing": _use(self._chains.hearing(language)) or nobody,
            "voice": _use(self._chains.voice(language)) or nobody,
            "model": Use(model.vendor, model.payer, model.model, model.host) if model else offline,
        }

    def missing(self, language: str = "en") -> list[Missing]:
        """What must be mended before an interview in ``language`` can start; empty when nothing must."""
        found = []
        if self._livekit is None:
            found.append(missing.livekit(self._keys))
        elif problem := self._livekit_problem():
            found.append(Missing("LiveKit", problem, missing.KEYS_PAGE))
        if speech := self.missing_speech(language):
            found.append(speech)
        return found

    def missing_speech(self, language: str) -> Missing | None:
        """What keeps an interview from being held in ``language``; None when nothing does."""
        likes = self.preferences
        hears, speaks = self._chains.hearing(language), self._chains.voice(language)
        if hears and speaks:
            return missing.model(language) if self.model() is None else None
        if language != "en" and self._chains.hearing("en") and self._chains.voice("en"):
            return missing.language(language, hears=bool(hears), speaks=bool(speaks), keys=self._keys)
        return missing.speech(self._keys, likes.speaking if hears else likes.hearing)

    def hosts(self) -> tuple[str, ...]:
        """The hosts a voice passes through that aren't this computer; empty when nothing leaves.

        Those behind the first count too: the interview falls back on them.
        """
        language, livekit = self._usual_language(), self._livekit
        names = [host(livekit.url) if livekit else missing.SOMEBODYS]
        if livekit and livekit.payer == "embedded":
            names = []
        for chain in (self._chains.hearing(language), self._chains.voice(language)):
            names += [each.host for each in chain] or [missing.SOMEBODYS]
        return tuple(dict.fromkeys(name for name in names if name))

    def _usual_language(self) -> str:
        """The language they prefer if an interview can be held in it, else English."""
        preferred = self.preferences.language
        return "en" if self.missing_speech(preferred) else preferred

    def model_host(self) -> str:
        """Where a language model reads what is said and uploaded; empty when that is on this computer."""
        model = self.model()
        return "" if model is None or is_loopback(model.host) else model.host

    def without_key(self) -> Sequence[str]:
        """Which providers are chosen without a key for them, as people call them."""
        return [TITLES[vendor] for vendor in self._chains.without_key()]

    def _first_livekit(self) -> LiveKitEndpoint | None:
        own = self._keys.livekit
        if own is None or not _whole(own):
            return self._box.livekit()
        allowed = self._box.settings.livekit_allowed_hosts
        return LiveKitEndpoint(
            own.url, http_address(own.url), own.api_key, own.api_secret, "own", allowed_hosts=allowed
        )

    def _livekit_problem(self) -> str:
        """Why an owner's address must not be dialled: the list may be another than when it was saved."""
        found = self._livekit
        if found is None or found.allowed_hosts is None:
            return ""
        return outbound.livekit_host_problem(found.url, found.allowed_hosts)

    def _running(self, chain: tuple[SpeechEndpoint, ...], language: str) -> tuple[SpeechEndpoint, ...]:
        """Those of ``chain`` that run just now."""
        if not chain:
            told = self.missing_speech(language)
            raise MissingSpeechKeyError(told or missing.speech(self._keys, self.preferences.hearing))
        if not (up := tuple(each for each in chain if not each.down)):
            raise SpeechError(log="the embedded speech is not running")
        return up


def _use(chain: tuple[SpeechEndpoint, ...]) -> Use | None:
    """What its first is used for."""
    if not chain:
        return None
    return Use(chain[0].vendor, chain[0].payer, chain[0].model, chain[0].host)


def _whole(key: LiveKitKey) -> bool:
    """Whether nothing of it is empty: LiveKit's SDK would look in the environment for what is."""
    return bool(key.url and key.api_key.get_secret_value() and key.api_secret.get_secret_value())
