"""An owner's provider keys between the forms, the vault and the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import SecretStr

import logs
from settings import Settings
from store.port import Store
from store.vault import UnreadableKeyError, Vault

from .provider_keys import OPENAI_BASE_URL, LiveKitKey, OpenAIKey, ProviderKeys
from .providers import PROVIDERS, Provider

SHOWN_CHARACTERS = 4
_LEAST_LENGTH = 12  # of a shorter secret four characters would be too much

log = logs.get(__name__)


@dataclass(frozen=True)
class Shown:
    """What a page may show of a stored field.

    Attributes:
        text: all of an address or a model; the end of a secret, empty for a short one.
        readable: whether it can still be opened; when not, it must be entered again.
    """

    text: str
    saved_at: datetime
    readable: bool = True


class Keyring:
    """Opens and seals; every method may raise StoreError."""

    def __init__(self, settings: Settings, store: Store, vault: Vault) -> None:
        self._settings = settings
        self._store = store
        self._vault = vault

    def keys(self, owner_id: str) -> ProviderKeys:
        """What this owner has.

        A row that can't be read is named and breaks nothing; its provider counts as having none, so
        that no key is used with an address or a secret it wasn't entered with.
        """
        opened = self._open(owner_id)
        unreadable = frozenset(name for name, (secret, _) in opened.items() if secret is None)
        spoilt = {name for each in PROVIDERS if unreadable & {*each.field_names} for name in each.field_names}
        whole = {
            name: secret for name, (secret, _) in opened.items() if secret is not None and name not in spoilt
        }
        plain = {name: secret.get_secret_value() for name, secret in whole.items()}
        livekit = ("livekit_url", "livekit_api_key", "livekit_api_secret")
        return ProviderKeys(
            livekit=LiveKitKey(plain[livekit[0]], whole[livekit[1]], whole[livekit[2]])
            if all(name in whole for name in livekit)
            else None,
            openai=OpenAIKey(
                whole["openai_api_key"],
                plain.get("openai_base_url") or OPENAI_BASE_URL,
                plain.get("openai_model", ""),
            )
            if "openai_api_key" in whole
            else None,
            deepgram=whole.get("deepgram_api_key"),
            assemblyai=whole.get("assemblyai_api_key"),
            unreadable=unreadable,
        )

    def keys_of(self, owner_id: str, provider: Provider) -> ProviderKeys:
        """One provider's keys and nothing else: what a test of them is given."""
        keys = self.keys(owner_id)
        return ProviderKeys(
            livekit=keys.livekit if provider.name == "livekit" else None,
            openai=keys.openai if provider.name == "openai" else None,
            deepgram=keys.deepgram if provider.name == "deepgram" else None,
            assemblyai=keys.assemblyai if provider.name == "assemblyai" else None,
            unreadable=keys.unreadable & set(provider.field_names),
        )

    def shown(self, owner_id: str) -> Mapping[str, Shown]:
        """By field, what the settings page may show."""
        secret_fields = {field.name for each in PROVIDERS for field in each.secrets}
        return {
            name: _shown(name in secret_fields, secret, saved_at)
            for name, (secret, saved_at) in self._open(owner_id).items()
        }

    def save(self, owner_id: str, values: Mapping[str, SecretStr]) -> None:
        """Seal and store all of them or none; fields that aren't named stay as they are."""
        self._store.put_keys(
            owner_id, [self._vault.seal(owner_id, name, value) for name, value in values.items()]
        )
        log.info("provider keys saved", fields=sorted(values))

    def delete(self, owner_id: str, provider: Provider) -> int:
        """Forget everything of one provider; how many fields there were."""
        deleted = self._store.delete_keys(owner_id, provider.field_names)
        log.info("provider keys deleted", provider=provider.name, count=deleted)
        return deleted

    def _open(self, owner_id: str) -> dict[str, tuple[SecretStr | None, datetime]]:
        """By field, the secret (None when it can't be read) and when it was entered."""
        found: dict[str, tuple[SecretStr | None, datetime]] = {}
        for row in self._store.keys(owner_id):
            try:
                found[row.field] = self._vault.open(row), row.updated_at
            except UnreadableKeyError as error:
                log.warning("provider key is unreadable", field=row.field, failure=error.log)
                found[row.field] = None, row.updated_at
        return found


def _shown(is_secret: bool, secret: SecretStr | None, saved_at: datetime) -> Shown:
    if secret is None:
        return Shown("", saved_at, readable=False)
    text = secret.get_secret_value()
    if is_secret:
        text = text[-SHOWN_CHARACTERS:] if len(text) >= _LEAST_LENGTH else ""
    return Shown(text, saved_at)
