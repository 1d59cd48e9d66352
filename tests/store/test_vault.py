"""What is sealed opens in its own row only, unchanged, and under its own master key."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pydantic import SecretStr

from store.rows import KEY_FIELDS, SealedKey
from store.vault import MasterKey, UnreadableKeyError, Vault

pytestmark = pytest.mark.unit

OLD, NEW = (MasterKey(secrets.token_bytes(32)) for _ in range(2))


def opens(vault: Vault, row: SealedKey) -> bool:
    try:
        vault.open(row)
    except UnreadableKeyError:
        return False
    return True


def flipped(data: bytes) -> Iterator[bytes]:
    """``data`` with one bit changed, for every bit."""
    for place in range(len(data) * 8):
        changed = bytearray(data)
        changed[place // 8] ^= 1 << place % 8
        yield bytes(changed)


def with_one_bit_changed(row: SealedKey) -> Iterator[SealedKey]:
    yield from (replace(row, nonce=nonce) for nonce in flipped(row.nonce))
    yield from (replace(row, ciphertext=ciphertext) for ciphertext in flipped(row.ciphertext))
    for key_id in flipped(row.key_id.encode()):
        yield replace(row, key_id=key_id.decode("latin-1"))


@pytest.mark.parametrize("secret", ["", "k", "sk-proj-abcdefghijklmnop", "schlüssel 鍵", "x" * 512])
def test_what_was_sealed_opens(secret: str) -> None:
    row = Vault([OLD]).seal("alice", "openai_api_key", SecretStr(secret))
    assert Vault([OLD]).open(row).get_secret_value() == secret
    assert len(row.nonce) == 12
    assert len(row.ciphertext) == len(secret.encode()) + 16


def test_every_single_bit_flip_of_fifty_values_is_refused() -> None:
    vault, tried = Vault([NEW, OLD]), 0
    for number in range(50):
        secret = SecretStr(secrets.token_urlsafe(number + 1))
        row = vault.seal(f"owner-{number}", KEY_FIELDS[number % len(KEY_FIELDS)], secret)
        assert opens(vault, row)
        for changed in with_one_bit_changed(row):
            tried += 1
            assert not opens(vault, changed), changed
    assert tried > 50 * (96 + 128 + 128)


def test_a_row_cut_short_or_made_longer_is_refused() -> None:
    vault = Vault([OLD])
    row = vault.seal("alice", "openai_api_key", SecretStr("sk-of-some-length"))
    cut = [replace(row, ciphertext=row.ciphertext[:length]) for length in range(len(row.ciphertext))]
    nonces = [b"", row.nonce[:-1], row.nonce + b"\x00", row.nonce * 20]
    for changed in (*cut, *(replace(row, nonce=nonce) for nonce in nonces)):
        assert not opens(vault, changed)
    assert not opens(vault, replace(row, ciphertext=row.ciphertext + b"\x00"))


def test_every_swap_of_rows_between_twenty_owners_and_five_fields_is_refused() -> None:
    vault = Vault([OLD])
    rows = [
        vault.seal(f"owner-{owner}", field, SecretStr(f"{owner}-{field}"))
        for owner in range(20)
        for field in KEY_FIELDS[:5]
    ]
    opened = [
        (taken.owner_id, taken.field, place.owner_id, place.field)
        for taken in rows
        for place in rows
        if opens(vault, replace(taken, owner_id=place.owner_id, field=place.field)) is (taken is not place)
    ]
    assert opened == []


def test_names_that_run_together_are_still_different_rows() -> None:
    vault = Vault([OLD])
    row = vault.seal("alice", "openai_api_key", SecretStr("sk"))
    for owner, field in (
        ("alic", "eopenai_api_key"),
        ('alice","openai_api_key', ""),
        ("aliceopenai", "_api_key"),
    ):
        assert not opens(vault, replace(row, owner_id=owner, field=field))


def test_a_row_of_one_master_key_doesnt_open_under_the_name_of_another() -> None:
    both = Vault([NEW, OLD])
    row = both.seal("alice", "openai_api_key", SecretStr("sk"))
    assert row.key_id == NEW.id
    assert not opens(both, replace(row, key_id=OLD.id))
    assert not opens(Vault([OLD]), row)


def test_the_first_master_key_seals_and_each_of_them_opens() -> None:
    row = Vault([OLD]).seal("alice", "openai_api_key", SecretStr("sk"))
    vault = Vault([NEW, OLD])
    assert vault.open(row).get_secret_value() == "sk"
    assert vault.seal("alice", "openai_api_key", SecretStr("sk")).key_id == NEW.id


def test_a_nonce_is_never_used_twice() -> None:
    vault = Vault([OLD])
    nonces = {vault.seal("alice", "openai_api_key", SecretStr("sk")).nonce for _ in range(1000)}
    assert len(nonces) == 1000


def test_sealed_anew_it_keeps_the_time_it_was_entered() -> None:
    entered = datetime(2026, 1, 2, tzinfo=UTC)
    row = replace(Vault([OLD]).seal("alice", "openai_api_key", SecretStr("sk")), updated_at=entered)
    again = Vault([NEW, OLD]).seal_anew(row)
    assert (again.key_id, again.updated_at, again.owner_id, again.field) == (
        *(NEW.id, entered),
        *("alice", "openai_api_key"),
    )
    assert Vault([NEW]).open(again).get_secret_value() == "sk"
    with pytest.raises(UnreadableKeyError):
        Vault([NEW]).seal_anew(row)


def test_nothing_of_a_key_is_in_what_is_printed() -> None:
    secret = SecretStr("sk-very-secret")
    vault = Vault([OLD])
    row = vault.seal("alice", "openai_api_key", secret)
    told = f"{OLD!r} {vault!r} {row!r} {vault.open(row)!r}"
    assert "sk-very-secret" not in told
    assert OLD.secret.hex() not in told
    assert repr(OLD.secret) not in told
