"""The candidate's own log: what they really said, what they heard, what they measured.

One JSON object per line. It knows nothing of the product's transcript: the checker compares the two.
"""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import Any, Self


class Diary:
    """Appends entries to a JSON lines file. Times are epoch seconds.

    Kinds: ``sentence`` {n, answer, text, started_at, ended_at, complete}, ``heard`` {text, at},
    ``first_sound`` {seconds}, ``reply`` {answer, seconds}, ``silenced`` {seconds}, ``stage``
    {stage, at}, ``joined`` {at}, ``left`` {at, why}.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries: list[dict[str, Any]] = []
        self._file = path.open("a", encoding="utf-8")

    def write(self, kind: str, **fields: Any) -> None:
        """Append one entry and flush it, so that a killed candidate leaves a readable log."""
        entry = {"kind": kind, **fields}
        self.entries.append(entry)
        self._file.write(json.dumps(entry, ensure_ascii=False) + "\n")
        self._file.flush()

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The entries of one kind, in order."""
        return [entry for entry in self.entries if entry["kind"] == kind]

    def seconds(self, kind: str) -> list[float]:
        """The measurements of one kind, in seconds."""
        return [float(entry["seconds"]) for entry in self.of(kind)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
