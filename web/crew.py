"""Threads for what is done behind the pages: one owner's slow work holds up nobody else, nor the end."""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Callable

Task = Callable[[], object]


class Crew:
    """Does tasks of many owners side by side, each in a thread of its own.

    The threads are daemons: one that waits for a provider would otherwise hold up the web app's end.

    Args:
        most: tasks at once.
        most_of_one: of one owner at once; the others of that owner wait, and nobody else does.
    """

    def __init__(self, name: str, *, most: int, most_of_one: int) -> None:
        self._name = name
        self._most, self._most_of_one = most, most_of_one
        self._changed = threading.Condition()
        self._waiting: deque[tuple[str, Task]] = deque()
        self._busy = Counter[str]()
        self._closing = False

    def put(self, owner_id: str, task: Task) -> None:
        """Have it done as soon as there is room; never, when the crew is closed. It handles its failures."""
        with self._changed:
            if not self._closing:
                self._waiting.append((owner_id, task))
                self._begin()

    def drain(self, timeout_s: float) -> None:
        """Wait until nothing is left to do; TimeoutError when it takes longer."""
        with self._changed:
            if not self._changed.wait_for(lambda: not self._waiting and not self._busy, timeout_s):
                raise TimeoutError

    def close(self, within_s: float) -> None:
        """Begin nothing more, drop what waits, and wait so long for what is being done."""
        with self._changed:
            self._closing = True
            self._waiting.clear()
            self._changed.wait_for(lambda: not self._busy, within_s)

    def _begin(self) -> None:
        while self._busy.total() < self._most and (found := self._next()) is not None:
            self._busy[found[0]] += 1
            threading.Thread(target=self._work, args=found, name=self._name, daemon=True).start()

    def _next(self) -> tuple[str, Task] | None:
        """Take out the first whose owner has room."""
        for place, found in enumerate(self._waiting):
            if self._busy[found[0]] < self._most_of_one:
                del self._waiting[place]
                return found
        return None

    def _work(self, owner_id: str, task: Task) -> None:
        try:
            task()
        finally:
            with self._changed:
                self._busy -= Counter({owner_id: 1})
                self._begin()
                self._changed.notify_all()
