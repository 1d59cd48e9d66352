"""A warm parent from before an edit, a new bank or an upgrade is told by its fingerprint."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from workers.build import PACKAGES, fingerprint

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "name", ["agent_worker.py", "voice/session.py", "interview/bank/hr.toml", "interview/bank/stop.txt"]
)
def test_an_edit_of_what_a_worker_is_made_of_changes_it(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("one")
    before = fingerprint(tmp_path)
    assert fingerprint(tmp_path) == before
    path.write_text("other")
    assert fingerprint(tmp_path) != before


def test_another_package_changes_it(tmp_path: Path) -> None:
    before = fingerprint(tmp_path, tmp_path)
    os.utime(tmp_path, ns=(1, 1))
    assert fingerprint(tmp_path, tmp_path) != before
    assert (PACKAGES / "livekit").is_dir()


def test_what_no_worker_reads_changes_nothing(tmp_path: Path) -> None:
    before = fingerprint(tmp_path)
    (tmp_path / "README.md").write_text("one")
    assert fingerprint(tmp_path) == before
