"""Work behind the pages: side by side, a few of one owner at once, and no end that waits for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from web.crew import Crew

pytestmark = pytest.mark.unit


class Slow:
    """Tasks that wait to be let go, and what was begun, in order."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.begun: list[str] = []
        self.changed = threading.Condition()

    def put(self, crew: Crew, owner: str) -> None:
        def task() -> None:
            with self.changed:
                self.begun.append(owner)
                self.changed.notify_all()
            assert self.go_on.wait(10)

        crew.put(owner, task)

    def wait_for(self, *owners: str) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: sorted(self.begun) == sorted(owners), 10), self.begun


@pytest.fixture
def slow() -> Iterator[Slow]:
    made = Slow()
    yield made
    made.go_on.set()


def test_one_owners_slow_tasks_hold_up_that_owner_alone(slow: Slow) -> None:
    crew = Crew("test", most=8, most_of_one=2)
    for owner in ("ada", "ada", "ada", "ada", "ben", "cem"):
        slow.put(crew, owner)
    slow.wait_for("ada", "ada", "ben", "cem")
    with pytest.raises(TimeoutError):
        crew.drain(0.01)
    slow.go_on.set()
    crew.drain(10)
    assert slow.begun.count("ada") == 4


def test_there_are_never_more_at_once_than_its_most(slow: Slow) -> None:
    crew = Crew("test", most=2, most_of_one=2)
    for owner in ("ada", "ben", "cem"):
        slow.put(crew, owner)
    slow.wait_for("ada", "ben")
    slow.go_on.set()
    crew.drain(10)
    assert slow.begun[2:] == ["cem"]


def test_closed_it_begins_nothing_and_waits_only_so_long(slow: Slow) -> None:
    crew = Crew("test", most=1, most_of_one=1)
    for owner in ("ada", "ben"):
        slow.put(crew, owner)
    slow.wait_for("ada")
    crew.close(0.01)
    slow.put(crew, "cem")
    slow.go_on.set()
    crew.drain(10)
    assert slow.begun == ["ada"]


def test_closed_it_lets_a_quick_task_finish() -> None:
    crew, done = Crew("test", most=1, most_of_one=1), threading.Event()
    begun, go_on = threading.Event(), threading.Event()

    def task() -> None:
        begun.set()
        assert go_on.wait(10)
        done.set()

    crew.put("ada", task)
    assert begun.wait(10)
    threading.Timer(0.01, go_on.set).start()
    crew.close(10)
    assert done.is_set()


def test_its_threads_hold_up_no_exit(slow: Slow) -> None:
    crew = Crew("crew of this test", most=1, most_of_one=1)
    slow.put(crew, "ada")
    slow.wait_for("ada")
    (thread,) = [one for one in threading.enumerate() if one.name == "crew of this test"]
    assert thread.daemon
