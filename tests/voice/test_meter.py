"""The meter of costs: a cent at a time, honest about what has no known price, silent while all is free."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest
from livekit import rtc

from interview.events import UsageData
from interview.models import Brief
from tests.room.waiting import until
from tests.voice.talk import Blackboard, HandClock
from voice import meter as meters
from voice import session
from voice.board import Board
from voice.ending import COMPLETED, Outcome
from voice.meter import Meter
from voice.outbox import Outbox
from voice.spending import Spending
from workers.protocol import Limits

pytestmark = pytest.mark.unit

FREE = [
    UsageData(provider="embedded", kind="stt", model="tiny.en", audio_s=600),
    UsageData(provider="mockflow", kind="llm", model="offline-interviewer"),
]


def heard(cents: float) -> UsageData:
    """Recognition for so many cents, at 0.6 cents a minute."""
    return UsageData(provider="openai", kind="stt", model="whisper-1", audio_s=cents / 0.6 * 60)


UNKNOWN = UsageData(provider="openai", kind="llm", model="my-own-model", tokens_in=1000)


class Metered:
    """A meter over usage that a test sets."""

    def __init__(self, cap_usd: float | None = None) -> None:
        self.used: list[UsageData] = []
        self.board = Blackboard()
        self.meter = Meter(Spending(lambda: self.used, cap_usd), cast(Board, self.board))

    def look(self, *used: UsageData) -> dict[str, Any]:
        """What is on the board then."""
        self.used = list(used)
        self.meter.look()
        return dict(self.board.shown)


def test_it_shows_nothing_while_all_is_free() -> None:
    assert Metered(cap_usd=0.5).look(*FREE) == {}


def test_it_changes_by_the_cent() -> None:
    metered = Metered()
    assert metered.look(heard(0.9)) == {}
    assert metered.look(heard(1.1)) == {"cost": "0.011", "cost_unknown": 0, "cost_cap": ""}
    assert metered.look(heard(2.0))["cost"] == "0.011"
    assert metered.look(heard(2.2))["cost"] == "0.022"


def test_it_tells_the_limit() -> None:
    assert Metered(cap_usd=0.5).look(heard(4)) == {"cost": "0.040", "cost_unknown": 0, "cost_cap": "0.50"}


def test_it_says_at_once_that_something_has_no_known_price() -> None:
    metered = Metered()
    assert metered.look(UNKNOWN) == {"cost": "0.000", "cost_unknown": 1, "cost_cap": ""}
    assert metered.look(UNKNOWN, heard(1.1))["cost"] == "0.011"
    shown = Metered().look(heard(4), UNKNOWN)
    assert (shown["cost"], shown["cost_unknown"]) == ("0.040", 1)


class Standing:
    """The parts of a conversation that an interview sets going."""

    def __init__(self, cap_usd: float | None) -> None:
        self.used = [heard(4)]
        self.board = Blackboard()
        self.spending = Spending(lambda: self.used, cap_usd)
        self.watchdog = SimpleNamespace(run=asyncio.Event().wait)
        self.progress = self.floor = self.pause = None
        self.go_on = self.break_silence = self.close_for_cost = self.greet = lambda: None
        self.welcome_back = lambda _away_s: None


async def test_it_runs_as_long_as_the_interview_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meters, "LOOK_S", 0.001)
    monkeypatch.setattr(session, "Verifier", lambda **_: SimpleNamespace(run=asyncio.Event().wait))
    monkeypatch.setattr(session, "first_ending", lambda **_: asyncio.Event().wait())
    conversation, outcome = Standing(cap_usd=None), Outcome()
    room = SimpleNamespace(on=lambda *_: None, remote_participants={"c": object()})
    job = SimpleNamespace(
        room=SimpleNamespace(candidate_identity="c"),
        limits=Limits(),
        brief=Brief(role="Nurse"),
        stages=(),
    )
    interview = asyncio.create_task(
        session._interview(
            cast(Any, job),
            cast(Any, conversation),
            outcome,
            room=cast(rtc.Room, room),
            clock=HandClock(),
            outbox=cast(Outbox, None),
        )
    )
    shown = conversation.board.shown
    await until(lambda: shown.get("cost") == "0.040", 5, "what was spent is shown")
    conversation.used = [heard(6)]
    await until(lambda: shown["cost"] == "0.060", 5, "what was spent since is shown")
    outcome.decide(COMPLETED)
    assert await interview == COMPLETED
