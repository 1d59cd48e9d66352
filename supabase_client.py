"""The store in a Supabase project: PostgREST for rows, Storage for files, by the ``supabase`` package."""

from __future__ import annotations

from datetime import timedelta

from pydantic import SecretStr

import logs
from errors import StoreError
from store_supabase.api import Api
from store_supabase.corrections import Corrections
from store_supabase.events import Events
from store_supabase.feedback import Feedback
from store_supabase.interviews import Interviews
from store_supabase.keys import Keys
from store_supabase.library import Library
from store_supabase.people import People
from store_supabase.removal import Removal
from store_supabase.workers import Workers

log = logs.get(__name__)


class SupabaseStore(People, Interviews, Events, Library, Keys, Feedback, Corrections, Workers, Removal):
    """The :class:`store.port.Store` over a project that has ``supabase/migrations`` applied.

    Safe to share between threads. A call that isn't answered fails within ten seconds.

    Args:
        url: the project's address, https or on this computer.
        secret_key: its secret (service) key.
        idle: how long a sign-in lasts unused.
        absolute: how long it lasts however much it is used.

    Raises:
        StoreError: it doesn't answer, refuses the key, or has another schema.
    """

    def __init__(
        self,
        url: str,
        secret_key: SecretStr,
        *,
        idle: timedelta = timedelta(hours=12),
        absolute: timedelta = timedelta(days=7),
    ) -> None:
        super().__init__(Api(url, secret_key), idle=idle, absolute=absolute)
        try:
            self._api.check()
        except StoreError:
            self.close()
            raise
        try:
            self.sweep()
        except StoreError:
            log.warning("files without a row could not be looked for")

    def ping(self) -> None:
        """Raises StoreError when the database doesn't answer."""
        self._api.check()

    def close(self) -> None:
        """Close every connection."""
        self._api.close()
