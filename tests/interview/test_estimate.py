"""The estimate before an interview: as near as it says, never nothing for what isn't known."""

from __future__ import annotations

import pytest

from interview.estimate import (
    USED,
    Past,
    Served,
    assumed,
    document_characters,
    estimate,
)
from interview.events import UsageData
from interview.models import Length
from interview.prices import bill, cost, total

pytestmark = pytest.mark.unit

DEEPGRAM = Served(kind="stt", provider="deepgram", model="nova-3")
WHISPER = Served(kind="stt", provider="openai", model="whisper-1")
AURA = Served(kind="tts", provider="deepgram", model="aura-2-thalia-en")
MINI = Served(kind="llm", provider="openai", model="gpt-4o-mini")
DEAR = Served(kind="llm", provider="openai", model="gpt-4.1")
OWN = Served(kind="llm", provider="openai", model="llama3")
HERE = Served(kind="stt", provider="embedded", model="tiny.en")
THREE = (DEEPGRAM, AURA, MINI)
STANDARD = Length.STANDARD


def used(one: Served, minutes: float, times: float = 1.0) -> UsageData:
    """So many times what would have been assumed."""
    usage = assumed(one, minutes, 9000)
    scaled = {name: getattr(usage, name) * times for name in ("audio_s",)}
    counts = {name: round(getattr(usage, name) * times) for name in ("characters", "tokens_in", "tokens_out")}
    return usage.model_copy(update=scaled | counts)


def test_hearing_costs_every_minute_where_all_sound_is_sent() -> None:
    found = estimate([DEEPGRAM], 15, STANDARD)
    assert found.usual_usd == pytest.approx(15 * USED[STANDARD] * 0.0077)
    assert found.most_usd == pytest.approx(15 * 0.0077)
    assert estimate([WHISPER], 15, STANDARD).usual_usd == pytest.approx(15 * USED[STANDARD] * 0.6 * 0.006)


def test_a_model_costs_more_by_the_minute_the_longer_it_goes_on_and_the_more_it_reads() -> None:
    short, long = (estimate([MINI], minutes, STANDARD).usual_usd / minutes for minutes in (4, 16))
    assert long > 1.2 * short
    read, unread = (estimate([MINI], 15, STANDARD, documents=n).usual_usd for n in (20_000, 0))
    assert read > 1.5 * unread


def test_questions_and_feedback_by_the_model_are_told_apart() -> None:
    assert estimate([DEEPGRAM, AURA], 15, STANDARD).beside_usd == 0
    found = estimate(THREE, 15, STANDARD)
    assert 0 < found.beside_usd < found.beside_most_usd
    assert found.usual_usd == pytest.approx(sum(estimate([one], 15, STANDARD).usual_usd for one in THREE))


@pytest.mark.parametrize("length", list(Length))
@pytest.mark.parametrize("minutes", [0.5, 4, 15, 37])
def test_the_most_is_never_less_than_what_is_usual(length: Length, minutes: float) -> None:
    found = estimate((*THREE, WHISPER), minutes, length)
    assert 0 < found.usual_usd < found.most_usd


def test_an_unknown_price_is_named_and_the_rest_counted() -> None:
    found = estimate([DEEPGRAM, OWN], 15, STANDARD)
    assert found.unknown == ("llama3",)
    assert found.usual_usd == estimate([DEEPGRAM], 15, STANDARD).usual_usd
    assert not estimate([OWN], 15, STANDARD).free


def test_what_runs_here_is_free() -> None:
    assert estimate([HERE], 15, STANDARD).free
    assert estimate([], 15, STANDARD).free
    assert not estimate([HERE, DEEPGRAM], 15, STANDARD).free


def test_the_owners_own_interviews_take_the_place_of_the_assumptions() -> None:
    plain = estimate(THREE, 15, STANDARD)
    past = [Past(minutes=8, usage=tuple(used(one, 8, n) for one in THREE)) for n in (2.0, 4.0)]
    found = estimate(THREE, 15, STANDARD, past=past)
    assert found.past == 2
    assert found.usual_usd == pytest.approx(3 * plain.usual_usd, rel=0.01)
    full = sum(cost(assumed(one, 15, 9000)) or 0 for one in THREE)
    assert found.most_usd == pytest.approx(4 * full, rel=0.01)


@pytest.mark.parametrize("length", list(Length))
@pytest.mark.parametrize(("then", "documents", "now"), [(8, 0, 24_000), (30, 24_000, 0), (4, 12_000, 500)])
def test_earlier_interviews_that_went_as_assumed_change_nothing(
    then: float, documents: int, now: int, length: Length
) -> None:
    served = (DEEPGRAM, WHISPER, AURA, DEAR)
    usage = tuple(assumed(one, then, documents) for one in served)
    past = [Past(minutes=then, usage=usage[n], documents=documents) for n in (slice(0, 1), slice(1, 4))] * 2
    found = estimate(served, 40, length, documents=now, past=past)
    plain = estimate(served, 40, length, documents=now)
    assert found.past == 2
    assert found.usual_usd == pytest.approx(plain.usual_usd, rel=0.001)
    assert found.most_usd == pytest.approx(plain.most_usd, rel=0.001)


def test_long_documents_after_interviews_without_any_are_counted_and_the_other_way_round() -> None:
    none, long = (
        [Past(minutes=24, usage=(assumed(DEAR, 24, read),), documents=read)] * 2 for read in (0, 24_000)
    )
    dear = estimate([DEAR], 40, STANDARD, documents=24_000, past=none)
    assert dear.usual_usd == pytest.approx(1.73, abs=0.01)
    assert dear.most_usd > 1.5 * dear.usual_usd
    assert estimate([DEAR], 40, STANDARD, documents=0, past=long).usual_usd < dear.usual_usd / 2


@pytest.mark.parametrize("documents", [0, 24_000])
@pytest.mark.parametrize("length", list(Length))
@pytest.mark.parametrize("one", [DEEPGRAM, WHISPER, AURA, DEAR])
@pytest.mark.parametrize("times", [0.1, 0.7, 1.0])
def test_cheap_interviews_lower_what_is_usual_and_not_the_most(
    one: Served, times: float, length: Length, documents: int
) -> None:
    past = [Past(minutes=8, usage=(used(one, 8, n),)) for n in (times, times)]
    found = estimate([one], 40, length, documents=documents, past=past)
    plain = estimate([one], 40, length, documents=documents)
    assert found.usual_usd == pytest.approx(times * plain.usual_usd, rel=0.01)
    assert found.most_usd == pytest.approx(plain.most_usd, rel=0.01)


@pytest.mark.parametrize("one", [DEEPGRAM, WHISPER, AURA, DEAR])
@pytest.mark.parametrize("dearest", [1.2, 2.0, 5.0])
def test_the_most_is_never_below_all_the_minutes_at_the_rate_of_the_dearest(
    one: Served, dearest: float
) -> None:
    past = [Past(minutes=8, usage=(used(one, 8, n),)) for n in (0.5, dearest)]
    found = estimate([one], 15, STANDARD, past=past)
    full = cost(assumed(one, 15, 9000)) or 0.0
    assert found.most_usd >= 0.99 * dearest * full
    assert found.most_usd >= estimate([one], 15, STANDARD).most_usd
    assert found.most_usd > found.usual_usd


@pytest.mark.parametrize(
    "past",
    [
        [Past(minutes=8, usage=(used(DEEPGRAM, 8, 3),))],  # one says nothing of how much they differ
        [Past(minutes=1, usage=(used(DEEPGRAM, 1, 3),))] * 3,  # broken off
        [Past(minutes=8, usage=(used(WHISPER, 8, 3),))] * 3,  # somebody else heard
        [Past(minutes=8, usage=(used(DEEPGRAM, 8, 3), used(HERE, 8)))] * 3,  # somebody took over
        [Past(minutes=8, usage=())] * 3,
    ],
)
def test_interviews_that_say_nothing_of_the_next_are_left_out(past: list[Past]) -> None:
    assert estimate([DEEPGRAM], 15, STANDARD, past=past) == estimate([DEEPGRAM], 15, STANDARD)


def test_the_owners_past_counts_for_whom_it_was() -> None:
    past = [Past(minutes=8, usage=(used(DEEPGRAM, 8, 2), used(OWN, 8)))] * 2
    found = estimate((DEEPGRAM, AURA), 15, STANDARD, past=past)
    plain = [estimate([one], 15, STANDARD).usual_usd for one in (DEEPGRAM, AURA)]
    assert found.usual_usd == pytest.approx(2 * plain[0] + plain[1])


def test_a_bill_over_what_was_assumed_is_the_estimate() -> None:
    usage = [assumed(one, 15 * USED[STANDARD], 9000) for one in THREE]
    assert total(bill(usage)) == pytest.approx(estimate(THREE, 15, STANDARD).usual_usd)


def test_documents_count_as_far_as_a_model_is_told_them() -> None:
    assert document_characters("a" * 20_000, "b" * 100) == 12_100
