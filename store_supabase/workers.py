"""The registry of worker processes."""

from __future__ import annotations

from collections.abc import Sequence

from store.rows import WorkerRow

from .base import Base
from .rows import list_of, nothing, optional, worker_row


class Workers(Base):
    """See :class:`store.port.Store`."""

    def put_worker(self, row: WorkerRow) -> None:
        """Write or replace the row of this interview and run."""
        times = {
            "heartbeat_at": None if row.heartbeat_at is None else row.heartbeat_at.isoformat(),
            "created_at": row.created_at.isoformat(),
        }
        self._api.call("put_worker", nothing, row=vars(row) | times)

    def worker(self, interview_id: str) -> WorkerRow | None:
        """The latest run's row."""
        return self._api.call("worker", optional(worker_row), interview=interview_id)

    def workers(self) -> Sequence[WorkerRow]:
        """Rows whose state isn't ``gone``."""
        return self._api.call("workers", list_of(worker_row))
