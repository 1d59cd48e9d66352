"""Where an owner's interview is carried, looked up at every use: whose LiveKit, whose speech.

Embedded servers may come back on other ports, and keys come and go, so nothing is kept here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from embedded.services import EmbeddedServices
from errors import LiveKitError
from settings import Settings
from store.port import Store
from store.rows import LOCAL_SUBJECT

from .box import Box
from .chains import usual
from .keyring import Keyring
from .missing import Missing
from .places import LiveKitEndpoint, Purpose, SpeechEndpoint, Use
from .preferences import defaults, load
from .provider_keys import ProviderKeys
from .sources import Sources

ReadEmbedded = Callable[[Path], EmbeddedServices | None]


class Endpoints:
    """What each owner may use. ``None`` in an owner's place stands for the box itself: no owner's keys.

    Every method may raise StoreError, and NotFoundError for an owner who is gone.
    """

    def __init__(
        self, settings: Settings, store: Store, keyring: Keyring, read_embedded: ReadEmbedded
    ) -> None:
        self._settings = settings
        self._store = store
        self._keyring = keyring
        self._read_embedded = read_embedded

    def of(self, owner_id: str | None) -> Sources:
        """All of one owner's, as it is now."""
        settings, box = self._settings, self._box(owner_id)
        if owner_id is None:
            nobodys = ProviderKeys()
            return Sources(box, nobodys, defaults(settings, speech=usual(box, nobodys)))
        keys = self._keyring.keys(owner_id)
        return Sources(box, keys, load(settings, self._store, owner_id, speech=usual(box, keys)))

    def _box(self, owner_id: str | None) -> Box:
        """What this box has for one owner."""
        settings = self._settings
        operator = owner_id is None or self._is_operator(owner_id)
        shared = operator or settings.share_operator_keys
        return Box(settings, shared, self._read_embedded(settings.data_dir), operator)

    def _is_operator(self, owner_id: str) -> bool:
        """Whether this owner signed in on this computer, without an account."""
        return self._store.user(owner_id).subject == LOCAL_SUBJECT

    def livekit(self, owner_id: str | None) -> LiveKitEndpoint:
        """See :meth:`web.sources.Sources.livekit`."""
        return self.of(owner_id).livekit()

    def hearing(self, owner_id: str | None, language: str = "en") -> SpeechEndpoint:
        """The first of :meth:`web.sources.Sources.hearing`."""
        return self.of(owner_id).hearing(language)[0]

    def voice(self, owner_id: str | None, language: str = "en") -> SpeechEndpoint:
        """The first of :meth:`web.sources.Sources.voice`."""
        return self.of(owner_id).voice(language)[0]

    def uses(self, owner_id: str) -> Mapping[Purpose, Use]:
        """See :meth:`web.sources.Sources.uses`."""
        return self.of(owner_id).uses()

    def missing(self, owner_id: str, language: str = "en") -> list[Missing]:
        """What must be mended before an interview in ``language`` can start; empty when nothing must."""
        return self.of(owner_id).missing(language)

    def speech_here(self, owner_id: str) -> bool:
        """Whether the box has a speech server for this owner, be it down."""
        return self._box(owner_id).hearing() is not None

    def hosts(self, owner_id: str | None) -> tuple[str, ...]:
        """The hosts a voice passes through that aren't on this computer."""
        return self.of(owner_id).hosts()

    def connect_to(self, owner_id: str) -> tuple[str, ...]:
        """The addresses that this owner's room page may connect to; none while there is no LiveKit."""
        try:
            return (self.livekit(owner_id).url,)
        except LiveKitError:  # pressing Start says what is wrong with it
            return ()
