"""One emulated service: what a test holds in its hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Generic, Protocol

from .door import Door, House
from .script import KEY, Answer, Answers, Asked, Delays, Fault, Question


class Struck(Protocol):
    """A request or websocket that is being served and may be hit."""

    async def strike(self, fault: Fault) -> None:
        """Go wrong now."""


class Service(Generic[Question, Answer]):
    """A vendor's service at a port of its own.

    Attributes:
        key: the one that is let in.
        models: those it has; None for any.
        delays: how long it takes when it is well.
        asked: every request or websocket that arrived, in order.
        open: those being served now.
    """

    def __init__(self, name: str, url: str, usual: Callable[[Question], Answer]) -> None:
        self.name = name
        self.key = KEY
        self.models: set[str] | None = None
        self.delays = Delays()
        self.asked: list[Asked] = []
        self.open: set[Struck] = set()
        self.script: Answers[Question, Answer] = Answers(usual)
        self._url = url
        self._faults: list[Fault] = []
        self._place: tuple[House, Door] | None = None

    def live_at(self, house: House, door: Door) -> None:
        """Where it is served, told by the one who serves it."""
        self._place = (house, door)

    @property
    def url(self) -> str:
        """Base URL as the plugin takes it, e.g. ``http://127.0.0.1:1234/v1``."""
        _, door = self._at()
        return self._url.format(s="s" if door.tls else "", at=f"127.0.0.1:{door.port}")

    def answer(self, *answers: Answer) -> None:
        """Answer with these, first to last; the last stays."""
        self.script.set(answers)

    def answer_with(self, function: Callable[[Question], Answer]) -> None:
        """Answer with what ``function`` makes of each question; it runs in the server's thread."""
        self.script.set(function)

    def fail(self, *faults: Fault) -> None:
        """Let the next requests go wrong; several faults come one after another."""
        self._faults = list(faults)
        if any(fault.kind == "refused" for fault in faults):
            house, _ = self._at()
            house.run(self._strike(Fault("refused")))

    def strike(self, fault: Fault) -> None:
        """Let what is open now go wrong at once, as the first of ``fault.times``; else the next request."""
        house, _ = self._at()
        struck = house.run(self._strike(replace(fault, after=0)))
        left = None if fault.times is None else fault.times - 1
        rest = [] if left == 0 else [replace(fault, times=left)]
        self._faults = rest if struck else [fault]

    def mend(self) -> None:
        """Be well again; what hangs already does so until its client leaves."""
        self._faults = []
        house, door = self._at()
        house.run(door.open())

    def hit(self) -> Fault | None:
        """The fault that the next request meets, counted."""
        if not self._faults:
            return None
        fault = self._faults[0]
        if fault.times is not None:
            rest = [replace(fault, times=fault.times - 1)] if fault.times > 1 else []
            self._faults = rest + self._faults[1:]
        return fault

    async def _strike(self, fault: Fault) -> int:
        _, door = self._at()
        if fault.kind == "refused":
            await door.shut()
        struck = list(self.open)
        for line in struck:
            await line.strike(fault)
        return len(struck) + (fault.kind == "refused")

    def _at(self) -> tuple[House, Door]:
        if self._place is None:
            raise RuntimeError("the service is not served yet; see running()")
        return self._place
