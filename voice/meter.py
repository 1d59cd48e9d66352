"""What the interview has cost so far, kept on the board for the room page."""

from __future__ import annotations

import asyncio

from voice.board import Board
from voice.spending import LOOK_S, Spending

STEP_USD = 0.01


class Meter:
    """Shows ``mf.cost`` and what belongs to it, a cent at a time; nothing while nothing costs anything."""

    def __init__(self, spending: Spending, board: Board) -> None:
        self._spending = spending
        self._board = board
        self._shown_usd = 0.0
        self._unknown = False

    async def run(self) -> None:
        """Look every few seconds, until cancelled."""
        while True:
            self.look()
            await asyncio.sleep(LOOK_S)

    def look(self) -> None:
        """Show what has changed by a cent or more, and that something has no known price."""
        spent_usd, unknown = self._spending.so_far_usd(), self._spending.unknown()
        if spent_usd - self._shown_usd < STEP_USD and unknown == self._unknown:
            return
        self._shown_usd, self._unknown = spent_usd, unknown
        cap_usd = self._spending.cap_usd
        self._board.show(
            cost=f"{spent_usd:.3f}",
            cost_unknown=int(unknown),
            cost_cap="" if cap_usd is None else f"{cap_usd:.2f}",
        )
