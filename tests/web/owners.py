"""Owners with keys and choices of their own, over a real store and a real vault."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from pydantic import SecretStr

from embedded.services import EmbeddedServices
from settings import Settings
from store.rows import UserRow
from store.sqlite import SqliteStore
from store.vault import MasterKey, Vault
from web.endpoints import Endpoints, ReadEmbedded
from web.keyring import Keyring


class Owners:
    """A box, its owners, and where their interviews are carried, for as long as the block lasts."""

    def __init__(self, data_dir: Path, read_embedded: ReadEmbedded, **settings: Any) -> None:
        self.settings = Settings(_env_file=None, data_dir=data_dir, **settings)
        self.store = SqliteStore(data_dir / "mockflow.db")
        self.vault = Vault([MasterKey(bytes(range(64, 128, 2)))])
        self.endpoints = Endpoints(
            self.settings, self.store, Keyring(self.settings, self.store, self.vault), read_embedded
        )
        self.local = self.store.upsert_user(subject="local", name="You", email="")
        self.charlie = self.store.upsert_user(subject="issuer|charlie", name="Charlie", email="")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    def give(self, owner: UserRow, **keys: str) -> None:
        """Save provider keys, by the names of :data:`store.rows.KEY_FIELDS`."""
        self.store.put_keys(
            owner.id, [self.vault.seal(owner.id, name, SecretStr(value)) for name, value in keys.items()]
        )

    def choose(self, owner: UserRow, **preferences: Any) -> None:
        """Save preferences."""
        self.store.set_preferences(owner.id, preferences)


def nothing(_data_dir: Path) -> EmbeddedServices | None:
    """No embedded server ever ran."""
    return None
