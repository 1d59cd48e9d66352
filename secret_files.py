"""Secrets this box makes for itself: random bytes in a file, made once, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def made_once(path: Path, size: int = 32) -> bytes:
    """The bytes in ``path``; a first call fills it with ``size`` random ones, mode 0600.

    Raises:
        OSError: the file can't be made or read.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, secrets.token_bytes(size))
        os.fsync(descriptor)
        os.link(draft, path)  # fails when there is one: two starts at once agree on the first
        _keep_names(path.parent)
    except FileExistsError:
        pass
    finally:
        os.close(descriptor)
        draft.unlink()
    return path.read_bytes()


def _keep_names(directory: Path) -> None:
    """Make a new name in ``directory`` outlive a power cut: what was sealed with it would be lost too."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
