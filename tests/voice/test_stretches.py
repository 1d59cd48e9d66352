"""Cutting speech into stretches: nothing twice, nothing lost, and no silence sent for nothing."""

from __future__ import annotations

import numpy as np
import pytest

from tests.voice.loudness import RATE, WINDOW, Samples, Windows
from voice.stretches import PAUSE_S, Stretch, Stretches

pytestmark = pytest.mark.unit


class Speaker:
    """Speaks numbered samples, so that each can be found again."""

    def __init__(self) -> None:
        self.windows, self.stretches = Windows(), Stretches()
        self.ended = list[Stretch]()
        self.said = np.zeros(0, np.int16)

    def says(self, seconds: float) -> None:
        self._hear(seconds, loud=True)

    def rests(self, seconds: float) -> None:
        self._hear(seconds, loud=False)

    def _hear(self, seconds: float, *, loud: bool) -> None:
        for _ in range(round(seconds * RATE / WINDOW)):
            at = self.said.size
            numbers = (np.arange(at, at + WINDOW) % 30_000 + 1).astype(np.int16)
            window = numbers if loud else np.zeros(WINDOW, np.int16)
            self.said = np.concatenate([self.said, window])
            for event in self.windows.hear(window):
                if ended := self.stretches.hear(event, now=at / RATE):
                    self.ended.append(ended)

    def kept(self, stretch: Stretch) -> Samples:
        return np.frombuffer(bytes(stretch.sound), np.int16)


def loud(samples: Samples) -> Samples:
    found: Samples = samples[samples != 0]
    return found


def test_a_stretch_holds_every_sample_said_and_says_where_it_begins() -> None:
    speaker = Speaker()
    speaker.rests(2.0)
    speaker.says(1.5)
    speaker.rests(0.5)
    (stretch,) = speaker.ended
    sound = speaker.kept(stretch)
    first = round(stretch.starts_s * RATE)
    assert (sound == speaker.said[first : first + sound.size]).all()
    assert (loud(sound) == loud(speaker.said)).all()


def test_what_is_said_soon_after_a_pause_is_not_in_two_stretches() -> None:
    speaker = Speaker()
    for _ in range(3):
        speaker.says(0.6)
        speaker.rests(0.36)
    sounds = [speaker.kept(stretch) for stretch in speaker.ended]
    assert len(sounds) == 3
    assert (np.concatenate([loud(sound) for sound in sounds]) == loud(speaker.said)).all()


def test_a_short_pause_stays_in_the_stretch_as_it_was() -> None:
    speaker = Speaker()
    speaker.says(0.5)
    speaker.rests(0.3)
    speaker.says(0.5)
    assert not speaker.ended
    speaker.rests(0.5)
    (stretch,) = speaker.ended
    sound = speaker.kept(stretch)
    assert (sound[: speaker.said.size] == speaker.said[: sound.size]).all()
    assert (loud(sound) == loud(speaker.said)).all()


def test_a_pause_is_seen_before_the_stretch_ends_and_its_silence_is_kept_back() -> None:
    speaker = Speaker()
    speaker.says(0.5)
    (stretch,) = speaker.stretches.line
    speaker.rests(0.16)
    assert not stretch.pausing
    speaker.rests(0.1)
    assert stretch.pausing
    length_s = stretch.length_s
    speaker.rests(0.2)
    assert speaker.ended == [stretch]
    assert stretch.length_s == length_s <= 0.5 + PAUSE_S + 2 * WINDOW / RATE


def test_who_speaks_on_pauses_no_longer() -> None:
    speaker = Speaker()
    speaker.says(0.5)
    speaker.rests(0.3)
    speaker.says(0.1)
    assert not speaker.stretches.line[0].pausing


def test_a_cut_in_mid_speech_loses_no_sample() -> None:
    speaker = Speaker()
    speaker.says(1.0)
    speaker.stretches.cut()
    speaker.says(1.0)
    speaker.rests(0.5)
    assert len(speaker.ended) == 2
    assert speaker.ended[0].whole_only
    assert not speaker.ended[1].whole_only
    sounds = [loud(speaker.kept(stretch)) for stretch in speaker.ended]
    assert (np.concatenate(sounds) == loud(speaker.said)).all()
    assert round(speaker.ended[1].starts_s * RATE) == sounds[0].size


def test_a_cut_in_a_pause_waits_for_its_end_and_takes_no_guesses_until_somebody_speaks_on() -> None:
    speaker = Speaker()
    speaker.says(1.0)
    speaker.rests(0.25)
    speaker.stretches.cut()
    (stretch,) = speaker.stretches.line
    assert stretch.whole_only
    speaker.says(0.3)
    assert not speaker.ended
    assert not stretch.whole_only


def test_a_cut_while_nobody_speaks_cuts_nothing_later() -> None:
    speaker = Speaker()
    speaker.stretches.cut()
    speaker.says(1.0)
    assert not speaker.ended


def test_a_long_stretch_ends_at_its_next_breath_and_a_breathless_one_at_55_seconds() -> None:
    speaker = Speaker()
    speaker.says(25.0)
    speaker.rests(0.16)
    assert len(speaker.ended) == 1
    speaker.says(60.0)
    assert [round(stretch.length_s) for stretch in speaker.ended] == [25, 55]
    speaker.rests(0.5)
    assert (np.concatenate([loud(speaker.kept(s)) for s in speaker.ended]) == loud(speaker.said)).all()


def test_silence_after_a_breath_makes_no_stretch_of_its_own() -> None:
    speaker = Speaker()
    speaker.says(25.0)
    speaker.rests(2.0)
    assert len(speaker.ended) == len(speaker.stretches.line) == 1


def test_the_end_of_the_sound_ends_the_stretch_in_progress() -> None:
    speaker = Speaker()
    speaker.says(0.5)
    ended = speaker.stretches.close(now=1.0)
    assert ended is speaker.stretches.line[0]
    assert ended.ended_at == 1.0
