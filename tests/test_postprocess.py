"""Segments to turns, turns to numbers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from interview.events import Event, NoticeData, TurnData, envelope
from interview.models import Speaker
from postprocess import count_words, measure, merge

pytestmark = pytest.mark.unit

START = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


class Tape:
    """Events written down one after the other."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def spoke(
        self,
        speaker: Speaker,
        text: str,
        start: float,
        end: float,
        *,
        stage: str = "self_intro",
        cut: bool = False,
    ) -> None:
        data = TurnData(
            speaker=speaker, text=text, stage=stage, started_at=at(start), ended_at=at(end), interrupted=cut
        )
        self.events.append(envelope(data, run=1, seq=len(self.events), at=at(end)))

    def typed(self, text: str, when: float) -> None:
        data = TurnData(speaker="candidate", text=text, stage="self_intro", source="typed")
        self.events.append(envelope(data, run=1, seq=len(self.events), at=at(when)))


@pytest.fixture
def tape() -> Tape:
    return Tape()


def test_segments_of_one_answer_become_one_turn(tape: Tape) -> None:
    tape.spoke("interviewer", "Who are you?", 0, 2)
    tape.spoke("candidate", "I am Ada.", 3, 5)
    tape.events.append(envelope(NoticeData(code="x", text="y"), run=1, seq=99, at=at(5)))
    tape.spoke("candidate", " And I build\nthings. ", 8, 10)
    turns = merge(tape.events)
    assert [(t.speaker, t.text) for t in turns] == [
        ("interviewer", "Who are you?"),
        ("candidate", "I am Ada. And I build things."),
    ]
    assert (turns[1].started_at, turns[1].ended_at) == (at(3), at(10))


def test_nothing_is_merged_across_speakers(tape: Tape) -> None:
    tape.spoke("candidate", "I think", 0, 1)
    tape.spoke("interviewer", "Go on.", 2, 3)
    tape.spoke("candidate", "that it works.", 4, 5)
    assert [t.text for t in merge(tape.events)] == ["I think", "Go on.", "that it works."]


def test_a_new_stage_begins_a_new_turn(tape: Tape) -> None:
    tape.spoke("candidate", "One.", 0, 1)
    tape.spoke("candidate", "Two.", 2, 3, stage="past_experience")
    assert [t.stage for t in merge(tape.events)] == ["self_intro", "past_experience"]


def test_turns_are_ordered_by_when_they_began_not_by_when_they_were_posted(tape: Tape) -> None:
    tape.spoke("candidate", "Second.", 5, 6)
    tape.spoke("interviewer", "First.", 0, 4)
    assert [t.text for t in merge(reversed(tape.events))] == ["First.", "Second."]


def test_a_typed_answer_is_kept_apart_and_keeps_its_place(tape: Tape) -> None:
    tape.spoke("candidate", "Spoken.", 0, 1)
    tape.typed("Typed.", 3)
    tape.spoke("interviewer", "Thanks.", 4, 5)
    turns = merge(tape.events)
    assert [(t.text, t.source) for t in turns] == [
        ("Spoken.", "speech"),
        ("Typed.", "typed"),
        ("Thanks.", "speech"),
    ]
    assert turns[1].started_at == turns[1].ended_at == at(3)
    assert turns[1].segments == ()


def test_an_interruption_is_kept(tape: Tape) -> None:
    tape.spoke("interviewer", "Tell me", 0, 1, cut=True)
    assert merge(tape.events)[0].interrupted


def test_empty_segments_are_dropped(tape: Tape) -> None:
    tape.spoke("candidate", "  ", 0, 1)
    assert merge(tape.events) == ()


def test_it_measures_pace_pause_delay_and_length_of_an_answer(tape: Tape) -> None:
    tape.spoke("interviewer", "Who are you, and why?", 0, 4)
    tape.spoke("candidate", "um I am Ada and I build things", 5.5, 9.5)
    tape.spoke("candidate", "you know, for a living", 12.5, 14.5)
    (answer,) = measure(merge(tape.events)).answers
    assert (answer.turn, answer.words, answer.fillers, answer.pauses) == (1, 13, 1, 1)
    assert answer.seconds == 9
    assert answer.words_per_minute == 130
    assert answer.longest_pause_s == 3
    assert answer.response_delay_s == 1.5


def test_it_measures_the_whole_interview(tape: Tape) -> None:
    for start in (0, 100):
        tape.spoke("interviewer", "And now?", start, start + 10)
        tape.spoke("candidate", "word " * 60, start + 12, start + 42)
    metrics = measure((), tape.events)
    assert metrics.talk_ratio == 0.75
    assert metrics.words_per_minute == 120
    assert (metrics.answer_words, metrics.answer_seconds, metrics.response_delay_s) == (60, 30, 2)
    assert metrics.longest_pause_s is None


def test_typed_answers_are_left_out_of_all_that_is_measured_in_time(tape: Tape) -> None:
    tape.spoke("interviewer", "Who are you?", 0, 2)
    tape.typed("word " * 500, 60)
    metrics = measure(merge(tape.events))
    assert metrics.answers[0].words == 500
    assert metrics.answers[0].seconds is None
    assert (metrics.words_per_minute, metrics.answer_words, metrics.talk_ratio) == (None, None, None)


def test_what_can_not_be_known_is_none_and_never_zero(tape: Tape) -> None:
    assert measure(()).model_dump(exclude={"answers", "fillers", "pauses", "interruptions"}) == {
        "talk_ratio": None,
        "words_per_minute": None,
        "longest_pause_s": None,
        "answer_words": None,
        "answer_seconds": None,
        "response_delay_s": None,
        "fillers_per_minute": None,
        "hesitations": None,
        "hesitations_per_minute": None,
    }
    tape.spoke("interviewer", "Who are", 0, 5, cut=True)
    tape.spoke("candidate", "Ada.", 4, 5)
    (answer,) = measure(merge(tape.events)).answers
    assert answer.response_delay_s is None
    assert answer.words_per_minute is None


def test_it_counts_words_as_people_do() -> None:
    assert count_words("Don't stop, it's a well-known 24-hour thing – isn't it?") == 9
