"""Whom a chain asks, and whom it leaves alone after a failure."""

from __future__ import annotations

import pytest
from livekit.agents import APIConnectionError, APIStatusError

from voice.relay.chain import Chain, Switch
from voice.relay.faults import Cause, Fault
from voice.relay.link import Link

pytestmark = pytest.mark.unit

KEY, DOWN = Fault(Cause.KEY), Fault(Cause.DOWN)


class House:
    """A chain of three on a clock of its own; ``script`` says how each provider's tries end."""

    def __init__(self, *names: str) -> None:
        self.now = 100.0
        self.told: list[Switch] = []
        self.asked: list[str] = []
        self.script: dict[str, list[int]] = {}
        self.links = [Link(name, name, name) for name in names or ("one", "two", "three")]
        self.chain: Chain[str] = Chain(
            "voice", self.links, tell=self.told.append, rest_s=60.0, now=lambda: self.now
        )

    def order(self) -> list[str]:
        return [link.provider for link in self.chain.order()]

    async def attempt(self, link: Link[str]) -> None:
        self.asked.append(link.provider)
        self.now += 0.01
        if (left := self.script.get(link.provider)) and (code := left.pop(0)):
            raise APIStatusError("a secret", status_code=code)


@pytest.fixture
def house() -> House:
    return House()


async def test_the_first_is_asked_and_nobody_told_while_it_works(house: House) -> None:
    await house.chain.carry(house.attempt)
    assert (house.asked, house.told) == (["one"], [])


async def test_who_refuses_for_good_is_asked_once(house: House) -> None:
    house.script["one"] = [401, 401, 401]
    await house.chain.carry(house.attempt)
    await house.chain.carry(house.attempt)
    assert house.asked == ["one", "two", "two"]
    [told] = house.told
    assert (told.fault.cause, told.failed.title, told.following) == (Cause.KEY, "one", house.links[1])


async def test_who_refuses_for_good_is_asked_once_more_when_nobody_else_is_left() -> None:
    house = House("one")
    house.script["one"] = [401] * 9
    for _ in range(4):
        with pytest.raises(APIConnectionError):
            await house.chain.carry(house.attempt)
    assert house.asked == ["one", "one"]
    assert len(house.told) == 4  # each time somebody waits they are told


async def test_a_stumble_is_forgiven_once_and_not_told(house: House) -> None:
    house.script["one"] = [500, 0]
    await house.chain.carry(house.attempt)
    assert (house.asked, house.told) == (["one", "one"], [])


async def test_no_second_try_where_a_stumble_would_be_heard(house: House) -> None:
    house.script["one"] = [500, 0]
    await house.chain.carry(house.attempt, may_stumble=lambda: False)
    assert house.asked == ["one", "two"]


async def test_who_fails_twice_rests_longer_each_time_and_comes_back(house: House) -> None:
    house.script["one"] = [500] * 4
    await house.chain.carry(house.attempt)
    assert house.order() == ["two", "three", "one"]
    house.now += 61
    assert house.order() == ["one", "two", "three"]
    await house.chain.carry(house.attempt)
    house.now += 61
    assert house.order() == ["two", "three", "one"]
    house.now += 61
    assert house.order() == ["one", "two", "three"]


def test_who_asks_for_time_is_left_alone_that_long(house: House) -> None:
    house.chain.failed(house.links[0], Fault(Cause.BUSY, retry_after_s=300.0))
    house.now += 299
    assert house.order()[0] == "two"
    house.now += 2
    assert house.order()[0] == "one"


def test_two_tries_beside_each_other_fail_once(house: House) -> None:
    house.chain.failed(house.links[0], KEY, began=house.now)
    house.chain.failed(house.links[0], KEY, began=house.now - 1.0)
    assert len(house.told) == 1
    house.chain.worked(house.links[0], began=house.now - 1.0)
    assert house.order()[0] == "two"


def test_the_last_ones_are_those_who_rest_then_those_who_refused_once(house: House) -> None:
    one, two, three = house.links
    house.chain.failed(one, KEY)
    house.chain.failed(two, DOWN)
    assert house.order() == ["three", "two", "one"]
    house.chain.failed(three, DOWN)
    assert house.told[-1].following is None


async def test_what_a_provider_said_is_not_in_the_error_at_the_end() -> None:
    house = House("one")
    house.script["one"] = [401]
    with pytest.raises(APIConnectionError) as caught:
        await house.chain.carry(house.attempt)
    assert "a secret" not in str(caught.value)
    assert caught.value.__cause__ is None
