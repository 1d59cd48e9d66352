"""Users and their sign-ins."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import timedelta

from store.rows import UserRow

from .api import Api
from .base import Base
from .rows import nothing, optional, user_row

SEEN_EVERY = timedelta(minutes=5)  # how exactly it is kept when a sign-in was last used


def _hash(sign_in_id: str) -> str:
    """What is stored of a sign-in id: a thief of the database can't sign in with it."""
    return hashlib.sha256(sign_in_id.encode()).hexdigest()


class People(Base):
    """See :class:`store.port.Store`.

    Args:
        idle: how long a sign-in lasts unused.
        absolute: how long it lasts however much it is used.
    """

    def __init__(self, api: Api, *, idle: timedelta, absolute: timedelta) -> None:
        super().__init__(api)
        self._limits = {"idle_s": idle.total_seconds(), "absolute_s": absolute.total_seconds()}
        self._seen_every_s = min(SEEN_EVERY, idle / 10).total_seconds()

    def upsert_user(self, *, subject: str, name: str, email: str) -> UserRow:
        """The user with this subject, made if new; name and e-mail are brought up to date."""
        return self._api.call(
            "upsert_user", user_row, id=uuid.uuid4().hex, subject=subject, name=name, email=email
        )

    def user(self, user_id: str) -> UserRow:
        """Raises NotFoundError when there is none."""
        return self._api.call("user", user_row, user=user_id)

    def create_sign_in(self, user_id: str) -> str:
        """A new opaque sign-in id (256 random bits); only its hash is kept."""
        sign_in_id = secrets.token_urlsafe(32)
        self._api.call("create_sign_in", nothing, user=user_id, hash=_hash(sign_in_id), **self._limits)
        return sign_in_id

    def sign_in_owner(self, sign_in_id: str) -> UserRow | None:
        """Whose sign-in this is; None when unknown, ended, idle too long or too old."""
        return self._api.call(
            "sign_in_owner",
            optional(user_row),
            hash=_hash(sign_in_id),
            seen_every_s=self._seen_every_s,
            **self._limits,
        )

    def end_sign_in(self, sign_in_id: str) -> None:
        """Forget it; an unknown id is nothing to complain about."""
        self._api.call("end_sign_in", nothing, hash=_hash(sign_in_id))

    def end_sign_ins(self, user_id: str) -> int:
        """End all of the user's; how many there were."""
        return self._api.call("end_sign_ins", int, user=user_id)
