"""When the interviewer should speak and doesn't: who is passed over, who is told, and when it is given up."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from livekit.agents import AgentStateChangedEvent, UserStateChangedEvent

from voice.clock import Clock
from voice.watchdog import Watchdog

pytestmark = pytest.mark.unit


class Hand(Clock):
    """A clock that is set by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.at_s = 1000.0

    def now(self) -> float:
        return self.at_s


class Floor:
    words_waiting = False
    silent_s = 0.0

    def silent_for_s(self) -> float:
        return self.silent_s

    def longest_pause_s(self) -> float:
        return 2.5


class Scene:
    """A watchdog, what it did, and the states it follows."""

    def __init__(self) -> None:
        self.clock, self.floor = Hand(), Floor()
        self.did: list[str] = []
        self.closing = False
        self.dog = Watchdog(
            self.floor,
            clock=self.clock,
            hurry=self._note("hurry"),
            tell=self._note("tell"),
            speak_up=self._speak_up,
            give_up=self._note("give_up"),
        )

    def _note(self, what: str) -> Callable[[], None]:
        return lambda: self.did.append(what)

    async def _speak_up(self) -> None:
        self.did.append("speak_up")
        if self.closing:
            raise RuntimeError("closing")

    def agent(self, state: str) -> None:
        event = {"old_state": "listening", "new_state": state}
        self.dog.on_agent_state(AgentStateChangedEvent.model_validate(event))

    def user(self, state: str) -> None:
        event = {"old_state": "listening", "new_state": state}
        self.dog.on_user_state(UserStateChangedEvent.model_validate(event))

    async def pass_s(self, seconds: float) -> list[str]:
        """What is done in this time, looking four times a second."""
        before = len(self.did)
        for _ in range(int(seconds * 4)):
            self.clock.at_s += 0.25
            if step := self.dog.due():
                await self.dog._act(step)
        return self.did[before:]


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_who_is_waited_for_is_passed_over_and_then_the_candidate_told_within_ten_seconds(
    scene: Scene,
) -> None:
    scene.agent("thinking")
    assert await scene.pass_s(6.5) == []
    assert await scene.pass_s(1.0) == ["hurry"]
    assert await scene.pass_s(2.0) == ["tell", "speak_up"]


async def test_it_is_given_up_when_nothing_helps(scene: Scene) -> None:
    scene.agent("thinking")
    did = await scene.pass_s(60)
    assert did.count("speak_up") == 3
    assert did[-1] == "give_up"
    assert did.count("give_up") == 1


async def test_an_interviewer_who_speaks_is_forgiven(scene: Scene) -> None:
    for _ in range(9):
        scene.agent("thinking")
        await scene.pass_s(9.25)
        scene.agent("speaking")
        assert await scene.pass_s(60) == []
    assert "give_up" not in scene.did


async def test_nobody_is_hurried_while_the_candidate_speaks_or_the_interviewer_listens(scene: Scene) -> None:
    scene.agent("thinking")
    scene.user("speaking")
    assert await scene.pass_s(60) == []
    scene.user("listening")
    assert await scene.pass_s(6.5) == []
    scene.agent("listening")
    assert await scene.pass_s(60) == []


async def test_a_turn_that_nobody_answers_is_answered(scene: Scene) -> None:
    scene.agent("listening")
    scene.floor.words_waiting, scene.floor.silent_s = True, 9.0
    assert scene.dog.due() is None
    scene.floor.silent_s = 2.5 + 9.0
    assert await scene.pass_s(0.25) == ["tell", "speak_up"]


async def test_a_greeting_that_does_not_come_is_missed_unless_that_was_explained(scene: Scene) -> None:
    scene.dog.expect()
    assert await scene.pass_s(7.5) == ["hurry"]
    scene.dog.relax()
    assert await scene.pass_s(60) == []


async def test_a_session_that_closes_is_left_alone(scene: Scene) -> None:
    scene.closing = True
    scene.agent("thinking")
    assert await scene.pass_s(9.5) == ["hurry", "tell", "speak_up"]
