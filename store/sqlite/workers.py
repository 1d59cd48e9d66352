"""The registry of worker processes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert

from store.rows import WorkerRow

from .base import Base, any_or_404
from .tables import workers


class Workers(Base):
    """See :class:`store.port.Store`."""

    def put_worker(self, row: WorkerRow) -> None:
        """Write or replace the row of this interview and run."""
        values = vars(row)
        with self._db.write() as connection:
            any_or_404(connection, row.interview_id)
            connection.execute(
                upsert(workers)
                .values(**values)
                .on_conflict_do_update(index_elements=[workers.c.interview_id, workers.c.run], set_=values)
            )

    def worker(self, interview_id: str) -> WorkerRow | None:
        """The latest run's row."""
        with self._db.read() as connection:
            found = connection.execute(
                select(workers)
                .where(workers.c.interview_id == interview_id)
                .order_by(workers.c.run.desc())
                .limit(1)
            ).first()
        return None if found is None else WorkerRow(**found._mapping)

    def workers(self) -> Sequence[WorkerRow]:
        """Rows whose state isn't ``gone``."""
        with self._db.read() as connection:
            rows = connection.execute(
                select(workers).where(workers.c.state != "gone").order_by(workers.c.created_at)
            ).all()
        return [WorkerRow(**row._mapping) for row in rows]
