"""Sealed provider keys, and what their owner prefers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from store.rows import SealedKey

from .base import Base
from .rows import list_of, nothing, sealed_key, sealed_key_json, truth


class Keys(Base):
    """See :class:`store.port.Store`."""

    def keys(self, owner_id: str) -> Sequence[SealedKey]:
        """In the order of their fields' names."""
        return self._api.call("keys", list_of(sealed_key), owner=owner_id)

    def put_keys(self, owner_id: str, keys: Sequence[SealedKey]) -> None:
        """All of them or none. A key sealed for another owner is a mistake of ours: ValueError."""
        if any(key.owner_id != owner_id for key in keys):
            raise ValueError("a key is stored with the owner it was sealed for")
        last = {key.field: sealed_key_json(key) for key in keys}
        self._api.call("put_keys", nothing, owner=owner_id, keys=list(last.values()))

    def delete_keys(self, owner_id: str, fields: Sequence[str]) -> int:
        """How many there were."""
        return self._api.call("delete_keys", int, owner=owner_id, fields=list(fields))

    def keys_not_under(self, key_id: str, limit: int) -> Sequence[SealedKey]:
        """For rotation: at most ``limit``, in (owner, field) order."""
        return self._api.call("keys_not_under", list_of(sealed_key), key_id=key_id, limit=limit)

    def replace_key(self, old: SealedKey, new: SealedKey) -> bool:
        """Compare and swap. A key of another owner or field is a mistake of ours: ValueError."""
        if (old.owner_id, old.field) != (new.owner_id, new.field):
            raise ValueError("a key is replaced in its own place")
        return self._api.call("replace_key", truth, old=sealed_key_json(old), new=sealed_key_json(new))

    def preferences(self, owner_id: str) -> Mapping[str, Any]:
        """Empty until something was chosen."""
        return self._api.call("preferences", dict[str, Any], owner=owner_id)

    def set_preferences(self, owner_id: str, values: Mapping[str, Any]) -> None:
        """Put these in place of all there were."""
        self._api.call("set_preferences", nothing, owner=owner_id, body=json.dumps(dict(values)))
