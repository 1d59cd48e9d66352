"""One step of the set-up: stamps that make a second run fast, and commands that fail in one sentence.

Standard library only: this runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache"
NEEDED_BYTES = 3 * 1024**3


class SetupError(Exception):
    """Set-up can't go on; the text says what to do."""


@dataclass(frozen=True)
class Step:
    """A named piece of set-up.

    Attributes:
        name: what the person reads while it runs.
        inputs: files whose contents decide whether it must run again.
        outputs: paths that must exist for it to count as done.
        run: does the work; raises :class:`SetupError`.
        expects: how long the first run takes, in words.
    """

    name: str
    inputs: tuple[Path, ...]
    outputs: tuple[Path, ...]
    run: Callable[[], None]
    expects: str


def say(text: str) -> None:
    """One line to the person at the terminal."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def fingerprint(step: Step) -> str:
    """A digest of the step's inputs and of the Python that runs it."""
    digest = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for path in step.inputs:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _stamp(step: Step) -> Path:
    return CACHE / "stamps" / step.name.replace(" ", "-")


def is_done(step: Step) -> bool:
    """Whether the step ran with these very inputs and its outputs are still there."""
    stamp = _stamp(step)
    return (
        all(path.exists() for path in step.outputs)
        and stamp.is_file()
        and stamp.read_text() == fingerprint(step)
    )


def mark_done(step: Step) -> None:
    """Remember the inputs the step ran with."""
    stamp = _stamp(step)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(fingerprint(step))


def check_disk(directory: Path = ROOT, needed: int = NEEDED_BYTES) -> None:
    """Raises:
    SetupError: fewer than ``needed`` bytes are free where ``directory`` is.
    """
    free = shutil.disk_usage(directory).free
    if free < needed:
        raise SetupError(
            f"Set-up needs {needed / 1024**3:.1f} GB of free disk and {free / 1024**3:.1f} GB is free here. "
            "Free some space, then run the same command again."
        )


def call(
    argv: Sequence[str | Path], *, cwd: Path = ROOT, env: dict[str, str] | None = None, hint: str = ""
) -> str:
    """Run a command with its output kept in ``.cache/setup.log``; returns its stdout.

    Args:
        argv: the command.
        cwd: where it runs.
        env: variables added to this process's own.
        hint: what the person can do when it fails.

    Raises:
        SetupError: it isn't there, or it ended with another code than 0.
    """
    CACHE.mkdir(parents=True, exist_ok=True)
    log = CACHE / "setup.log"
    words = [str(word) for word in argv]
    try:
        done = subprocess.run(
            words,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except FileNotFoundError:
        raise SetupError(f"The program {words[0]} is missing. {hint}".strip()) from None
    with log.open("a", encoding="utf-8") as out:
        out.write(f"$ {' '.join(words)}\n{done.stdout}\n")
    if done.returncode != 0:
        if "No space left on device" in done.stdout:
            raise SetupError("The disk is full. Free 3 GB, then run the same command again.")
        raise SetupError(
            f"{Path(words[0]).name} failed (details in .cache/setup.log). "
            f"{hint or 'Check the network connection, then run the same command again.'}"
        )
    return done.stdout
