"""The ring of audio that is not settled: positions, times, and what is forgotten."""

from __future__ import annotations

import asyncio

import pytest
from livekit import rtc

from voice.relay.spans import Spans, Unheard
from voice.relay.tape import Tape

pytestmark = pytest.mark.unit

RATE = 1000


def frame(value: int = 0, samples: int = 50) -> rtc.AudioFrame:
    return rtc.AudioFrame(value.to_bytes(2, "little") * samples, RATE, 1, samples)


def tape(*arrivals_s: float, longest_s: float = 60.0) -> Tape:
    made = Tape(RATE, longest_s)
    for number, at in enumerate(arrivals_s):
        made.push(frame(number), at)
    return made


async def test_a_reader_gets_every_sample_once_from_anywhere() -> None:
    made = tape(100.05, 100.10, 100.15)
    position, got = 70, []
    while found := made.read(position):
        part, position = found
        got += list(part.data)
    assert got == [1] * 30 + [2] * 50
    assert position == made.end == 150


async def test_who_waits_is_woken_by_more_and_by_the_end() -> None:
    made = tape(100.05)
    waiting = asyncio.create_task(made.more())
    await asyncio.sleep(0)
    assert not waiting.done()
    made.push(frame(), 100.10)
    await asyncio.wait_for(waiting, 1)
    made.close()
    assert made.closed


async def test_old_audio_is_forgotten_and_positions_stay() -> None:
    made = tape(*(100 + 0.05 * n for n in range(1, 101)), longest_s=1.0)
    assert (made.start, made.end) == (4000, 5000)
    found = made.read(0)
    assert found is not None
    assert found[1] == 4050


async def test_times_follow_a_gap_and_a_late_burst_makes_none() -> None:
    made = tape(100.05, 100.10, 105.15, 105.20)  # muted for five seconds
    assert made.time_of(50) == pytest.approx(100.05)
    assert made.time_of(150) == pytest.approx(105.15)
    assert made.position_of(105.12) == 120
    assert made.position_of(103.0) == 100  # nothing was recorded then
    late = tape(100.05, *(101.00 + n / 1000 for n in range(19)))  # 0.95 s that the network held back
    assert late.time_of(500) == pytest.approx(100.5, abs=0.2)


def test_speech_is_heard_when_its_last_word_ends_a_little_before_it() -> None:
    spans = Spans(slack=100)
    spans.started(200)
    assert spans.unheard() == Unheard(200, None, 0)
    spans.stopped(600)
    assert spans.unheard() == Unheard(200, 600, 400)
    spans.settle(450)
    assert spans.unheard() == Unheard(450, 600, 150)
    spans.settle(520)
    assert (spans.unheard(), spans.past) == (None, 600)


def test_a_short_word_needs_one_of_its_own() -> None:
    spans = Spans(slack=1000)
    spans.started(500)
    spans.stopped(600)
    spans.settle(480)
    assert spans.unheard() == Unheard(500, 600, 100)
    spans.settle(560)
    assert spans.unheard() is None


def test_words_that_come_before_the_end_of_speech_count_when_it_ends() -> None:
    spans = Spans(slack=100)
    spans.started(200)
    spans.settle(560)
    spans.stopped(600)
    assert spans.unheard() is None
