"""Users and their sign-ins."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select, update

from errors import NotFoundError
from store.rows import UserRow

from .base import Base
from .tables import sign_ins, users

IDLE_LIMIT = timedelta(days=7)
ABSOLUTE_LIMIT = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=5)  # how exactly ``seen_at`` is kept: a write a request would be waste


def _hash(sign_in_id: str) -> str:
    """What is stored of a sign-in id: a thief of the database can't sign in with it."""
    return hashlib.sha256(sign_in_id.encode()).hexdigest()


class People(Base):
    """See :class:`store.port.Store`."""

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
            found = connection.execute(select(users).where(users.c.id == user_id)).first()
        if found is None:
            raise NotFoundError
        return UserRow(**found._mapping)

    def create_sign_in(self, user_id: str) -> str:
        """A new opaque sign-in id (256 random bits); only its hash is kept."""
        sign_in_id, now = secrets.token_urlsafe(32), datetime.now(UTC)
        with self._db.write() as connection:
            connection.execute(delete(sign_ins).where(sign_ins.c.seen_at < now - IDLE_LIMIT))
            connection.execute(
                insert(sign_ins).values(
                    id_hash=_hash(sign_in_id), user_id=user_id, created_at=now, seen_at=now
                )
            )
        return sign_in_id

    def sign_in_owner(self, sign_in_id: str, *, now: datetime | None = None) -> UserRow | None:
        """Whose sign-in this is; None when unknown, ended, idle for a week or older than a month."""
        now, key = now or datetime.now(UTC), _hash(sign_in_id)
        with self._db.read() as connection:
            found = connection.execute(
                select(users, sign_ins.c.created_at.label("since"), sign_ins.c.seen_at)
                .join_from(sign_ins, users, users.c.id == sign_ins.c.user_id)
                .where(sign_ins.c.id_hash == key)
            ).first()
        if found is None or now - found.seen_at > IDLE_LIMIT or now - found.since > ABSOLUTE_LIMIT:
            return None
        if now - found.seen_at > SEEN_EVERY:
            with self._db.write() as connection:
                connection.execute(update(sign_ins).where(sign_ins.c.id_hash == key).values(seen_at=now))
        return UserRow(found.id, found.subject, found.name, found.email, found.created_at)

    def end_sign_in(self, sign_in_id: str) -> None:
        """Forget it; an unknown id is nothing to complain about."""
        with self._db.write() as connection:
            connection.execute(delete(sign_ins).where(sign_ins.c.id_hash == _hash(sign_in_id)))
