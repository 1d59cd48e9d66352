"""The floor and words that were only guessed at: they are waited for, but not for ever."""

from __future__ import annotations

from typing import Any, cast

import pytest
from livekit import rtc
from livekit.agents import AgentSession, UserInputTranscribedEvent

from interview.models import Patience
from voice.clock import Clock
from voice.floor import Floor

pytestmark = pytest.mark.unit


class Session(rtc.EventEmitter[str]):
    """As much of LiveKit's session as the floor uses; remembers how long each commit would wait."""

    def __init__(self) -> None:
        super().__init__()
        self.user_state = self.agent_state = "listening"
        self.waits = list[float]()

    def update_options(self, **_options: Any) -> None: ...

    async def _nothing(self) -> str:
        return ""

    def commit_user_turn(self, *, transcript_timeout: float, skip_reply: bool = False) -> Any:
        self.waits.append(transcript_timeout)
        nothing = self._nothing()
        if not skip_reply:
            nothing.close()
        return nothing

    def hears(self, text: str, *, final: bool) -> None:
        self.emit("user_input_transcribed", UserInputTranscribedEvent(transcript=text, is_final=final))


class StoppedClock(Clock):
    """Goes on only when told to."""

    time = 1000.0

    def now(self) -> float:
        return self.time


class Scene:
    """A floor over that session."""

    def __init__(self) -> None:
        self.session, self.clock = Session(), StoppedClock()
        session = cast("AgentSession[None]", self.session)
        self.floor = Floor(session, patience=Patience.NORMAL, clock=self.clock)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_a_guess_is_no_word_that_waits(scene: Scene) -> None:
    scene.session.hears("I was", final=False)
    assert not scene.floor.words_waiting


def test_a_guess_does_not_end_the_silence(scene: Scene) -> None:
    scene.clock.time += 4.0
    scene.session.hears("I was", final=False)
    assert scene.floor.silent_for_s() == 4.0


def test_letting_go_of_the_floor_waits_for_words_that_were_only_guessed_at(scene: Scene) -> None:
    scene.floor.hold()
    scene.session.hears("I was an engineer.", final=True)
    scene.session.hears("and then", final=False)
    scene.floor.release()
    assert scene.session.waits == [2.0]


def test_letting_go_of_the_floor_waits_for_nothing_when_all_words_are_known(scene: Scene) -> None:
    scene.floor.hold()
    scene.session.hears("and then", final=False)
    scene.session.hears("And then I moved.", final=True)
    scene.floor.release()
    assert scene.session.waits == [0.05]


async def test_words_that_were_only_guessed_at_are_taken(scene: Scene) -> None:
    scene.session.hears("yes I am", final=False)
    await scene.floor.take_words()
    assert scene.session.waits == [2.0]


@pytest.mark.parametrize("after_s", [4.9, 5.0])
async def test_a_guess_that_never_became_a_word_is_forgotten_after_five_seconds(
    scene: Scene, after_s: float
) -> None:
    scene.session.hears("you", final=False)
    scene.clock.time += after_s
    await scene.floor.take_words()
    assert bool(scene.session.waits) == (after_s < 5.0)


async def test_a_guess_of_the_last_turn_is_not_waited_for_in_the_next(scene: Scene) -> None:
    scene.session.hears("you", final=False)
    scene.floor.turn_committed()
    await scene.floor.take_words()
    assert scene.session.waits == []
