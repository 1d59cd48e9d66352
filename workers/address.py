"""Where the warm parent listens: a Unix socket in DATA_DIR/run, or in a short place named there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

SUN_PATH_LIMIT = 107
"""Bytes a Unix socket's path may have on Linux (``sun_path`` less its final zero)."""


def private_directory(path: Path) -> Path:
    """Make ``path`` if need be, readable by this user only, and return it resolved.

    Raises:
        OSError: it can't be made, or belongs to someone else.
    """
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.chmod(0o700)
    return path.resolve()


def socket_path(run_dir: Path) -> Path:
    """The socket's path for this run directory.

    A path over the limit is replaced by one in a private temporary directory, whose name is kept in
    ``workers.sock.path`` so that every process finds the same one.

    Raises:
        OSError: neither directory can be used.
    """
    run_dir = private_directory(run_dir)
    direct = run_dir / "workers.sock"
    if len(os.fsencode(direct)) <= SUN_PATH_LIMIT:
        return direct
    pointer = run_dir / "workers.sock.path"
    try:
        kept = Path(pointer.read_text(encoding="utf-8").strip())
    except FileNotFoundError:
        kept = None
    if kept is not None and _is_ours(kept.parent):
        return kept
    short = Path(tempfile.mkdtemp(prefix="mf-", dir="/tmp")) / "workers.sock"
    draft = pointer.with_suffix(".draft")
    draft.write_text(f"{short}\n", encoding="utf-8")
    draft.replace(pointer)
    return short


def _is_ours(directory: Path) -> bool:
    try:
        stat = directory.lstat()
    except FileNotFoundError:
        return False
    return stat.st_uid == os.getuid() and stat.st_mode & 0o077 == 0 and directory.is_dir()
