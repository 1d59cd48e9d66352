"""When silence is met with a word."""

from __future__ import annotations

import asyncio
import math
from types import SimpleNamespace
from typing import Any, cast

import pytest

import fsm
from interview.models import Length, Patience
from voice.deadlines import Verifier
from voice.silence import NUDGE_S, Ladder

pytestmark = pytest.mark.unit

GREETING, INTRO = fsm.rules_for(Length.STANDARD)[:2]


def due(ladder: Ladder, silent_for_s: float, *, heard_at: float = 5.0, stage: fsm.StageRule = INTRO) -> float:
    return ladder.due_in_s(stage=stage, heard_at=heard_at, silent_for_s=silent_for_s)


@pytest.mark.parametrize("patience", list(Patience))
def test_a_word_is_due_after_the_candidates_own_patience(patience: Patience) -> None:
    ladder = Ladder(patience)
    assert due(ladder, 0) == NUDGE_S[patience]
    assert due(ladder, NUDGE_S[patience] - 1) == 1
    assert due(ladder, NUDGE_S[patience] + 3) == 0


def test_all_three_words_come_before_a_stage_moves_on_by_itself() -> None:
    for rule in fsm.STAGES:
        assert rule.silence_s is None or rule.silence_s > max(NUDGE_S.values())


def test_where_a_stage_moves_on_by_itself_three_words_are_all() -> None:
    ladder = Ladder(Patience.NORMAL)
    for _ in range(3):
        assert due(ladder, 30) == 0
        ladder.take()
    assert due(ladder, 30) == math.inf


def test_elsewhere_it_begins_anew() -> None:
    ladder = Ladder(Patience.NORMAL)
    for _ in range(7):
        assert due(ladder, 30, stage=GREETING) == 0
        ladder.take()


@pytest.mark.parametrize("news", [{"heard_at": 99.0}, {"stage": fsm.STAGES[2]}])
def test_a_candidate_who_was_heard_or_a_stage_begun_starts_it_again(news: dict[str, Any]) -> None:
    ladder = Ladder(Patience.NORMAL)
    for _ in range(3):
        due(ladder, 30)
        ladder.take()
    assert due(ladder, 30, **news) == 0


class Now:
    """A clock, a floor, a progress and a presence in one; time passes when somebody sleeps."""

    def __init__(self) -> None:
        self.at, self.heard_at, self.spoke_at = 0.0, 0.0, 0.0
        self.held_since: float | None = None
        self.left_at: float | None = None
        self.stage = INTRO
        self.pause = SimpleNamespace(on=False)
        self.machine = SimpleNamespace(next_check_at=lambda now: now + 30)
        self.words: list[float] = []

    def now(self) -> float:
        return self.at

    def hold_is_over(self) -> bool:
        return False

    def silent_for_s(self) -> float:
        return 0.0 if self.held_since is not None else self.at - self.spoke_at

    def anyone_speaking(self) -> bool:
        return False

    def check(self, *, silent_for_s: float, anyone_speaking: bool) -> fsm.Stay:
        return fsm.Stay()

    async def speak(self) -> None:
        self.words.append(self.at)
        self.spoke_at = self.at

    async def sleep(self, seconds: float) -> None:
        self.at += seconds
        if self.at > 100:
            raise asyncio.CancelledError

    async def moved(self) -> None:
        raise AssertionError


async def run(now: Now, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The times at which silence was met with a word within a hundred seconds."""
    monkeypatch.setattr(asyncio, "sleep", now.sleep)
    part = cast(Any, now)
    verifier = Verifier(
        progress=part,
        floor=part,
        presence=part,
        clock=part,
        verify_s=30.0,
        ladder=Ladder(Patience.NORMAL),
        on_moved=now.moved,
        on_silence=now.speak,
        pause=cast(Any, now.pause),
    )
    with pytest.raises(asyncio.CancelledError):
        await verifier.run()
    return now.words


async def test_the_verifier_speaks_when_it_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await run(Now(), monkeypatch) == [12, 24, 36]


async def test_nothing_is_said_while_the_interview_is_paused(monkeypatch: pytest.MonkeyPatch) -> None:
    now = Now()
    now.pause.on = True
    assert await run(now, monkeypatch) == []


async def test_nothing_is_said_while_time_to_think_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    now = Now()
    now.held_since = 0.0
    assert await run(now, monkeypatch) == []


async def test_nothing_is_said_to_a_candidate_who_is_out_of_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    now = Now()
    now.left_at = 0.0
    assert await run(now, monkeypatch) == []
