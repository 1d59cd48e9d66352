"""The providers of one owner's interview, for each purpose in the order they are tried.

First whom the owner chose, if there is a key; behind them this box's own speech where it has some and it
knows the language. A choice of this box's speech is never sent to a provider instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import SecretStr

from interview.estimate import Served
from workers.protocol import SpeechProvider

from .box import Box
from .languages import HEARS, SPEAKS
from .places import ModelEndpoint, Payer, SpeechEndpoint
from .preferences import Hearing, Preferences, Speaking
from .provider_keys import OPENAI_BASE_URL, KeyedVendor, ProviderKeys
from .usual_voice import openai_voice
from .voices import deepgram_speed, deepgram_voice

OPENAI_HEARING, OPENAI_SPEAKING = "gpt-4o-mini-transcribe", "gpt-4o-mini-tts"
ASSEMBLYAI_ENGLISH, ASSEMBLYAI_OTHERS = "universal-streaming-english", "universal-streaming-multilingual"


@dataclass(frozen=True)
class Chains:
    """What one owner may use, by their keys, their choices and what the box has for them."""

    box: Box
    keys: ProviderKeys
    likes: Preferences

    def hearing(self, language: str) -> tuple[SpeechEndpoint, ...]:
        """Who turns speech of ``language`` into text, first to last; empty when nobody does."""
        return self._known(HEARS, language, self._hearing(language), self.box.hearing())

    def voice(self, language: str) -> tuple[SpeechEndpoint, ...]:
        """Who speaks ``language`` for the interviewer, first to last; empty when nobody does."""
        found = self.box.voice()
        here = replace(found, speed=self.likes.speed) if found else None
        return self._known(SPEAKS, language, self._voice(language), here)

    def model(self) -> ModelEndpoint | None:
        """Who words the interviewer's questions; None: the offline interviewer."""
        likes, own = self.likes, self.keys.openai
        if likes.interviewer == "offline":
            return None
        if own is None:
            return self.box.model(likes.model, likes.temperature)
        return ModelEndpoint(
            own.base_url.rstrip("/"),
            own.api_key,
            own.model or likes.model,
            "own",
            guarded=True,
            temperature=likes.temperature,
        )

    def serving(self, language: str) -> dict[Served, Payer]:
        """Who is asked first in an interview in ``language``, as usage names them, and who pays.

        Nobody where there is nobody, nor for the offline interviewer.
        """
        found: dict[Served, Payer] = {}
        for first in self.hearing(language)[:1]:
            found[Served(kind="stt", provider=first.provider, model=first.model)] = first.payer
        for first in self.voice(language)[:1]:
            found[Served(kind="tts", provider=first.provider, model=first.model)] = first.payer
        if model := self.model():
            found[Served(kind="llm", provider="openai", model=model.model)] = model.payer
        return found

    def without_key(self) -> tuple[KeyedVendor, ...]:
        """Which providers are chosen to hear or speak without a key for them."""
        chosen = dict.fromkeys((self.likes.hearing, self.likes.speaking))
        return tuple(vendor for vendor in chosen if vendor != "embedded" and self._keyed(vendor, "") is None)

    def _known(
        self,
        table: Mapping[SpeechProvider, frozenset[str]],
        language: str,
        chosen: SpeechEndpoint | None,
        here: SpeechEndpoint | None,
    ) -> tuple[SpeechEndpoint, ...]:
        first = chosen if chosen is not None and language in table[chosen.provider] else None
        last = here if self.box.knows(language) else None
        return tuple(each for each in (first, last) if each is not None)

    def _hearing(self, language: str) -> SpeechEndpoint | None:
        match self.likes.hearing:
            case "openai":
                return self._openai(OPENAI_HEARING)
            case "deepgram":
                return self._keyed("deepgram", self.likes.deepgram_model)
            case "assemblyai":
                model = ASSEMBLYAI_ENGLISH if language == "en" else ASSEMBLYAI_OTHERS
                return self._keyed("assemblyai", model)
        return None

    def _voice(self, language: str) -> SpeechEndpoint | None:
        likes = self.likes
        if likes.speaking == "openai" and (found := self._openai(OPENAI_SPEAKING)):
            return replace(found, voice=likes.voice or openai_voice(self.box.settings), speed=likes.speed)
        if likes.speaking == "deepgram":
            voice = deepgram_voice(likes.deepgram_voice, language)
            if found := self._keyed("deepgram", voice):
                return replace(found, voice=voice, speed=deepgram_speed(likes.speed, language))
        return None

    def _openai(self, model: str) -> SpeechEndpoint | None:
        found = self._keyed("openai", model)
        if found is None:
            return None
        own = self.keys.openai
        return replace(found, base_url=own.base_url if own else OPENAI_BASE_URL, guarded=own is not None)

    def _keyed(self, vendor: KeyedVendor, model: str) -> SpeechEndpoint | None:
        """A provider at its own address, under the owner's key or else the operator's."""
        own = own_key(self.keys, vendor)
        key = own or self.box.key(vendor)
        if key is None:
            return None
        return SpeechEndpoint("", key, model, "own" if own else "operator", provider=vendor, vendor=vendor)


def own_key(keys: ProviderKeys, vendor: KeyedVendor) -> SecretStr | None:
    """The owner's key at a vendor."""
    if vendor == "openai":
        return keys.openai.api_key if keys.openai else None
    return keys.deepgram if vendor == "deepgram" else keys.assemblyai


def usual(box: Box, keys: ProviderKeys) -> tuple[Hearing, Speaking]:
    """Who hears and who speaks for an owner who chose nobody.

    That is this box's speech where it has some, else the first provider whose key is there.
    """
    if box.hearing() is not None:
        return "embedded", "embedded"
    hears: tuple[KeyedVendor, ...] = ("openai", "deepgram", "assemblyai")
    speaks: tuple[Speaking, ...] = ("openai", "deepgram")
    keyed = {vendor for vendor in hears if own_key(keys, vendor) or box.key(vendor)}
    return (
        next((vendor for vendor in hears if vendor in keyed), "openai"),
        next((vendor for vendor in speaks if vendor in keyed), "openai"),
    )
