"""Sealed provider keys, and what their owner prefers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from store.rows import SealedKey

from .base import Base, user_or_404
from .tables import preferences, provider_keys


class Keys(Base):
    """See :class:`store.port.Store`."""

    def keys(self, owner_id: str) -> Sequence[SealedKey]:
        """In the order of their fields' names."""
        with self._db.read() as connection:
            rows = connection.execute(
                select(provider_keys)
                .where(provider_keys.c.owner_id == owner_id)
                .order_by(provider_keys.c.field)
            ).all()
        return [SealedKey(**row._mapping) for row in rows]

    def put_keys(self, owner_id: str, keys: Sequence[SealedKey]) -> None:
        """All of them or none. A key sealed for another owner is a mistake of ours: ValueError."""
        if any(key.owner_id != owner_id for key in keys):
            raise ValueError("a key is stored with the owner it was sealed for")
        with self._db.write() as connection:
            user_or_404(connection, owner_id)
            for key in keys:
                connection.execute(
                    upsert(provider_keys)
                    .values(**vars(key))
                    .on_conflict_do_update(
                        index_elements=[provider_keys.c.owner_id, provider_keys.c.field], set_=vars(key)
                    )
                )

    def delete_keys(self, owner_id: str, fields: Sequence[str]) -> int:
        """How many there were."""
        with self._db.write() as connection:
            return connection.execute(
                delete(provider_keys).where(
                    provider_keys.c.owner_id == owner_id, provider_keys.c.field.in_(fields)
                )
            ).rowcount

    def keys_not_under(self, key_id: str, limit: int) -> Sequence[SealedKey]:
        """For rotation: at most ``limit``, in (owner, field) order."""
        with self._db.read() as connection:
            rows = connection.execute(
                select(provider_keys)
                .where(provider_keys.c.key_id != key_id)
                .order_by(provider_keys.c.owner_id, provider_keys.c.field)
                .limit(limit)
            ).all()
        return [SealedKey(**row._mapping) for row in rows]

    def replace_key(self, old: SealedKey, new: SealedKey) -> bool:
        """Compare and swap. A key of another owner or field is a mistake of ours: ValueError."""
        if (old.owner_id, old.field) != (new.owner_id, new.field):
            raise ValueError("a key is replaced in its own place")
        with self._db.write() as connection:
            swapped = connection.execute(
                update(provider_keys)
                .where(
                    provider_keys.c.owner_id == old.owner_id,
                    provider_keys.c.field == old.field,
                    provider_keys.c.key_id == old.key_id,
                    provider_keys.c.nonce == old.nonce,
                    provider_keys.c.ciphertext == old.ciphertext,
                )
                .values(**vars(new))
            )
            return swapped.rowcount == 1

    def preferences(self, owner_id: str) -> Mapping[str, Any]:
        """Empty until something was chosen."""
        with self._db.read() as connection:
            body = connection.scalar(select(preferences.c.body).where(preferences.c.owner_id == owner_id))
        return {} if body is None else dict(json.loads(body))

    def set_preferences(self, owner_id: str, values: Mapping[str, Any]) -> None:
        """Put these in place of all there were."""
        row = {"body": json.dumps(dict(values), ensure_ascii=False), "updated_at": datetime.now(UTC)}
        with self._db.write() as connection:
            user_or_404(connection, owner_id)
            connection.execute(
                upsert(preferences)
                .values(owner_id=owner_id, **row)
                .on_conflict_do_update(index_elements=[preferences.c.owner_id], set_=row)
            )
