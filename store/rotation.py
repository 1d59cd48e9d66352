"""Re-encrypting every provider key under the first master key, while the app runs.

Nothing is remembered between two runs: what is left to do is what lies under another master key.
So a rotation that was killed is resumed by starting it again, and two at once do no harm.
"""

from __future__ import annotations

from dataclasses import dataclass

from .port import Store
from .rows import SealedKey
from .vault import UnreadableKeyError, Vault

BATCH = 100


@dataclass(frozen=True)
class Rotation:
    """What a rotation did.

    Attributes:
        renewed: rows that it put under the first master key.
        unreadable: rows that no master key opens; they were left as they are.
    """

    renewed: int = 0
    unreadable: int = 0


def rotate(store: Store, vault: Vault, *, batch: int = BATCH) -> Rotation:
    """Put every row that can be read under the vault's first master key.

    Raises:
        StoreError: the database doesn't answer; what was renewed stays renewed.
    """
    renewed = unreadable = 0
    seen: set[SealedKey] = set()  # rows that stay: unreadable ones, and ones whose owner was quicker
    while True:
        # The rows that stay come again in every batch, so each batch is longer by their number.
        rows = store.keys_not_under(vault.key_id, batch + len(seen))
        fresh = [row for row in rows if row not in seen]
        if not fresh:
            return Rotation(renewed, unreadable)
        for row in fresh:
            seen.add(row)
            try:
                again = vault.seal_anew(row)
            except UnreadableKeyError:
                unreadable += 1
                continue
            if store.replace_key(row, again):
                renewed += 1
                seen.discard(row)
