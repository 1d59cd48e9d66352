"""Provider keys, sealed with AES-256-GCM before any store sees them (design, section 4).

The associated data is the owner, the field and the master key's id, so a ciphertext opens in no
other row. Source of the construction: NIST SP 800-38D.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import itertools
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import SecretStr

from errors import AppError
from store.rows import SealedKey

MAKE_ONE = "Make one with: .venv/bin/flask keys new"
KEY_BYTES, NONCE_BYTES = 32, 12
_LEAST_DISTINCT = 16  # of 32 random bytes fewer are distinct once in 10^14 keys


class MasterKeyError(AppError):
    """A master key that must not be used; the message names its place in the list, never its value."""

    label = "bad_master_key"


class UnreadableKeyError(AppError):
    """A sealed key that no master key opens: changed, moved to another row, or sealed under a lost one."""

    label = "unreadable_key"
    default_message = "This key can't be read any more. Enter it again."


@dataclass(frozen=True)
class MasterKey:
    """Thirty-two random bytes, and the id that rows sealed under them carry."""

    secret: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits; says nothing about the key."""
        return hashlib.sha256(b"mockflow master key id\x00" + self.secret).hexdigest()[:16]

    @classmethod
    def checked(cls, secret: bytes, place: str, *, advice: str = MAKE_ONE) -> MasterKey:
        """The key of these bytes, unless something says that they aren't random.

        Args:
            place: where they were found, for the sentence.
            advice: what to do when they aren't fit; ends the sentence.

        Raises:
            MasterKeyError: they aren't fit; the sentence says why and repeats none of them.
        """
        if reason := _weakness(secret):
            raise _refused(place, reason, advice)
        return cls(secret)


def _refused(place: str, reason: str, advice: str = MAKE_ONE) -> MasterKeyError:
    return MasterKeyError(f"{place} {reason}. {advice}", log="master key refused")


def _weakness(secret: bytes) -> str:
    """Why these bytes are no random key; empty when nothing speaks against them."""
    if len(secret) != KEY_BYTES:
        return f"holds {len(secret)} bytes instead of {KEY_BYTES}"
    if len(set(secret)) < _LEAST_DISTINCT or secret[: KEY_BYTES // 2] == secret[KEY_BYTES // 2 :]:
        return "repeats itself"
    if all(32 <= byte < 127 for byte in secret):
        return "is text, not random bytes"
    if len({(after - before) % 256 for before, after in itertools.pairwise(secret)}) == 1:
        return "counts up or down"
    return ""


def parse_master_keys(text: SecretStr) -> tuple[MasterKey, ...]:
    """The keys of the MASTER_KEYS setting: base64 of 32 random bytes each, newest first.

    Raises:
        MasterKeyError: there is none, or one of them isn't fit; the sentence says which and why.
    """
    keys: list[MasterKey] = []
    for number, word in enumerate(text.get_secret_value().split(","), 1):
        place = f"MASTER_KEYS: key {number}"
        try:
            secret = base64.b64decode(word.strip(), validate=True)
        except (binascii.Error, ValueError):
            raise _refused(place, "is not base64") from None
        key = MasterKey.checked(secret, place)
        if key in keys:
            raise _refused(place, "is there twice")
        keys.append(key)
    return tuple(keys)


def new_master_key() -> str:
    """A fresh one as MASTER_KEYS takes it."""
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


class Vault:
    """Seals with the first master key and opens with any."""

    def __init__(self, keys: Sequence[MasterKey]) -> None:
        if not keys:
            raise MasterKeyError("There is no master key.", log="no master key")
        self._first = keys[0]
        self._ciphers = {key.id: AESGCM(key.secret) for key in keys}

    @property
    def key_id(self) -> str:
        """The id of the master key that seals."""
        return self._first.id

    def seal(self, owner_id: str, name: str, secret: SecretStr) -> SealedKey:
        """``secret`` under the first master key, bound to its owner and its field ``name``."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self._ciphers[self.key_id].encrypt(
            nonce, secret.get_secret_value().encode(), _bound_to(owner_id, name, self.key_id)
        )
        return SealedKey(owner_id, name, self.key_id, nonce, sealed, datetime.now(UTC))

    def seal_anew(self, sealed: SealedKey) -> SealedKey:
        """The same secret under the first master key; the time it was entered stays.

        Raises:
            UnreadableKeyError: as :meth:`open`.
        """
        fresh = self.seal(sealed.owner_id, sealed.field, self.open(sealed))
        return replace(fresh, updated_at=sealed.updated_at)

    def open(self, sealed: SealedKey) -> SecretStr:
        """The secret.

        Raises:
            UnreadableKeyError: the row isn't what was sealed, or its master key isn't here.
        """
        cipher = self._ciphers.get(sealed.key_id)
        if cipher is None:
            raise UnreadableKeyError(log="sealed under an unknown master key")
        bound = _bound_to(sealed.owner_id, sealed.field, sealed.key_id)
        try:
            return SecretStr(cipher.decrypt(sealed.nonce, sealed.ciphertext, bound).decode())
        except (InvalidTag, ValueError):
            raise UnreadableKeyError(log="sealed key was refused") from None


def _bound_to(owner_id: str, name: str, key_id: str) -> bytes:
    return json.dumps([owner_id, name, key_id], separators=(",", ":")).encode()
