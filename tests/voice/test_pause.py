"""The candidate's pause: what stands still, what is written down, how long it may last."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from pydantic import ValidationError

import fsm
from interview.models import Brief, EndReason, Length
from interview.pauses import PAUSED_NOTICE, RESUMED_NOTICE
from interview.planner import plan
from voice.board import Board
from voice.clock import Clock
from voice.deadlines import first_ending
from voice.ending import Ending
from voice.outbox import Outbox
from voice.pause import Pause
from voice.progress import Progress
from workers.protocol import Limits

pytestmark = pytest.mark.unit

RULES = fsm.rules_for(Length.STANDARD)
BRIEF = Brief(role="Nurse")


@dataclass
class Scene:
    """A clock that the test moves, an outbox, a board and a session that note what they are told."""

    at: float = 1000.0
    events: list[Any] = field(default_factory=list)
    shown: dict[str, Any] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        part = cast(Any, self)
        self.input = self
        self.progress = Progress(
            brief=BRIEF,
            plan=plan(BRIEF, RULES),
            rules=RULES,
            clock=cast(Clock, part),
            outbox=cast(Outbox, part),
            board=cast(Board, part),
        )
        self.progress.begin()
        self.pause = Pause(
            part,
            progress=self.progress,
            clock=cast(Clock, part),
            limit_s=600.0,
            fall_silent=self.fall_silent,
            go_on=lambda: self.done.append("go on"),
        )

    def now(self) -> float:
        return self.at

    def add(self, event: Any) -> None:
        self.events.append(event)

    def show(self, **attributes: Any) -> None:
        self.shown |= attributes

    def notice(self, code: str = "", text: str = "") -> None:
        self.notices.append(code)

    def set_audio_enabled(self, enabled: bool) -> None:
        self.done.append("listens" if enabled else "deaf")

    async def fall_silent(self) -> None:
        self.done.append("silent")

    async def press(self, on: bool) -> None:
        assert await self.pause.asked(json.dumps({"on": on})) == {"ok": True}

    def codes(self) -> list[str]:
        return [event.code for event in self.events if hasattr(event, "code")]


async def test_a_pause_silences_first_and_then_stops_listening() -> None:
    scene = Scene()
    await scene.press(True)
    assert scene.pause.on
    assert scene.done == ["silent", "deaf"]
    assert (scene.codes(), scene.notices[-1], scene.shown["paused"]) == ([PAUSED_NOTICE], PAUSED_NOTICE, 1)
    assert scene.events[-1].text == "Paused. Nobody listens. Press Go on within 10 minutes."


async def test_going_on_gives_the_seconds_back_and_speaks() -> None:
    scene = Scene()
    began, ends_at = scene.progress.machine.entered_at, scene.shown["ends_at"]
    await scene.press(True)
    scene.at += 90
    await scene.press(False)
    assert not scene.pause.on
    assert scene.done[-2:] == ["listens", "go on"]
    assert (scene.codes(), scene.notices[-1], scene.shown["paused"]) == (
        [PAUSED_NOTICE, RESUMED_NOTICE],
        "",
        0,
    )
    assert scene.progress.machine.entered_at == began + 90
    assert scene.shown["ends_at"] == ends_at + 90_000


async def test_pressed_twice_it_is_one_pause() -> None:
    scene = Scene()
    await scene.press(False)
    assert (scene.done, scene.codes()) == ([], [])
    await scene.press(True)
    scene.at += 10
    await scene.press(True)
    scene.at += 10
    await scene.press(False)
    await scene.press(False)
    assert scene.codes() == [PAUSED_NOTICE, RESUMED_NOTICE]
    assert scene.pause.total_s() == 20


async def test_all_pauses_together_may_last_ten_minutes() -> None:
    scene = Scene()
    await scene.press(True)
    scene.at += 540
    await scene.press(False)
    scene.at += 1000
    assert not scene.pause.used_up()
    await scene.press(True)
    assert "within a minute" in scene.events[-1].text
    scene.at += 60
    assert not scene.pause.used_up()
    scene.at += 1
    assert scene.pause.used_up()
    assert scene.pause.total_s() == 601


async def test_who_goes_on_before_all_is_silent_is_heard() -> None:
    scene = Scene()

    async def slowly() -> None:
        await scene.press(False)

    scene.pause._fall_silent = slowly
    await scene.press(True)
    assert "deaf" not in scene.done
    assert scene.done[-2:] == ["listens", "go on"]


async def test_what_is_no_wish_is_refused() -> None:
    with pytest.raises(ValidationError):
        await Scene().pause.asked("{}")


@dataclass
class Standing:
    """A pause that the test sets."""

    on: bool = False
    total: float = 0.0
    over: bool = False

    def total_s(self) -> float:
        return self.total

    def used_up(self) -> bool:
        return self.over


@dataclass
class Wait:
    """A clock, a candidate and an outbox; every look takes half a second."""

    at: float = 0.0
    absent: float = 0.0
    refused: asyncio.Event = field(default_factory=asyncio.Event)
    until: float = 2000.0

    def now(self) -> float:
        return self.at

    def absent_for_s(self) -> float:
        return self.absent

    def unanswered_for_s(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None:
        self.at += seconds
        if self.at > self.until:
            raise asyncio.CancelledError


async def ending(wait: Wait, pause: Standing, monkeypatch: pytest.MonkeyPatch) -> tuple[Ending, float]:
    monkeypatch.setattr(asyncio, "sleep", wait.sleep)
    part = cast(Any, wait)
    found = await first_ending(
        presence=part, pause=pause, outbox=part, clock=part, limits=Limits(), interview_s=100.0
    )
    return found, wait.at


async def test_a_pause_that_lasts_too_long_ends_the_interview_as_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, _ = await ending(Wait(), Standing(on=True, over=True), monkeypatch)
    assert (found.reason, found.goodbye) == (EndReason.CANDIDATE_LEFT, "")
    assert "paused for longer" in found.detail


async def test_who_paused_may_be_away(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(asyncio.CancelledError):
        await ending(Wait(absent=61.0, until=300.0), Standing(on=True), monkeypatch)
    found, _ = await ending(Wait(absent=61.0), Standing(), monkeypatch)
    assert found.reason is EndReason.CANDIDATE_LEFT


async def test_paused_seconds_are_no_overtime(monkeypatch: pytest.MonkeyPatch) -> None:
    _, at = await ending(Wait(), Standing(), monkeypatch)
    assert 400 < at < 402
    _, at = await ending(Wait(), Standing(total=300.0), monkeypatch)
    assert 700 < at < 702
