"""``flask keys new`` and ``flask keys rotate``, as an operator types them."""

from __future__ import annotations

import base64
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from settings import inherited_environment
from store.rows import KEY_FIELDS
from store.sqlite import SqliteStore
from store.vault import MasterKey, Vault

pytestmark = pytest.mark.process

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW = (MasterKey(secrets.token_bytes(32)) for _ in range(2))


def flask(data_dir: Path, *words: str, master_keys: str = "") -> subprocess.CompletedProcess[str]:
    """The command as an operator types it, in the project's folder."""
    env = inherited_environment() | {"DATA_DIR": str(data_dir), "MASTER_KEYS": master_keys}
    return subprocess.run(
        [sys.executable, "-m", "flask", *words],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    made = SqliteStore(tmp_path / "mockflow.db")
    yield made
    made.close()


def test_it_rotates_and_says_how_many(tmp_path: Path, store: SqliteStore) -> None:
    owner_id = store.upsert_user(subject="test|alice", name="", email="").id
    made = [Vault([OLD]).seal(owner_id, field, SecretStr(f"secret of {field}")) for field in KEY_FIELDS]
    store.put_keys(owner_id, made)
    words = ",".join(base64.b64encode(key.secret).decode() for key in (NEW, OLD))
    done = flask(tmp_path, "keys", "rotate", master_keys=words)
    assert done.returncode == 0, done.stderr
    assert f"under master key {NEW.id}: {len(KEY_FIELDS)}. None is left" in done.stdout
    assert [Vault([NEW]).open(row).get_secret_value() for row in store.keys(owner_id)] == [
        f"secret of {field}" for field in sorted(KEY_FIELDS)
    ]
    told = done.stdout + done.stderr
    assert not [secret for secret in ("secret of", *words.split(",")) if secret in told]


def test_it_names_by_number_what_no_key_opens(tmp_path: Path, store: SqliteStore) -> None:
    owner_id = store.upsert_user(subject="test|alice", name="", email="").id
    store.put_keys(owner_id, [Vault([OLD]).seal(owner_id, KEY_FIELDS[0], SecretStr("secret"))])
    done = flask(tmp_path, "keys", "rotate", master_keys=base64.b64encode(NEW.secret).decode())
    assert done.returncode == 0
    assert "none of MASTER_KEYS opens them: 1." in done.stdout


def test_it_refuses_a_bad_master_key_in_one_sentence(tmp_path: Path) -> None:
    done = flask(tmp_path, "keys", "rotate", master_keys="changeme")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Error: MASTER_KEYS: key 1 holds 6 bytes instead of 32. Make one with: .venv/bin/flask keys new"
    ]
    assert list(tmp_path.iterdir()) == []


def test_it_makes_a_master_key_that_is_accepted(tmp_path: Path) -> None:
    made = flask(tmp_path, "keys", "new", master_keys="a bad one is no hindrance")
    assert made.returncode == 0, made.stderr
    assert flask(tmp_path, "keys", "rotate", master_keys=made.stdout.strip()).returncode == 0
