"""An owner's provider keys between the forms, the vault and the store."""

from __future__ import annotations

import logs
from settings import Settings
from store.port import Store
from store.vault import UnreadableKeyError, Vault

from .provider_keys import OPENAI_BASE_URL, LiveKitKey, OpenAIKey, ProviderKeys

log = logs.get(__name__)


class Keyring:
    """Opens and seals; every method may raise StoreError."""

    def __init__(self, settings: Settings, store: Store, vault: Vault) -> None:
        self._settings = settings
        self._store = store
        self._vault = vault

    def keys(self, owner_id: str) -> ProviderKeys:
        """What this owner has; a row that can't be read is named and breaks nothing."""
        opened, unreadable = {}, set()
        for row in self._store.keys(owner_id):
            try:
                opened[row.field] = self._vault.open(row)
            except UnreadableKeyError as error:
                log.warning("provider key is unreadable", field=row.field, failure=error.log)
                unreadable.add(row.field)
        plain = {name: value.get_secret_value() for name, value in opened.items()}
        livekit = ("livekit_url", "livekit_api_key", "livekit_api_secret")
        return ProviderKeys(
            livekit=LiveKitKey(plain[livekit[0]], opened[livekit[1]], opened[livekit[2]])
            if all(name in opened for name in livekit)
            else None,
            openai=OpenAIKey(
                opened["openai_api_key"],
                plain.get("openai_base_url") or OPENAI_BASE_URL,
                plain.get("openai_model", ""),
            )
            if "openai_api_key" in opened
            else None,
            deepgram=opened.get("deepgram_api_key"),
            assemblyai=opened.get("assemblyai_api_key"),
            unreadable=frozenset(unreadable),
        )
