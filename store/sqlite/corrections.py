"""What owners say they said, beside what was heard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from store.rows import Correction

from .base import Base, owned_or_404
from .tables import corrections


class Corrections(Base):
    """See :class:`store.port.Store`."""

    def correct_turn(self, owner_id: str, interview_id: str, turn: str, text: str | None) -> None:
        """Keep, replace or take back one turn's correction."""
        with self._db.write() as connection:
            owned_or_404(connection, owner_id, interview_id)
            if text is None:
                connection.execute(
                    delete(corrections).where(
                        corrections.c.interview_id == interview_id, corrections.c.turn == turn
                    )
                )
                return
            values = {"text": text, "corrected_at": datetime.now(UTC)}
            connection.execute(
                upsert(corrections)
                .values(interview_id=interview_id, turn=turn, **values)
                .on_conflict_do_update(
                    index_elements=[corrections.c.interview_id, corrections.c.turn], set_=values
                )
            )

    def corrections(self, owner_id: str, interview_id: str) -> Sequence[Correction]:
        """In the order of their turns' names."""
        with self._db.read() as connection:
            owned_or_404(connection, owner_id, interview_id)
            rows = connection.execute(
                select(corrections)
                .where(corrections.c.interview_id == interview_id)
                .order_by(corrections.c.turn)
            ).all()
        return [Correction(**row._mapping) for row in rows]
