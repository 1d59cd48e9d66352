"""Speech measured against transcripts whose counts are known: fillers and pauses exactly, pace within 2 %."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from interview.events import Event, TurnData, Word, envelope
from interview.fillers import fillers, hesitations
from postprocess import PAUSE_S, beyond, measure, merge

pytestmark = pytest.mark.unit

START = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)
PLAIN = ("we", "moved", "the", "morning", "round", "I", "asked", "each", "doctor", "patients", "waited")
UM, FILLED = ("um", "uh", "erm", "Hmm"), ("you know,", "basically", "I mean,", "sort of")


@dataclass
class Known:
    """A spoken answer and what is in it."""

    words: list[Word]
    hesitations: int
    fillers: int
    pauses: int
    speaking_s: float


def spoken(chance: random.Random) -> Known:
    """Twenty to two hundred words, with hesitations, fillers and pauses, counted as they are put in."""
    known, now = Known([], 0, 0, 0, 0.0), 0.0

    def say(text: str) -> None:
        nonlocal now
        for word in text.split():
            length = chance.uniform(0.15, 0.45)
            known.words.append(Word(text=word, start_s=now, end_s=now + length, confidence=0.9))
            gap = chance.uniform(0.0, 0.25)
            known.speaking_s += length + gap
            now += length + gap
        known.speaking_s -= gap
        now -= gap

    for n in range(chance.randint(20, 200)):
        if n and chance.random() < 0.05:
            pause = chance.uniform(PAUSE_S + 0.01, 4.0)
            known.pauses += 1
        else:
            pause = chance.uniform(0.0, 0.3) if n else 0.0
            known.speaking_s += pause
        now += pause
        kind = chance.random()
        known.hesitations += kind < 0.08
        known.fillers += 0.08 <= kind < 0.14
        say(chance.choice(UM if kind < 0.08 else FILLED if kind < 0.14 else PLAIN))
    return known


def events(known: Known, chance: random.Random | None = None, *, provider: str = "deepgram") -> list[Event]:
    """The answer as one turn event, or cut into several."""
    cuts = sorted({0, len(known.words), *(chance.sample(range(len(known.words)), 3) if chance else ())})
    found: list[Event] = []
    for n, (first, last) in enumerate(pairwise(cuts)):
        part = known.words[first:last]
        began = part[0].start_s
        data = TurnData(
            speaker="candidate",
            text=" ".join(word.text for word in part),
            stage="past_experience",
            started_at=START + timedelta(seconds=began),
            ended_at=START + timedelta(seconds=part[-1].end_s),
            words=tuple(
                word.model_copy(update={"start_s": word.start_s - began, "end_s": word.end_s - began})
                for word in part
            ),
            provider=provider,
        )
        found.append(envelope(data, run=1, seq=n, at=START))
    return found


@pytest.mark.parametrize("seed", range(200))
def test_counts_are_exact_and_pace_is_within_two_percent(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance that can be repeated is wanted
    known = spoken(chance)
    measured = measure(merge(events(known)))
    assert (measured.hesitations, measured.fillers, measured.pauses) == (
        known.hesitations,
        known.fillers,
        known.pauses,
    )
    pace = len(known.words) / known.speaking_s * 60
    assert measured.words_per_minute == pytest.approx(pace, rel=0.02)
    assert measured.hesitations_per_minute == pytest.approx(
        known.hesitations / known.speaking_s * 60, abs=0.06
    )


@pytest.mark.parametrize("seed", range(20))
def test_where_a_recogniser_cuts_its_segments_changes_nothing(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance that can be repeated is wanted
    known = spoken(chance)
    whole, cut = measure(merge(events(known))), measure(merge(events(known, chance)))
    assert (cut.hesitations, cut.pauses) == (whole.hesitations, whole.pauses)
    assert cut.words_per_minute == pytest.approx(whole.words_per_minute, rel=0.02)


def test_a_recogniser_that_drops_hesitations_is_no_proof_of_none() -> None:
    known = spoken(random.Random(1))  # noqa: S311 - chance that can be repeated is wanted
    for provider in ("embedded", "openai", "assemblyai", ""):
        assert measure(merge(events(known, provider=provider))).hesitations is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("I like roses and I would like to stay.", 0),
        ("It looks like rain, so that we left.", 0),
        ("It was, like, a mess.", 1),
        ("and um like we left", 1),
        ("So, we left. So that was it.", 1),
        ("You know how it is, you know.", 1),
        ("I mean it. I mean, we tried.", 1),
        ("That kind of work is kind of hard.", 1),
        ("Basically it was literally done.", 2),
    ],
)
def test_a_word_is_a_filler_only_where_it_fills(text: str, count: int) -> None:
    assert fillers(text) == count


def test_hesitations_are_whole_words() -> None:
    assert hesitations("Um, the umbrella, uh, her ham, hmm, erm") == 4
    assert hesitations("Eh, este tema", language="es") == 1


@pytest.mark.parametrize(
    ("text", "count"), [("O sea, pues, es que no.", 3), ("Este tema, este, digamos, cuesta.", 2)]
)
def test_spanish_has_fillers_of_its_own(text: str, count: int) -> None:
    assert fillers(text, language="es") == count


def test_a_pace_is_flagged_only_when_it_is_hard_to_follow() -> None:
    known = spoken(random.Random(2))  # noqa: S311 - chance that can be repeated is wanted
    measured = measure(merge(events(known)))
    for pace, flagged in (
        (119.4, True),
        (119.7, False),
        (120.0, False),
        (170.0, False),
        (170.4, False),
        (170.6, True),
    ):
        assert measured.model_copy(update={"words_per_minute": pace}).unsteady == flagged


def test_a_number_is_inside_exactly_when_it_is_shown_inside() -> None:
    for pace in (tenths / 10 for tenths in range(1000, 2000)):
        shown, off = int(f"{pace:.0f}"), beyond(pace, (120.0, 170.0))
        assert (off == 0, off < 0) == (120 <= shown <= 170, shown < 120), pace
