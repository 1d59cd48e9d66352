"""Which store and which master keys the settings choose; shared by the entry points."""

from __future__ import annotations

from datetime import timedelta

import secret_files
from errors import AppError
from settings import Settings
from store.port import Store
from store.sqlite import SqliteStore
from store.vault import MAKE_ONE, MasterKey, Vault, parse_master_keys


class WiringError(AppError):
    """The settings don't fit together; the start is refused."""

    label = "bad_settings"


def open_store(settings: Settings) -> Store:
    """The store the settings choose.

    Raises:
        StoreError: it doesn't answer.
    """
    return SqliteStore(
        settings.data_dir / "mockflow.db",
        idle=timedelta(seconds=settings.sign_in_idle_s),
        absolute=timedelta(seconds=settings.sign_in_absolute_s),
    )


def open_vault(settings: Settings) -> Vault:
    """The vault under MASTER_KEYS, or under a key of this box's own while nobody else can reach it.

    Raises:
        MasterKeyError: a key isn't fit.
        WiringError: MockFlow is reachable from elsewhere and has no master key outside its data.
    """
    if settings.master_keys.get_secret_value().strip():
        return Vault(parse_master_keys(settings.master_keys))
    if settings.public_url or settings.supabase_url or settings.oidc_client_id:
        raise WiringError(
            "MASTER_KEYS is not set. With PUBLIC_URL, SUPABASE_URL or OIDC_CLIENT_ID people trust this box "
            "with their provider keys, and those need a master key that lies outside the data. "
            f"Make one with: {MAKE_ONE}",
            log="no master key for a public box",
        )
    return Vault([MasterKey(secret_files.made_once(settings.data_dir / "secrets" / "master.key"))])
