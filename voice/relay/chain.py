"""The providers of one purpose in the order they are tried, and which of them are of use now."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal

from livekit.agents import APIConnectionError

import logs
from voice.relay.faults import Fault, judge
from voice.relay.link import Link, Plugin

log = logs.get(__name__)

Purpose = Literal["hearing", "voice", "model"]
_MOST_REFUSALS = 2
"""How often one provider may refuse for good: once, and once more when nobody else is left."""


@dataclass
class _Health:
    refusals: int = 0
    failures: int = 0
    rests_until: float = 0.0
    failed_at: float = float("-inf")


@dataclass(frozen=True)
class Switch:
    """A provider failed; ``following`` goes on in its place, or nobody does."""

    purpose: Purpose
    failed: Link[Any]
    fault: Fault
    following: Link[Any] | None


class Chain(Generic[Plugin]):
    """Remembers who failed.

    Who refused for good (a wrong key, no credit) is not asked again unless nobody else is left, and
    then once; who failed otherwise rests, longer each time.

    Args:
        tell: told of each failure that was more than a stumble.
        rest_s: seconds a provider rests after its first failure.
        budget_s: seconds within which trying the same provider again may begin.

    Attributes:
        on_failed: told who failed, for tries beside the one that did.
    """

    def __init__(
        self,
        purpose: Purpose,
        links: Sequence[Link[Plugin]],
        *,
        tell: Callable[[Switch], None],
        rest_s: float,
        budget_s: float = 6.0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.purpose = purpose
        self.links = tuple(links)
        self._health = {link: _Health() for link in links}
        self._last: Switch | None = None
        self.on_failed: Callable[[Link[Plugin]], None] = lambda _link: None
        self._tell = tell
        self._rest_s = rest_s
        self._budget_s = budget_s
        self._now = now

    def fresh(self) -> list[Link[Plugin]]:
        """Who is of use now, in order."""
        now = self._now()
        return [link for link, h in self._health.items() if not h.refusals and h.rests_until <= now]

    def order(self) -> list[Link[Plugin]]:
        """Whom to ask now, first to last: who is of use, then who rests, then who may refuse once more."""
        fresh = self.fresh()
        resting = [link for link, h in self._health.items() if not h.refusals and link not in fresh]
        refused = [link for link, h in self._health.items() if 0 < h.refusals < _MOST_REFUSALS]
        return fresh + resting + refused

    def following(self, link: Link[Plugin]) -> Link[Plugin] | None:
        """Who would go on if ``link`` failed now."""
        return next((other for other in self.fresh() if other is not link), None)

    def worked(self, link: Link[Plugin], *, began: float | None = None) -> None:
        """``link`` did its work, unless it has failed since it ``began``."""
        if began is None or self._health[link].failed_at <= began:
            self._health[link] = _Health()

    def failed(self, link: Link[Plugin], fault: Fault, *, began: float | None = None) -> None:
        """``link`` can't be used for now, and this is told.

        Args:
            began: when the try that failed did; one beside it may have told this already.
        """
        health = self._health[link]
        if began is not None and health.failed_at > began:
            return
        health.failed_at = self._now()
        if fault.fatal:
            health.refusals += 1
        else:
            health.failures += 1
            rest_s = self._rest_s * 2 ** (health.failures - 1)
            health.rests_until = self._now() + max(rest_s, fault.retry_after_s or 0.0)
        following = self.following(link)
        log.warning(
            "a provider failed",
            purpose=self.purpose,
            provider=link.provider,
            cause=fault.cause,
            following=following.provider if following else "",
        )
        self._last = Switch(self.purpose, link, fault, following)
        self._tell(self._last)
        self.on_failed(link)

    async def carry(
        self,
        attempt: Callable[[Link[Plugin]], Awaitable[None]],
        *,
        may_stumble: Callable[[], bool] = lambda: True,
    ) -> None:
        """Let each provider try until one is through with it.

        Args:
            may_stumble: asked after a failure whether the same provider may try again at once.

        Raises:
            APIConnectionError: nobody is left. What the last one raised isn't in it: it may quote a key.
        """
        latest = self._now() + self._budget_s
        order = self.order()
        if not order and self._last:
            self._tell(self._last)
        for link in order:
            if await self._try(link, attempt, latest, may_stumble):
                return
        raise APIConnectionError("no provider is left", retryable=False)

    async def _try(
        self,
        link: Link[Plugin],
        attempt: Callable[[Link[Plugin]], Awaitable[None]],
        latest: float,
        may_stumble: Callable[[], bool],
    ) -> bool:
        """Whether ``link`` got through, be it at the second try."""
        began = self._now()
        for again in (False, True):
            try:
                await attempt(link)
            except Exception as error:  # noqa: BLE001 - a plugin raises whatever its libraries do
                fault = judge(error, link.answers.retry_after_s)
            else:
                self.worked(link, began=began)
                return True
            pause_s = fault.pause_s
            if again or pause_s is None or self._now() + pause_s > latest or not may_stumble():
                self.failed(link, fault, began=began)
                return False
            log.info("a provider stumbled", provider=link.provider, cause=fault.cause)
            await asyncio.sleep(pause_s)
            if self._health[link].failed_at > began:
                return False  # a try beside this one failed for good
        return False
