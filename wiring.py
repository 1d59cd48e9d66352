"""Which store and which master keys the settings choose; shared by the entry points."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import secret_files
from errors import AppError
from settings import Settings
from store.port import Store
from store.sqlite import SqliteStore
from store.vault import MAKE_ONE, MasterKey, Vault, parse_master_keys
from supabase_client import SupabaseStore

COULD_NOT_BOOT = 3  # gunicorn starts no second worker after this one


class WiringError(AppError):
    """The settings don't fit together; the start is refused."""

    label = "bad_settings"


def open_store(settings: Settings) -> Store:
    """The store the settings choose: the Supabase project they name, else SQLite under DATA_DIR.

    Raises:
        StoreError: it doesn't answer.
        WiringError: half of what names a Supabase project is missing.
    """
    url, secret_key = settings.supabase_url.strip(), settings.supabase_secret_key
    idle, absolute = (
        timedelta(seconds=limit) for limit in (settings.sign_in_idle_s, settings.sign_in_absolute_s)
    )
    if bool(url) is not bool(secret_key.get_secret_value().strip()):
        missing, there = (
            ("SUPABASE_SECRET_KEY", "SUPABASE_URL") if url else ("SUPABASE_URL", "SUPABASE_SECRET_KEY")
        )
        raise WiringError(
            f"{there} is set and {missing} is not. Set both to keep data in that Supabase project, "
            "or neither to keep it in DATA_DIR.",
            log="half of the Supabase settings is missing",
        )
    if url:
        return SupabaseStore(url, secret_key, idle=idle, absolute=absolute)
    return SqliteStore(settings.data_dir / "mockflow.db", idle=idle, absolute=absolute)


def open_vault(settings: Settings) -> Vault:
    """The vault under MASTER_KEYS, or under a key of this box's own while nobody else can reach it.

    Raises:
        MasterKeyError: a key isn't fit.
        WiringError: MockFlow is reachable from elsewhere and has no master key outside its data, or
            this box's own can't be made or read.
    """
    if settings.master_keys.get_secret_value().strip():
        return Vault(parse_master_keys(settings.master_keys))
    if settings.public_url or settings.supabase_url or settings.oidc_client_id:
        raise WiringError(
            "MASTER_KEYS is not set. With PUBLIC_URL, SUPABASE_URL or OIDC_CLIENT_ID people trust this box "
            f"with their provider keys, and those need a master key that lies outside the data. {MAKE_ONE}",
            log="no master key for a public box",
        )
    path = settings.data_dir / "secrets" / "master.key"
    try:
        secret = secret_files.made_once(path)
    except OSError as error:
        raise WiringError(
            f"{path} can't be made or read ({error.strerror}). Correct that, or set DATA_DIR elsewhere.",
            log="master key file can't be used",
        ) from None
    advice = "Put it back from a backup. Without one remove it: provider keys must be entered again then."
    return Vault([MasterKey.checked(secret, str(path), advice=advice)])


@contextmanager
def refusing_in_one_sentence() -> Iterator[None]:
    """Around a start: a failure we know becomes its sentence on stderr and an exit, without a traceback."""
    try:
        yield
    except AppError as error:
        sys.stderr.write(f"{error.message}\n")
        sys.exit(COULD_NOT_BOOT)
