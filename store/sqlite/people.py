"""Users and their sign-ins."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select, update

from store.files import FileBox
from store.rows import UserRow

from .base import Base, user_or_404
from .database import Database
from .tables import sign_ins, users

SEEN_EVERY = timedelta(minutes=5)  # how exactly ``seen_at`` is kept: a write a request would be waste


def _hash(sign_in_id: str) -> str:
    """What is stored of a sign-in id: a thief of the database can't sign in with it."""
    return hashlib.sha256(sign_in_id.encode()).hexdigest()


class People(Base):
    """See :class:`store.port.Store`.

    Args:
        idle: how long a sign-in lasts unused.
        absolute: how long it lasts however much it is used.
    """

    def __init__(self, database: Database, files: FileBox, *, idle: timedelta, absolute: timedelta) -> None:
        super().__init__(database, files)
        self._idle = idle
        self._absolute = absolute
        self._seen_every = min(SEEN_EVERY, idle / 10)

    def upsert_user(self, *, subject: str, name: str, email: str) -> UserRow:
        """The user with this subject, made if new; name and e-mail are brought up to date."""
        with self._db.write() as connection:
            found = connection.execute(select(users).where(users.c.subject == subject)).first()
            if found is None:
                row = UserRow(uuid.uuid4().hex, subject, name, email, datetime.now(UTC))
                connection.execute(insert(users).values(**vars(row)))
                return row
            connection.execute(update(users).where(users.c.id == found.id).values(name=name, email=email))
            return UserRow(found.id, subject, name, email, found.created_at)

    def user(self, user_id: str) -> UserRow:
        """Raises NotFoundError when there is none."""
        with self._db.read() as connection:
            return UserRow(**user_or_404(connection, user_id)._mapping)

    def create_sign_in(self, user_id: str) -> str:
        """A new opaque sign-in id (256 random bits); only its hash is kept."""
        sign_in_id, now = secrets.token_urlsafe(32), datetime.now(UTC)
        with self._db.write() as connection:
            user_or_404(connection, user_id)
            over = (sign_ins.c.seen_at < now - self._idle) | (sign_ins.c.created_at < now - self._absolute)
            connection.execute(delete(sign_ins).where(over))
            connection.execute(
                insert(sign_ins).values(
                    id_hash=_hash(sign_in_id), user_id=user_id, created_at=now, seen_at=now
                )
            )
        return sign_in_id

    def sign_in_owner(self, sign_in_id: str, *, now: datetime | None = None) -> UserRow | None:
        """Whose sign-in this is; None when unknown, ended, idle too long or too old."""
        now, key = now or datetime.now(UTC), _hash(sign_in_id)
        with self._db.read() as connection:
            found = connection.execute(
                select(users, sign_ins.c.created_at.label("since"), sign_ins.c.seen_at)
                .join_from(sign_ins, users, users.c.id == sign_ins.c.user_id)
                .where(sign_ins.c.id_hash == key)
            ).first()
        if found is None or now - found.seen_at > self._idle or now - found.since > self._absolute:
            return None
        if now - found.seen_at > self._seen_every:
            with self._db.write() as connection:
                connection.execute(update(sign_ins).where(sign_ins.c.id_hash == key).values(seen_at=now))
        return UserRow(found.id, found.subject, found.name, found.email, found.created_at)

    def end_sign_in(self, sign_in_id: str) -> None:
        """Forget it; an unknown id is nothing to complain about."""
        with self._db.write() as connection:
            connection.execute(delete(sign_ins).where(sign_ins.c.id_hash == _hash(sign_in_id)))

    def end_sign_ins(self, user_id: str) -> int:
        """End all of the user's; how many there were."""
        with self._db.write() as connection:
            return connection.execute(delete(sign_ins).where(sign_ins.c.user_id == user_id)).rowcount
