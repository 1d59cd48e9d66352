"""A rotation in a process of its own, killed at a chosen moment of a chosen row."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any, Literal

import sqlalchemy

from store.rotation import rotate
from store.rows import SealedKey
from store.sqlite import SqliteStore
from store.vault import MasterKey, Vault

Moment = Literal["before", "committing", "after"]


def _die(*_ignored: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Mortal(SqliteStore):
    """Is killed at its ``row``-th key (from 1): before it, with the change not yet committed, or after."""

    def __init__(self, path: Path, row: int, moment: Moment) -> None:
        super().__init__(path)
        self._left, self._moment = row, moment

    def replace_key(self, old: SealedKey, new: SealedKey) -> bool:
        """As the store does, unless it is time to die."""
        self._left -= 1
        if self._left:
            return super().replace_key(old, new)
        if self._moment == "before":
            _die()
        if self._moment == "committing":
            sqlalchemy.event.listen(sqlalchemy.Engine, "commit", _die)
        super().replace_key(old, new)
        _die()
        raise AssertionError("still alive")


def rotate_until_killed(path: Path, master_keys: list[bytes], row: int, moment: Moment) -> None:
    """The child's entry; small batches, so that kills fall between and inside them."""
    store = Mortal(path, row, moment)
    rotate(store, Vault([MasterKey(secret) for secret in master_keys]), batch=4)
    store.close()
