"""A start with master keys that must not be used: one sentence, no traceback, nothing left behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from settings import inherited_environment

pytestmark = pytest.mark.process

ROOT = Path(__file__).resolve().parents[2]
GUNICORN = ("-m", "gunicorn", "app:app", "--workers", "1")
IMPORTED = ("-c", "import app")
COULD_NOT_BOOT = 3


def start(data_dir: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    env = inherited_environment() | {
        "DATA_DIR": str(data_dir),
        "MASTER_KEYS": "",
        "PUBLIC_URL": "",
        "PORT": "0",
    }
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=env | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    "words", [GUNICORN, IMPORTED, ("app.py",)], ids=["gunicorn", "imported", "developed"]
)
def test_a_bad_master_key_is_one_sentence(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = start(tmp_path, *words, MASTER_KEYS="changeme")
    assert done.returncode == COULD_NOT_BOOT
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith("MASTER_KEYS: key 1 holds 6 bytes instead of 32. ")
    assert "changeme" not in done.stderr + done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_box_that_others_reach_wants_a_master_key(tmp_path: Path) -> None:
    done = start(tmp_path, *GUNICORN, PUBLIC_URL="https://mockflow.example.org")
    assert done.returncode == COULD_NOT_BOOT
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith("MASTER_KEYS is not set. ")
    assert list(tmp_path.iterdir()) == []


def test_a_setting_that_cant_be_used_is_named_when_the_app_is_imported(tmp_path: Path) -> None:
    done = start(tmp_path, *IMPORTED, LOG_LEVEL="LOUD")
    assert done.returncode == COULD_NOT_BOOT
    (sentence,) = done.stderr.splitlines()
    assert "LOG_LEVEL" in sentence
