"""The interviewer's only way through the stages: the tool, and what it may ask for."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from livekit.agents import StopResponse

import fsm
from interview.events import StageData
from interview.models import Brief, Length
from interview.planner import plan
from tests.voice.talk import Blackboard, Events, HandClock
from voice.agent import Interviewer
from voice.board import Board
from voice.outbox import Outbox
from voice.progress import Progress

pytestmark = pytest.mark.unit


@pytest.fixture
def made() -> tuple[Progress, HandClock, Events]:
    brief = Brief(role="Nurse", length=Length.QUICK)
    rules, clock, events = fsm.rules_for(brief.length), HandClock(), Events()
    progress = Progress(
        brief=brief,
        plan=plan(brief, rules),
        rules=rules,
        clock=clock,
        outbox=cast(Outbox, events),
        board=cast(Board, Blackboard()),
    )
    progress.begin()
    return progress, clock, events


def test_no_stage_but_the_last_can_be_ended_from(made: tuple[Progress, HandClock, Events]) -> None:
    progress, _, events = made
    ended: list[bool] = []
    progress.on_finished = lambda: ended.append(True)
    while not progress.machine.last:
        progress.heard("Tell me about a time you were of help.")
        for _ in range(20):
            outcome = progress.request()
            assert not isinstance(outcome, fsm.Granted) or not outcome.finished
        progress.skip()
    assert ended == []
    assert "end" not in [data.cause for data in events.data if isinstance(data, StageData)]


def test_from_the_last_stage_it_is_granted_once_something_was_said_there(
    made: tuple[Progress, HandClock, Events],
) -> None:
    progress, _, _ = made
    progress.heard("Hello, are you ready?")
    while not progress.machine.last:
        progress.skip()
    refused = progress.request()
    assert isinstance(refused, fsm.Refused)
    assert "goodbye" in refused.reason
    assert not progress.machine.finished
    progress.heard("Thank you, and goodbye.")
    assert isinstance(progress.request(), fsm.Granted)
    assert progress.machine.finished


def test_a_refusal_says_what_is_missing_and_moves_nothing(
    made: tuple[Progress, HandClock, Events],
) -> None:
    progress, clock, events = made
    progress.skip()
    before = len(events.data)
    clock.seconds += 12
    refused = progress.request()
    assert isinstance(refused, fsm.Refused)
    assert refused.reason == (
        "Not yet. Introduction lasted 12 of at least 30 seconds. Introduction had 0 of at least 1 questions."
    )
    assert (progress.stage.name, len(events.data)) == ("self_intro", before)


def call(*, interrupted: bool = False, meanwhile: Any = None) -> Any:
    """What LiveKit hands to the tool; ``meanwhile`` happens while the interviewer still speaks."""

    async def wait_for_playout() -> None:
        if meanwhile is not None:
            meanwhile()

    return SimpleNamespace(
        wait_for_playout=wait_for_playout, speech_handle=SimpleNamespace(interrupted=interrupted)
    )


async def ask(progress: Progress, context: Any) -> str:
    """Use the tool as LiveKit does."""
    tool: Any = Interviewer(progress=progress).transition_stage
    return str(await tool(context))


async def test_a_candidate_who_interrupts_the_bridge_stays_in_the_stage(
    made: tuple[Progress, HandClock, Events],
) -> None:
    progress, _, _ = made
    with pytest.raises(StopResponse):
        await ask(progress, call(interrupted=True))
    assert progress.stage.name == "greeting"
    assert "Granted" in await ask(progress, call())
    assert progress.stage.name == "self_intro"


async def test_a_request_for_a_stage_that_the_clock_has_left_moves_nothing(
    made: tuple[Progress, HandClock, Events],
) -> None:
    progress, _, _ = made
    with pytest.raises(StopResponse):
        await ask(progress, call(meanwhile=progress.skip))
    assert progress.stage.name == "self_intro"
