"""What the interview has cost so far, and whether it has to come to its end for that."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from interview.events import UsageData
from interview.prices import RESERVE, cost

LOOK_S = 5.0
NOTICE = "cap_near"
TOLD = "Your limit on costs is nearly reached, so the interview comes to its closing now."


class Spending:
    """Counts what the providers have used, by list prices.

    What has no known price counts for nothing, so it can't be held to a cap.

    Args:
        used: what was used from the beginning until now.
        cap_usd: the owner's limit; None: there is none.
    """

    def __init__(self, used: Callable[[], Iterable[UsageData]], cap_usd: float | None) -> None:
        self._used = used
        self.cap_usd = cap_usd
        self.closed = False

    @property
    def capped(self) -> bool:
        """Whether there is a limit."""
        return self.cap_usd is not None

    def so_far_usd(self) -> float:
        """US dollars."""
        return sum(cost(one) or 0.0 for one in self._used())

    def unknown(self) -> bool:
        """Whether something was used that has no known price."""
        return any(cost(one) is None for one in self._used())

    def used_up(self) -> bool:
        """Whether no more may be spent than the closing needs."""
        return self.cap_usd is not None and self.so_far_usd() >= (1 - RESERVE) * self.cap_usd
