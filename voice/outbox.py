"""Events on their way to the web app: spooled, then posted in order until they are taken."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from enum import Enum

import aiohttp

import logs
from interview.events import EVENTS, Event, EventData, HeartbeatData, envelope
from voice.clock import Clock
from voice.spool import Spool
from workers.protocol import Callback

log = logs.get(__name__)

_BATCH = 50
_FIRST_WAIT_S = 0.25
_LONGEST_WAIT_S = 5.0
_POST_TIMEOUT = aiohttp.ClientTimeout(total=10)


class Answer(Enum):
    """What the web app made of a batch."""

    TAKEN = "taken"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"


class Outbox:
    """The worker's only way to tell the web app anything.

    Attributes:
        refused: set when the web app won't take this worker's events any more (the interview
            ended elsewhere, or the token died); the worker should leave.
    """

    def __init__(
        self, *, callback: Callback, run: int, spool: Spool, clock: Clock, http: aiohttp.ClientSession
    ) -> None:
        self._callback = callback
        self._run = run
        self._spool = spool
        self._clock = clock
        self._http = http
        self._seq = 0
        self._unspooled: list[Event] = []
        self._unsent: list[Event] = []
        self._news = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._answered_at = clock.now()
        self.refused = asyncio.Event()

    def add(self, data: EventData) -> Event:
        """Give ``data`` the next sequence number and queue it; the order of calls is kept."""
        self._seq += 1
        event = envelope(data, run=self._run, seq=self._seq, at=self._clock.at())
        self._unspooled.append(event)
        self._idle.clear()
        self._news.set()
        return event

    def unanswered_for_s(self) -> float:
        """Seconds since the web app last answered a post."""
        return self._clock.now() - self._answered_at

    async def run(self, *, heartbeat_s: float) -> None:
        """Spool and post until cancelled; a heartbeat goes out when there is nothing else to say."""
        wait_s = _FIRST_WAIT_S
        while not self.refused.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), heartbeat_s)
            self._news.clear()
            await self._spool_news()
            answer = await self._post(self._unsent[:_BATCH] or [self._heartbeat()])
            if answer is Answer.TAKEN:
                wait_s = _FIRST_WAIT_S
                del self._unsent[:_BATCH]
                if self._unsent or self._unspooled:
                    self._news.set()
                else:
                    self._idle.set()
            elif answer is Answer.REFUSED:
                self.refused.set()
            else:
                await self._spool_while_waiting(wait_s)
                wait_s = min(wait_s * 2, _LONGEST_WAIT_S)
                self._news.set()

    async def flush(self, timeout_s: float) -> bool:
        """Wait until every event was taken; False when ``timeout_s`` passed or they were refused."""
        waits = [asyncio.ensure_future(self._idle.wait()), asyncio.ensure_future(self.refused.wait())]
        try:
            await asyncio.wait(waits, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        return self._idle.is_set()

    async def _spool_while_waiting(self, wait_s: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), wait_s)
        await self._spool_news()

    async def _spool_news(self) -> None:
        if not self._unspooled:
            return
        news, self._unspooled = self._unspooled, []
        try:
            await asyncio.to_thread(self._spool.append, news)
        except OSError as error:
            log.error("event spool could not be written", errno=error.errno)  # noqa: TRY400 (a traceback adds nothing)
        self._unsent.extend(news)

    def _heartbeat(self) -> Event:
        return envelope(HeartbeatData(), run=self._run, seq=0, at=self._clock.at())

    async def _post(self, batch: Sequence[Event]) -> Answer:
        headers = {
            "Authorization": f"Bearer {self._callback.token.get_secret_value()}",
            "Content-Type": "application/json",
        }
        try:
            async with self._http.post(
                self._callback.url,
                data=EVENTS.dump_json(list(batch)),
                headers=headers,
                timeout=_POST_TIMEOUT,
                allow_redirects=False,
            ) as response:
                status = response.status
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            log.warning("web app did not answer", error=type(error).__name__, waiting=len(self._unsent))
            return Answer.NO_ANSWER
        if status == 200:
            self._answered_at = self._clock.now()
            return Answer.TAKEN
        if 400 <= status < 500 and status not in (408, 429):
            log.error("web app refused events", status=status, batch=len(batch))
            return Answer.REFUSED
        log.warning("web app could not take events", status=status)
        return Answer.NO_ANSWER
