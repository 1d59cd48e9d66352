"""Where dispatch mode keeps its files under DATA_DIR."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    """Attributes: what lies there is private to this user."""

    data_dir: Path

    @property
    def own(self) -> Path:
        """Headers of interviews that run."""
        return self.data_dir / "dispatch"

    @property
    def spool(self) -> Path:
        """The workers' events; apart from the web app's, which would take them for its own."""
        return self.own / "spool"

    @property
    def transcripts(self) -> Path:
        """What the operator reads."""
        return self.data_dir / "transcripts"
