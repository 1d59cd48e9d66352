"""The line to the embedded speech server: each stretch is sent until it is answered."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from itertools import chain
from typing import Literal

import aiohttp
from livekit.agents import APIConnectionError, APIError

import logs
from voice.embedded_messages import END, MESSAGE_BYTES, PAUSE, Final, Interim, failure, said
from voice.stretches import RATE, Stretch

log = logs.get(__name__)

Trouble = Literal["down", "back", "lost"]
TroubleListener = Callable[[Trouble], None]
"""Told when recognition stops answering, when it answers again, and when it was given up."""

Socket = aiohttp.ClientWebSocketResponse
Connect = Callable[[], contextlib.AbstractAsyncContextManager[Socket]]

_WORTH_SENDING = 2 * RATE // 10
_FIRST_REST_S, _LONGEST_REST_S = 0.25, 4.0
_TELL_S, _HANG_UP_S, _GIVE_UP_S = 8.0, 30.0, 60.0


class Wire:
    """One stream's connection: made again whenever it breaks, with what is unanswered sent again.

    Args:
        connect: opens a websocket to the server.
        line: stretches to be answered, oldest first; each is taken out when its answer is there.
        on_guess, on_answer: told what the server says of a stretch.
        on_trouble: told ``down`` when a stretch has to wait too long or can't be sent, ``back`` when the
            next answer comes, ``lost`` when it is given up. None: every failure ends :meth:`run`.
    """

    def __init__(
        self,
        connect: Connect,
        line: deque[Stretch],
        *,
        on_guess: Callable[[Stretch, Interim], None],
        on_answer: Callable[[Stretch, Final], None],
        on_trouble: TroubleListener | None,
    ) -> None:
        self._connect, self._line = connect, line
        self._on_guess, self._on_answer, self._on_trouble = on_guess, on_answer, on_trouble
        self._changed = asyncio.Event()
        self._waits: dict[Stretch, list[asyncio.TimerHandle]] = {}
        self._hang_up: asyncio.Future[None] | None = None
        self._rest_s = _FIRST_REST_S
        self._troubled = self._lost = self._over = False

    def changed(self) -> None:
        """There is more sound, or a stretch pauses."""
        self._changed.set()

    def ended(self, stretch: Stretch) -> None:
        """No more sound comes for this stretch: its answer is due."""
        later = asyncio.get_running_loop().call_later
        self._waits[stretch] = [later(_HANG_UP_S, self._break, "no answer")]
        if self._on_trouble is not None:
            self._waits[stretch] += [later(_TELL_S, self._down), later(_GIVE_UP_S, self._give_up)]
        self._changed.set()

    def over(self) -> None:
        """No more stretches come; :meth:`run` returns when the last is answered."""
        self._over = True
        self._changed.set()

    async def run(self) -> None:
        """Keep a connection and bring every stretch over it.

        Raises:
            APIConnectionError: a stretch was given up.
            APIError: without a listener for trouble, whatever went wrong.
        """
        try:
            while not (self._over and not self._line):
                if self._lost:
                    raise APIConnectionError("recognition was given up")
                try:
                    async with self._connect() as socket:
                        await self._exchange(socket)
                except (APIError, aiohttp.ClientError, OSError) as error:
                    if self._on_trouble is None:
                        raise failure(error) from error
                    await self._broken(error)
        finally:
            for timer in chain.from_iterable(self._waits.values()):
                timer.cancel()

    async def _broken(self, error: Exception) -> None:
        """Say so if somebody waits, and rest before the next try."""
        log.warning("recognition did not answer", error=type(error).__name__, waiting=len(self._line))
        if self._line:
            self._down()
        self._changed.clear()
        if self._line:
            await asyncio.sleep(self._rest_s)
        else:  # whoever speaks next ends the rest
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), self._rest_s)
        self._rest_s = min(self._rest_s * 2, _LONGEST_REST_S)

    async def _exchange(self, socket: Socket) -> None:
        self._hang_up = asyncio.get_running_loop().create_future()
        tasks = [asyncio.ensure_future(self._send(socket)), asyncio.ensure_future(self._receive(socket))]
        try:
            done, _ = await asyncio.wait([*tasks, self._hang_up], return_when=asyncio.FIRST_COMPLETED)
            for finished in done:
                finished.result()
        finally:
            self._hang_up = None
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _send(self, socket: Socket) -> None:
        """Send sound as it comes, stretch by stretch; returns when all is sent and answered."""
        done: set[Stretch] = set()
        sent = paused_at = 0
        while not (self._over and not self._line):
            self._changed.clear()
            stretch = next((waiting for waiting in self._line if waiting not in done), None)
            left = len(stretch.sound) - sent if stretch else 0
            if stretch is None:
                await self._changed.wait()
            elif left >= _WORTH_SENDING or (left and (stretch.pausing or stretch.ended_at)):
                piece = bytes(stretch.sound[sent : sent + MESSAGE_BYTES])
                sent += len(piece)
                await socket.send_bytes(piece)
            elif stretch.ended_at:
                done.add(stretch)
                sent = paused_at = 0
                await socket.send_str(END)
            elif stretch.pausing and paused_at != sent:
                paused_at = sent
                await socket.send_str(PAUSE)
            else:
                await self._changed.wait()

    async def _receive(self, socket: Socket) -> None:
        while True:
            told = said(await socket.receive())
            self._rest_s = _FIRST_REST_S
            if not self._line:
                raise APIError("the speech server answered what wasn't asked")
            if isinstance(told, Interim):
                self._on_guess(self._line[0], told)
                continue
            stretch = self._line.popleft()
            for timer in self._waits.pop(stretch, ()):
                timer.cancel()
            if self._troubled:
                self._troubled = False
                self._tell("back")
            self._on_answer(stretch, told)
            self._changed.set()

    def _down(self) -> None:
        if not self._troubled:
            self._troubled = True
            self._tell("down")

    def _break(self, why: str) -> None:
        if self._hang_up is not None and not self._hang_up.done():
            self._hang_up.set_exception(APIConnectionError(why))

    def _give_up(self) -> None:
        if not self._lost:
            self._lost = True
            self._tell("lost")
            self._break("given up")

    def _tell(self, trouble: Trouble) -> None:
        if self._on_trouble is not None:
            self._on_trouble(trouble)
