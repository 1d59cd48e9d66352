"""Speech over time: a change only beyond all earlier interviews, and by more than can be noticed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from feedback.schema import Feedback
from feedback.speech import Name, Speech, next_in_speech, speech_lines, speech_verdict, taken
from interview.transcript import MergedTurn, Segment
from postprocess import measure

pytestmark = pytest.mark.unit

T0 = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("earlier", "now", "expected"),
    [
        ((6.0,), 1.0, "too early"),
        ((6.0, 4.0), 4.0, "no change"),
        ((6.0, 4.0), 3.5, "no change"),  # below all, by no more than can be noticed
        ((6.0, 4.0), 3.4, "improved"),
        ((6.0, 4.0), 6.5, "no change"),
        ((6.0, 4.0), 6.6, "fell"),
        ((6.0, 2.0, 4.0), 3.0, "no change"),
        ((6.0, 4.0), None, "not measured"),
    ],
)
@pytest.mark.parametrize("name", ["fillers", "hesitations"])
def test_fewer_is_better_only_beyond_what_varied_before(
    name: Name, earlier: tuple[float, ...], now: float | None, expected: str
) -> None:
    assert speech_verdict(name, now, earlier) == expected


@pytest.mark.parametrize(
    ("earlier", "now", "expected"),
    [
        ((190.0, 200.0), 165.0, "improved"),
        ((190.0, 200.0), 170.0, "improved"),
        ((190.0, 200.0), 171.0, "no change"),  # still outside
        ((190.0, 300.0), 175.0, "no change"),
        ((100.0, 90.0), 130.0, "improved"),
        ((175.0, 200.0), 165.0, "no change"),  # one of them was hardly outside
        ((175.1, 200.0), 165.0, "improved"),
        ((190.0, 150.0), 150.0, "no change"),  # it was inside before
        ((130.0, 165.0), 175.0, "no change"),
        ((130.0, 165.0), 175.1, "fell"),
        ((130.0, 165.0), 100.0, "fell"),
        ((130.0, 172.0), 200.0, "no change"),
        ((190.0, 200.0), 260.0, "no change"),  # outside as before
        ((125.0, 130.0), 168.0, "no change"),  # faster is not better
        ((190.0, 200.0), 170.4, "improved"),  # 170 is shown
        ((190.0, 200.0), 170.6, "no change"),
        ((119.6, 150.0), 180.0, "fell"),
    ],
)
def test_of_pace_only_coming_in_from_outside_has_improved(
    earlier: tuple[float, ...], now: float, expected: str
) -> None:
    assert speech_verdict("pace", now, earlier) == expected


@pytest.mark.parametrize(
    ("earlier", "now", "expected"),
    [
        ((20.0, 30.0), 80.0, "improved"),
        ((20.0, 30.0), 58.0, "no change"),
        ((150.0, 180.0), 110.0, "improved"),
        ((70.0, 110.0), 126.0, "fell"),
        ((70.0, 110.0), 119.0, "no change"),
    ],
)
def test_of_an_answers_length_too(earlier: tuple[float, ...], now: float, expected: str) -> None:
    assert speech_verdict("answer_s", now, earlier) == expected


@pytest.mark.parametrize("now", [0.0, 2.0, 40.0])
def test_what_is_no_better_or_worse_for_being_more_is_never_judged(now: float) -> None:
    assert speech_verdict("pauses", now, (2.0, 2.0, 2.0)) == ""
    assert speech_verdict("delay_s", now, (2.0, 2.0, 2.0)) == ""
    assert speech_verdict("share", now, (20.0, 20.0, 20.0)) == ""
    assert speech_verdict("interruptions", now, (2.0, 2.0, 2.0)) == ""


def test_hesitations_are_compared_only_where_they_were_written_down() -> None:
    def line(*values: float | None) -> tuple[float | None, tuple[float, ...], str]:
        lines = speech_lines([Speech(pace=150.0, hesitations=value) for value in values])
        [found] = [one for one in lines if one.name == "hesitations"]
        return found.now, found.earlier, found.verdict

    assert line(6.0, None, 5.0, 1.0) == (1.0, (6.0, 5.0), "improved")
    assert line(6.0, None, 1.0) == (1.0, (6.0,), "too early")
    assert line(6.0, 5.0, None) == (None, (6.0, 5.0), "not measured")
    never = speech_lines([Speech(pace=150.0), Speech(pace=150.0)])
    assert [one.name for one in never] == ["pace"], "what was never measured has no line"


def test_the_same_numbers_are_never_a_change() -> None:
    one = Speech(pace=200.0, fillers=9.0, hesitations=8.0, answer_s=20.0, delay_s=3.0, pauses=4.0)
    assert {line.verdict for line in speech_lines([one] * 4)} == {"no change", ""}


@pytest.mark.parametrize(
    ("newest", "says"),
    [
        (Speech(pace=200.0, fillers=20.0), "Speak more slowly: it was 200 words a minute"),
        (Speech(pace=100.0), "Speak a little faster: it was 100"),
        (Speech(pace=150.0, fillers=9.0), "Leave a silence where a filler word would stand: there were 9"),
        (Speech(pace=150.0, fillers=8.0, answer_s=140.0), "Shorten your answers: half of them took over 140"),
        (Speech(pace=170.0, fillers=8.0, answer_s=120.0), ""),
        (Speech(pace=119.7, answer_s=120.4), ""),  # 120 and 120 are shown
        (Speech(pace=170.4), ""),
        (Speech(pace=119.4), "Speak a little faster: it was 119"),
        (Speech(pace=170.6), "Speak more slowly: it was 171"),
        (Speech(pace=150.0, answer_s=120.6), "Shorten your answers: half of them took over 121"),
    ],
)
def test_what_to_do_next_is_the_first_thing_that_stands_out(newest: Speech, says: str) -> None:
    said = next_in_speech(speech_lines([Speech(pace=150.0), newest]))
    assert said.startswith(says)
    assert bool(said) is bool(says)


def turns(answers: Sequence[tuple[str, float]], provider: str = "deepgram") -> list[MergedTurn]:
    """Answers and the seconds each took, one every five minutes."""
    found = []
    for n, (text, seconds) in enumerate(answers):
        began, ended = (T0 + timedelta(minutes=5 * n, seconds=s) for s in (0, seconds))
        stretch = Segment(started_at=began, ended_at=ended, words=len(text.split()))
        turn = MergedTurn(
            speaker="candidate",
            text=text,
            stage="self_intro",
            started_at=began,
            ended_at=ended,
            segments=(stretch,),
            provider=provider,
        )
        found.append(turn)
    return found


def test_it_is_taken_from_what_was_measured() -> None:
    said = [("Um, we did, like, all of it well. " * 5, 20.0), ("You know, we did it all again. " * 5, 10.0)]
    of_deepgram = taken(measure(turns(said)), "en")
    assert (of_deepgram.pace, of_deepgram.answer_s) == (150.0, 15.0)
    assert (of_deepgram.fillers, of_deepgram.hesitations) == (20.0, 10.0)
    assert (of_deepgram.pauses, of_deepgram.delay_s) == (0.0, None)
    assert taken(measure(turns(said, "openai")), "en").hesitations is None
    assert taken(measure(turns(said), language="de"), "de").fillers is None


def test_the_share_of_the_talking_and_interruptions_are_taken_too() -> None:
    metrics = measure(turns([("We did it all well. " * 10, 20.0)]))
    assert taken(metrics, "en").share is None, "nobody else was timed"
    assert taken(metrics, "en").interruptions == 0, "none is a number"
    both = metrics.model_copy(update={"talk_ratio": 0.667, "interruptions": 3})
    assert (taken(both, "en").share, taken(both, "en").interruptions) == (66.7, 3)


def test_a_few_seconds_of_speech_say_nothing() -> None:
    short = turns([("We did it all well. " * 9, 14.9)])
    assert not taken(measure(short), "en").spoken
    assert taken(measure([*short, *turns([("And more.", 0.2)])]), "en").spoken


def test_feedback_from_before_it_was_kept_still_loads() -> None:
    body = {"written_by": "x", "takeaway": "", "next_step": ""}
    assert Feedback.model_validate(body).speech is None
    before = Feedback.model_validate(body | {"speech": {"pace": 150.0, "pauses": 1.0}}).speech
    assert before == Speech(pace=150.0, pauses=1.0)
    assert {line.name for line in speech_lines([before, before])} == {"pace", "pauses"}
    kept = Feedback(**body, speech=Speech(pace=150.0))
    assert Feedback.model_validate(kept.model_dump(mode="json")) == kept
