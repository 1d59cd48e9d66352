"""The virtual environment and the pinned, hashed packages in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from embedded.install.step import ROOT, Step, call

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
_PIP = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes")
_RUNTIME = (ROOT / "requirements.txt", ROOT / "requirements-embedded.txt")
_TEST = ROOT / "requirements-dev.txt"


def _has_pip(python: Path) -> bool:
    """Whether the virtual environment is whole: pip is the last that comes into it."""
    try:
        asked = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False)
    except OSError:  # not there, or a link to a Python that is gone
        return False
    return asked.returncode == 0


def make_venv(venv: Path = VENV) -> None:
    """Make the virtual environment, or make it anew when it was left half-made.

    Raises:
        SetupError: this Python can't make one; the text says what to install.
    """
    if _has_pip(venv / "bin" / "python"):
        return
    call(
        [sys.executable, "-m", "venv", "--clear", venv],
        hint="Install your system's venv package (Debian: apt install python3-venv), then try again.",
    )


def install_hashed(*requirements: Path, target: Path | None = None) -> None:
    """Install locked requirements into the virtual environment, or under ``target``.

    Raises:
        SetupError: a package can't be had or isn't the one that was locked.
    """
    make_venv()
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
