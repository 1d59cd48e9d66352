"""What CI runs: every test, each once, and nothing that fails is passed over. ``make`` is a double here."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from embedded.process import ROOT

pytestmark = pytest.mark.process

SETUP, CHECK = "setup-dev", "check"
VOICE, REST = 'test ARGS=-m "not unit" tests/voice', 'test ARGS=-m "not unit" --ignore=tests/voice'


def run(tmp_path: Path, *, failing: str = "") -> tuple[int, list[str], str]:
    """The exit code, what make was asked for, and what was printed; make fails where it is asked for that."""
    make, asked = tmp_path / "make", tmp_path / "asked"
    make.write_text(f'#!/bin/sh\necho "$*" >>{asked}\necho "made $*"\n[ "$*" != \'{failing}\' ]\n')
    make.chmod(0o755)
    environment = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}", "CHROMIUM": "/bin/true"}
    done = subprocess.run(
        ["/bin/bash", ".ci/run"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, asked.read_text().splitlines(), done.stdout


def test_unit_tests_run_with_the_check_and_all_others_in_two_halves(tmp_path: Path) -> None:
    code, asked, printed = run(tmp_path)
    assert code == 0
    assert sorted(asked) == sorted([SETUP, CHECK, VOICE, REST])
    assert (asked[0], asked[-1]) == (SETUP, REST)
    assert f"made {VOICE}" in printed, "what runs beside the check is shown too"
    assert (
        "@$(MARKED) unit -q" in (ROOT / "Makefile").read_text().partition("\ncheck:")[2].partition("\n\n")[0]
    )


@pytest.mark.parametrize("failing", [SETUP, CHECK, VOICE, REST])
def test_whatever_fails_fails_all_of_it(tmp_path: Path, failing: str) -> None:
    code, _, _ = run(tmp_path, failing=failing)
    assert code != 0
