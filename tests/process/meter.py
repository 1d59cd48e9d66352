"""What processes cost, read from the system while they run."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Self

import psutil

EVERY_S = 0.02
_PEAK = re.compile(r"^VmPeak:\s+(\d+) kB$", re.MULTILINE)


class ReaderMeter:
    """Watches the document readers that a process starts, for as long as the block lasts.

    Attributes:
        peaks: by pid, the most address space it was seen with, in bytes; the limit is one of address space.
    """

    def __init__(self, parent: psutil.Process) -> None:
        self._parent = parent
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.peaks: dict[int, int] = {}

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(EVERY_S):
            for pid in readers(self._parent):
                try:
                    found = _PEAK.search(Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
                except (FileNotFoundError, ProcessLookupError):  # it is done
                    continue
                if found:
                    self.peaks[pid] = max(self.peaks.get(pid, 0), int(found[1]) * 1024)


def readers(parent: psutil.Process) -> list[int]:
    """The pids of the document readers below a process."""
    found = []
    for child in parent.children(recursive=True):
        try:
            if "documents.child" in child.cmdline():
                found.append(child.pid)
        except psutil.NoSuchProcess:
            continue
    return found


def removed_files_held(pid: int, directory: Path) -> list[str]:
    """Files below a directory that have no name any more but are still open, and so still take room."""
    held = []
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = str(link.readlink())
        except FileNotFoundError:
            continue
        if target.startswith(str(directory)) and target.endswith("(deleted)"):
            held.append(target)
    return held
