"""Which source a process runs: so that a warm parent from before an edit or a deploy is noticed."""

from __future__ import annotations

import hashlib
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = Path(sysconfig.get_path("purelib"))
_PARTS = ("*.py", "interview/**/*", "voice/**/*", "workers/**/*")
_KINDS = (".py", ".md", ".json", ".toml", ".txt")


def fingerprint(root: Path = ROOT, packages: Path = PACKAGES) -> str:
    """A digest of the names, sizes and change times of the files a worker is made of.

    Installing or removing a package changes the time of the directory ``packages``.
    """
    digest = hashlib.sha256(f"{packages.stat().st_mtime_ns}\n".encode())
    for pattern in _PARTS:
        for path in sorted(root.glob(pattern)):
            if path.suffix in _KINDS and path.is_file():
                stat = path.stat()
                digest.update(f"{path.relative_to(root)}|{stat.st_size}|{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]
