"""Master keys are rotated while the app runs; killed at any row, a rotation is simply started again."""

from __future__ import annotations

import multiprocessing
import secrets
import shutil
import signal
import sqlite3
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest
from pydantic import SecretStr

from store.rotation import rotate
from store.rows import KEY_FIELDS
from store.sqlite import SqliteStore
from store.vault import MasterKey, Vault
from tests.process.rotating import Moment, rotate_until_killed

pytestmark = pytest.mark.process

OLD, NEW, LOST = (MasterKey(secrets.token_bytes(32)) for _ in range(3))
BEFORE, DURING, AFTER = Vault([OLD]), Vault([NEW, OLD]), Vault([NEW])
OWNERS, FIELDS = 4, KEY_FIELDS[:3]
ROWS = OWNERS * len(FIELDS)

Place = tuple[str, str]


def fill(store: SqliteStore, owners: int = OWNERS) -> dict[Place, str]:
    """Keys under the old master key; what each holds."""
    held: dict[Place, str] = {}
    for number in range(owners):
        owner_id = store.upsert_user(subject=f"test|{number}", name="", email="").id
        mine = {field: secrets.token_urlsafe(12) for field in FIELDS}
        store.put_keys(owner_id, [BEFORE.seal(owner_id, field, SecretStr(mine[field])) for field in FIELDS])
        held |= {(owner_id, field): secret for field, secret in mine.items()}
    return held


def opened(store: SqliteStore, vault: Vault, owners: set[str]) -> dict[Place, str]:
    """Every key there is, opened with ``vault``; one it can't open raises."""
    rows = [row for owner_id in owners for row in store.keys(owner_id)]
    assert len({(row.owner_id, row.field) for row in rows}) == len(rows)
    return {(row.owner_id, row.field): vault.open(row).get_secret_value() for row in rows}


def owners_of(held: Mapping[Place, str]) -> set[str]:
    return {owner_id for owner_id, _ in held}


def is_whole(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))


@pytest.fixture(scope="module")
def context() -> ForkServerContext:
    """Children are forked from a clean process that has the imports already."""
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(["tests.process.rotating"])
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mockflow.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    opened_store = SqliteStore(path)
    yield opened_store
    opened_store.close()


def killed(context: ForkServerContext, path: Path, row: int, moment: Moment) -> None:
    """Rotate in a child until it is killed there."""
    child = context.Process(
        target=rotate_until_killed, args=(path, [NEW.secret, OLD.secret], row, moment), daemon=True
    )
    child.start()
    child.join(30)
    assert child.exitcode == -signal.SIGKILL
    child.close()


@pytest.mark.parametrize("moment", ["before", "committing", "after"])
def test_killed_at_every_row_and_resumed_nothing_is_lost_or_double(
    tmp_path: Path, path: Path, context: ForkServerContext, moment: Moment
) -> None:
    first = SqliteStore(path)
    held = fill(first)
    first.close()
    for row in range(1, ROWS + 1):
        copy = tmp_path / f"{row}" / "mockflow.db"
        copy.parent.mkdir()
        shutil.copy(path, copy)
        killed(context, copy, row, moment)
        assert is_whole(copy)
        store = SqliteStore(copy)
        done = row if moment == "after" else row - 1
        assert len(store.keys_not_under(NEW.id, 1000)) == ROWS - done
        assert opened(store, DURING, owners_of(held)) == held
        assert rotate(store, DURING, batch=4).renewed == ROWS - done
        assert opened(store, AFTER, owners_of(held)) == held
        store.close()


def test_killed_again_and_again_it_still_comes_to_its_end(
    path: Path, store: SqliteStore, context: ForkServerContext
) -> None:
    held = fill(store)
    for done in range(1, ROWS + 1):
        killed(context, path, 1, "after")
        assert len(store.keys_not_under(NEW.id, 1000)) == ROWS - done
    assert opened(store, AFTER, owners_of(held)) == held
    assert rotate(store, DURING).renewed == 0


def test_two_rotations_at_once_do_the_work_of_one(path: Path, store: SqliteStore) -> None:
    held = fill(store, owners=20)
    other = SqliteStore(path)
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda each: rotate(each, DURING, batch=7), (store, other)))
    other.close()
    assert sum(done.renewed for done in both) == len(held)
    assert opened(store, AFTER, owners_of(held)) == held


def test_beside_writers_the_last_key_entered_stays(path: Path, store: SqliteStore) -> None:
    held = fill(store, owners=3)

    def change(owner_id: str) -> dict[Place, str]:
        """An owner who saves and deletes, in apps that know the new master key and don't know it yet."""
        mine: dict[Place, str] = {}
        for vault in (BEFORE, DURING) * 12:
            for field in FIELDS:
                secret = secrets.token_urlsafe(12)
                store.put_keys(owner_id, [vault.seal(owner_id, field, SecretStr(secret))])
                mine[(owner_id, field)] = secret
            store.delete_keys(owner_id, [FIELDS[0]])
            del mine[(owner_id, FIELDS[0])]
        return mine

    owners = sorted(owners_of(held))
    rotator, rotations = SqliteStore(path), 0
    with ThreadPoolExecutor(len(owners)) as pool:
        changing = [pool.submit(change, owner_id) for owner_id in owners]
        while not all(future.done() for future in changing):
            rotations += rotate(rotator, DURING, batch=2).renewed
        wanted: dict[Place, str] = {}
        for future in changing:
            wanted |= future.result()
    rotate(rotator, DURING)
    rotator.close()
    assert rotations > 0
    assert opened(store, AFTER, owners_of(held)) == wanted


def test_an_app_that_still_seals_under_the_old_key_is_caught_up_by_the_next_rotation(
    store: SqliteStore,
) -> None:
    held = fill(store)
    rotate(store, DURING)
    late, field = min(held)
    store.put_keys(late, [BEFORE.seal(late, field, SecretStr("late"))])
    assert rotate(store, DURING).renewed == 1
    assert opened(store, AFTER, owners_of(held)) == held | {(late, field): "late"}


def test_rows_that_no_key_opens_are_counted_and_left(store: SqliteStore) -> None:
    held = fill(store)
    foreign = store.upsert_user(subject="test|foreign", name="", email="").id
    lost = [Vault([LOST]).seal(foreign, field, SecretStr("gone")) for field in FIELDS]
    store.put_keys(foreign, lost)
    for renewed in (len(held), 0):
        done = rotate(store, DURING, batch=1)  # a batch smaller than the rows that stay
        assert (done.renewed, done.unreadable) == (renewed, len(lost))
    assert sorted(store.keys(foreign), key=lambda row: row.field) == sorted(lost, key=lambda row: row.field)
    assert opened(store, AFTER, owners_of(held)) == held
