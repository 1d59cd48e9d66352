"""Every way a provider goes wrong: recognition, voice and model, at the start and in mid-turn.

What must hold in each cell: no silence of ten seconds, the cause told, nothing lost that was said, a
fault that can't heal not tried more than once again. Waits are a third of an interview's.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import pytest
from livekit.agents import utils

from tests.fakes.every_fault import FAULTS, WHEN, fail
from tests.fakes.vendors import Fault, Service, Vendors, tones
from tests.voice.relayed import SCALE, Microphone, Stage, reply, sound, stage

pytestmark = pytest.mark.process

LONGEST_SILENCE_S = 10.0 * SCALE
NOISE_S = 1.5
"""What a busy machine may add."""


@dataclass(frozen=True)
class Case:
    """One kind of fault and what may be told of it."""

    fault: Fault
    causes: tuple[str, ...]
    fatal: bool = False


CASES = {
    "401": Case(FAULTS["401"], ("key",), fatal=True),
    "quota": Case(FAULTS["quota"], ("credit",), fatal=True),
    "429": Case(FAULTS["429"], ("busy",)),
    "429, Retry-After": Case(FAULTS["429, Retry-After"], ("busy",)),
    "500": Case(FAULTS["500"], ("down",)),
    "timeout": Case(FAULTS["timeout"], ("silent",)),
    "stall": Case(FAULTS["stall"], ("silent", "slow")),
    "reset": Case(FAULTS["reset"], ("broken",)),
    "malformed": Case(FAULTS["malformed"], ("nonsense", "silent")),
    "slow": Case(FAULTS["slow"], ("silent", "slow")),
    "refused": Case(FAULTS["refused"], ("unreachable", "broken")),
}
cells = pytest.mark.parametrize(("name", "when"), [(name, when) for name in CASES for when in WHEN])


def check(on: Stage, service: Service[Any, Any], case: Case, *, began: float, waited_s: float) -> None:
    """What holds in every cell."""
    assert waited_s <= LONGEST_SILENCE_S + NOISE_S
    assert on.told.switches, "nobody was told"
    at, switch = on.told.switches[0]
    assert at - began <= LONGEST_SILENCE_S + NOISE_S
    assert switch.fault.cause in case.causes
    assert switch.following is not None
    assert len(on.told.switches) == 1, on.told.causes
    if case.fatal:
        assert sum(asked.fault == case.fault.kind for asked in service.asked) <= 2


FIRST = "That is a clear example, thank you. "
SECOND = "What was your own part in it, and how long did it take?"


@cells
async def test_a_model_that_fails(vendors: Vendors, name: str, when: str) -> None:
    case = CASES[name]
    vendors.chat.answer_with(lambda asked: SECOND if "cut off" in asked.said() else FIRST + SECOND)
    fail(vendors.chat, case.fault, after=12 if when == "mid-turn" else 0)
    async with utils.http_context.open(), stage(vendors) as on:
        relay, began = on.model(), time.monotonic()
        said = await reply(relay)
        check(on, vendors.chat, case, began=began, waited_s=time.monotonic() - began)
        offline = await reply(on.model(0))
    assert said == (FIRST if when == "mid-turn" else "") + offline


TEXT = "Thank you for that, it helps. Could you tell me more about the team, and what you did there?"


def spliced(heard: list[str], text: str) -> bool:
    """Whether ``heard`` is all of ``text``, of which one part of one sentence may be said twice."""
    whole = tones.plain(text)
    if heard == whole:
        return True
    longest = max(len(sentence.split()) for sentence in text.replace("?", ".").split("."))
    for end in range(len(whole) + 1):
        rest = heard[end:]
        cut = rest[0] if rest else ""  # a word that was cut off in its middle
        for tail in (rest, rest[1:] if end < len(whole) and whole[end].startswith(cut) else rest):
            start = len(whole) - len(tail)
            if heard[:end] == whole[:end] and tail == whole[start:] and 0 <= end - start <= longest:
                return True
    return False


@cells
async def test_a_voice_that_fails(vendors: Vendors, name: str, when: str) -> None:
    case = CASES[name]
    fail(vendors.speech, case.fault, after=9 if when == "mid-turn" else 0)
    async with utils.http_context.open(), stage(vendors) as on:
        relay, began = on.voice("openai", "deepgram"), time.monotonic()
        heard, waited_s = await sound(relay, TEXT)
        check(on, vendors.speech, case, began=began, waited_s=waited_s)
    assert spliced(heard, TEXT), " ".join(heard)


BEFORE, DURING = "I led a team.", "We cut the costs by half."


@cells
async def test_recognition_that_fails(vendors: Vendors, name: str, when: str) -> None:
    case = CASES[name]
    async with utils.http_context.open(), stage(vendors) as on:
        if when == "start":
            fail(vendors.listen, case.fault, after=0)
        relay = on.hearing("deepgram", "openai")
        microphone, began = Microphone(relay), time.monotonic()
        try:
            await microphone.say(BEFORE)
            first_s = await _until_heard(on, microphone, BEFORE)
            if when == "mid-turn":
                began = time.monotonic()
            await microphone.say(DURING, halfway=lambda: strike(vendors, case, when))
            second_s = await _until_heard(on, microphone, f"{BEFORE} {DURING}")
            spoken_s = time.monotonic() - began - second_s if when == "mid-turn" else 0.0
            check(on, vendors.listen, case, began=began + spoken_s, waited_s=max(first_s, second_s))
        finally:
            await microphone.aclose()
            await relay.aclose()
    assert on.told.trouble == []


def strike(vendors: Vendors, case: Case, when: str) -> None:
    if when == "mid-turn":
        vendors.listen.strike(case.fault)


async def _until_heard(on: Stage, microphone: Microphone, text: str) -> float:
    """Wait for all words of ``text``; the seconds since the last of them was said."""
    words = " ".join(tones.plain(text))
    await microphone.silence(lambda: len(on.told.words()) >= len(words), 3 * LONGEST_SILENCE_S)
    assert on.told.words() == words
    return time.monotonic() - microphone.said_at
