"""The virtual environment is made once, and anew when an interrupted set-up left half of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from embedded.install import packages, step
from embedded.install.step import SetupError

pytestmark = pytest.mark.process


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(step, "CACHE", tmp_path / "cache")


def pip_of(venv: Path) -> int:
    asked = subprocess.run(
        [venv / "bin" / "python", "-m", "pip", "--version"], capture_output=True, check=False
    )
    return asked.returncode


def test_a_half_made_one_is_made_anew_and_a_whole_one_is_left_alone(tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    assert pip_of(venv) != 0
    packages.make_venv(venv)
    assert pip_of(venv) == 0
    (mine := venv / "mine").write_text("")
    packages.make_venv(venv)
    assert mine.exists()


def test_one_whose_python_is_gone_is_made_anew(tmp_path: Path) -> None:
    python = tmp_path / "venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(tmp_path / "gone")
    packages.make_venv(tmp_path / "venv")
    assert pip_of(tmp_path / "venv") == 0


def test_each_try_says_what_to_install_when_python_cant_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (venvless := tmp_path / "python").write_text(
        f'#!/bin/sh\n"{sys.executable}" -m venv --without-pip "$4"\nexit 1\n'
    )
    venvless.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(venvless))
    for _ in range(2):
        with pytest.raises(SetupError, match="apt install python3-venv"):
            packages.make_venv(tmp_path / "venv")
