"""What every store promises about sealed provider keys and preferences."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from store.port import Store
from store.rows import KEY_FIELDS, UserRow
from tests.store.belongings import sealed

pytestmark = pytest.mark.unit


def by_field(store: Store, owner: UserRow) -> dict[str, int]:
    """Which value each field holds."""
    return {row.field: row.nonce[0] for row in store.keys(owner.id)}


def test_a_key_comes_back_to_the_byte(store: Store, alice: UserRow) -> None:
    key = replace(sealed(alice, "openai_api_key"), nonce=bytes(range(244, 256)), ciphertext=bytes(range(256)))
    store.put_keys(alice.id, [key])
    assert store.keys(alice.id) == [key]


def test_a_field_that_is_there_is_replaced_and_the_others_stay(store: Store, alice: UserRow) -> None:
    store.put_keys(alice.id, [sealed(alice, name) for name in KEY_FIELDS])
    store.put_keys(alice.id, [sealed(alice, "openai_api_key", mark=9, key_id="k2")])
    assert by_field(store, alice) == dict.fromkeys(KEY_FIELDS, 1) | {"openai_api_key": 9}


def test_the_same_field_of_two_owners_is_two_keys(store: Store, alice: UserRow, charlie: UserRow) -> None:
    store.put_keys(alice.id, [sealed(alice, "openai_api_key", mark=1)])
    store.put_keys(charlie.id, [sealed(charlie, "openai_api_key", mark=2)])
    assert by_field(store, alice) == {"openai_api_key": 1}
    assert store.delete_keys(charlie.id, KEY_FIELDS) == 1
    assert by_field(store, alice) == {"openai_api_key": 1}


def test_a_key_sealed_for_another_owner_is_refused_with_all_that_came_with_it(
    store: Store, alice: UserRow, charlie: UserRow
) -> None:
    with pytest.raises(ValueError, match="owner"):
        store.put_keys(alice.id, [sealed(alice, "openai_api_key"), sealed(charlie, "deepgram_api_key")])
    assert store.keys(alice.id) == []
    assert store.keys(charlie.id) == []


def test_deleting_says_how_many_there_were(store: Store, alice: UserRow) -> None:
    store.put_keys(alice.id, [sealed(alice, name) for name in KEY_FIELDS[:3]])
    assert store.delete_keys(alice.id, KEY_FIELDS[1:5]) == 2
    assert by_field(store, alice) == {KEY_FIELDS[0]: 1}
    assert store.delete_keys(alice.id, []) == 0


def test_rotation_walks_over_all_owners_keys_under_other_master_keys(
    store: Store, alice: UserRow, charlie: UserRow
) -> None:
    mine, his = sorted((alice, charlie), key=lambda user: user.id)
    for owner in (his, mine):
        store.put_keys(owner.id, [sealed(owner, name) for name in ("openai_api_key", "deepgram_api_key")])
    store.put_keys(mine.id, [sealed(mine, "assemblyai_api_key", key_id="k2")])
    left = store.keys_not_under("k2", 100)
    assert [(row.owner_id, row.field) for row in left] == [
        (owner.id, name) for owner in (mine, his) for name in ("deepgram_api_key", "openai_api_key")
    ]
    assert list(store.keys_not_under("k2", 3)) == list(left)[:3]
    for old in left:
        assert store.replace_key(old, replace(old, key_id="k2", nonce=b"n" * 12, ciphertext=b"c" * 40))
    assert store.keys_not_under("k2", 100) == []


def test_a_key_is_replaced_only_while_it_is_the_one_that_was_read(store: Store, alice: UserRow) -> None:
    old, new = sealed(alice, "openai_api_key"), sealed(alice, "openai_api_key", mark=2, key_id="k2")
    store.put_keys(alice.id, [replace(old, ciphertext=b"other" * 8)])
    assert not store.replace_key(old, new)
    store.put_keys(alice.id, [replace(old, nonce=b"o" * 12)])
    assert not store.replace_key(old, new)
    store.delete_keys(alice.id, [old.field])
    assert not store.replace_key(old, new)
    assert store.keys(alice.id) == []
    store.put_keys(alice.id, [old])
    assert store.replace_key(old, new)
    assert store.keys(alice.id) == [new]


def test_a_key_moves_to_no_other_place(store: Store, alice: UserRow, charlie: UserRow) -> None:
    old = sealed(alice, "openai_api_key")
    store.put_keys(alice.id, [old])
    for new in (sealed(charlie, "openai_api_key"), sealed(alice, "deepgram_api_key")):
        with pytest.raises(ValueError, match="place"):
            store.replace_key(old, new)
    assert store.keys(alice.id) == [old]


def test_of_eight_rotations_of_one_key_at_once_one_wins(store: Store, alice: UserRow) -> None:
    old = sealed(alice, "openai_api_key", mark=100)
    store.put_keys(alice.id, [old])
    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(lambda n: store.replace_key(old, sealed(alice, old.field, mark=n)), range(1, 9)))
    assert sum(won) == 1
    assert by_field(store, alice) == {old.field: won.index(True) + 1}


def test_preferences_are_empty_until_chosen_and_then_replaced_whole(
    store: Store, alice: UserRow, charlie: UserRow
) -> None:
    assert store.preferences(alice.id) == {}
    store.set_preferences(alice.id, {"voice": "zoë", "speed": 1.25, "extra": None})
    assert store.preferences(alice.id) == {"voice": "zoë", "speed": 1.25, "extra": None}
    store.set_preferences(alice.id, {"family": "data"})
    assert store.preferences(alice.id) == {"family": "data"}
    assert store.preferences(charlie.id) == {}
