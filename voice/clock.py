"""The worker's one clock: wall time that never jumps, since it advances with the monotonic clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class Clock:
    """Epoch seconds from a single reading of the wall clock plus monotonic progress."""

    def __init__(self) -> None:
        self._offset_s = time.time() - time.monotonic()

    def now(self) -> float:
        """Seconds since the epoch."""
        return time.monotonic() + self._offset_s

    def at(self, epoch_s: float | None = None) -> datetime:
        """Aware UTC time of ``epoch_s`` (now when None)."""
        return datetime.fromtimestamp(self.now() if epoch_s is None else epoch_s, UTC)
