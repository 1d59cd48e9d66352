"""What owners say they said, beside what was heard."""

from __future__ import annotations

from collections.abc import Sequence

from store.rows import Correction

from .base import Base
from .rows import correction, list_of, nothing


class Corrections(Base):
    """See :class:`store.port.Store`."""

    def correct_turn(self, owner_id: str, interview_id: str, turn: str, text: str | None) -> None:
        """Keep, replace or take back one turn's correction."""
        self._api.call("correct_turn", nothing, owner=owner_id, interview=interview_id, turn=turn, text=text)

    def corrections(self, owner_id: str, interview_id: str) -> Sequence[Correction]:
        """In the order of their turns' names."""
        return self._api.call("corrections", list_of(correction), owner=owner_id, interview=interview_id)
