"""A child that writes the feedback of one interview and may be killed at one of its calls to the store."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from feedback.coach import write
from feedback.schema import Feedback
from store.port import Store
from store.sqlite import SqliteStore
from tests.feedback import model_answers as m
from web.aftermath import Aftermath
from web.chat import Answer
from web.endpoints import Endpoints
from web.feedback_writers import FeedbackWriters
from web.rooms import Rooms

_WRITES = {"set_feedback", "finish_feedback"}


class Deadly:
    """A store whose ``at``-th call that writes is the last thing the process does, before or after it."""

    def __init__(self, store: SqliteStore, at: int, *, after: bool) -> None:
        self._store, self._left, self._after = store, at, after

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._store, name)
        if name not in _WRITES:
            return real

        def called(*args: Any, **values: Any) -> Any:
            self._left -= 1
            if self._left == 0 and not self._after:
                os.kill(os.getpid(), signal.SIGKILL)
            done = real(*args, **values)
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return done

        return called


class _Keys:
    """Everybody has a model here, or nobody."""

    def __init__(self, model: object) -> None:
        self._model = model

    def of(self, _owner_id: str) -> _Keys:
        return self

    def model(self) -> object:
        return self._model


def _ask(*_: Any, **__: Any) -> Answer:
    return Answer(m.text(m.honest()), m.USED)


def _coach(*given: Any) -> Feedback:
    written = write(*given)
    return written.model_copy(update={"takeaway": f"{written.takeaway} Written by process {os.getpid()}."})


def main(path: str, at: int, when: str, who: str) -> None:
    """Resume what is unfinished; ``at`` 0 kills nobody; ``who`` writes is the coach or a model."""
    store = SqliteStore(Path(path))
    deadly = cast(Store, Deadly(store, at, after=when == "after"))
    endpoints = cast(Endpoints, _Keys(SimpleNamespace(model="scripted") if who == "model" else None))
    aftermath = Aftermath(
        deadly, Rooms(endpoints), FeedbackWriters(endpoints, _coach, _ask), Path(path).parent / "spool"
    )
    aftermath.resume()
    aftermath.drain(30)
    aftermath.close()
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4])
