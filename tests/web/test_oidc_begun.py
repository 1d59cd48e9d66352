"""Begun sign-ins wait ten minutes, are taken once, and can't fill the memory."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from web.oidc_begun import STATE_LASTS_S, Begun, Waiting

pytestmark = pytest.mark.unit


class Clock:
    """Seconds that go on when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_it_waits_ten_minutes_and_no_longer() -> None:
    clock = Clock()
    waiting = Waiting(clock)
    assert Begun.expires_in == STATE_LASTS_S == 600
    for name in ("in time", "too late"):
        waiting.set(name, "data", STATE_LASTS_S)
    clock.now += 599
    assert waiting.get("in time") == "data"
    clock.now += 1
    assert waiting.get("too late") is None


def test_it_is_taken_once_however_many_ask_at_the_same_moment() -> None:
    waiting = Waiting()
    for number in range(200):
        waiting.set(str(number), "data", STATE_LASTS_S)
    with ThreadPoolExecutor(8) as pool:
        for number in range(200):
            taken = list(pool.map(waiting.get, [str(number)] * 8))
            assert taken.count("data") == 1


def test_the_oldest_make_room() -> None:
    waiting = Waiting(most=3)
    for name in "abcd":
        waiting.set(name, name, STATE_LASTS_S)
    assert [waiting.get(name) for name in "abcd"] == [None, "b", "c", "d"]


def test_the_ended_are_forgotten_without_being_asked_for() -> None:
    clock = Clock()
    waiting = Waiting(clock, most=2)
    waiting.set("old", "data", STATE_LASTS_S)
    clock.now += STATE_LASTS_S
    waiting.set("new", "data", STATE_LASTS_S)
    waiting.set("newer", "data", STATE_LASTS_S)
    assert waiting.get("new") == "data"
