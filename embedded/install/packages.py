"""The virtual environment and the pinned, hashed packages in it."""

from __future__ import annotations

import sys
from pathlib import Path

from embedded.install.step import ROOT, Step, call

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
_PIP = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes")
_RUNTIME = (ROOT / "requirements.txt", ROOT / "requirements-embedded.txt")
_TEST = ROOT / "requirements-dev.txt"


def _make_venv() -> None:
    if PYTHON.exists():
        return
    call(
        [sys.executable, "-m", "venv", VENV],
        hint="Install your system's venv package (Debian: apt install python3-venv), then try again.",
    )


def install_hashed(*requirements: Path, target: Path | None = None) -> None:
    """Install locked requirements into the virtual environment, or under ``target``.

    Raises:
        SetupError: a package can't be had or isn't the one that was locked.
    """
    _make_venv()
    listed = [word for path in requirements for word in ("-r", path)]
    where = ("--no-deps", "--target", target) if target else ()
    call([PYTHON, *_PIP, *where, *listed])


def _install_runtime() -> None:
    install_hashed(*_RUNTIME)


def _install_test_tools() -> None:
    install_hashed(*_RUNTIME, _TEST)


RUNTIME = Step(
    name="Python packages",
    inputs=_RUNTIME,
    outputs=(PYTHON,),
    run=_install_runtime,
    expects="about a minute",
)
TEST_TOOLS = Step(
    name="test tools",
    inputs=(*_RUNTIME, _TEST),
    outputs=(VENV / "bin" / "pytest", VENV / "bin" / "ruff"),
    run=_install_test_tools,
    expects="about 20 seconds",
)
