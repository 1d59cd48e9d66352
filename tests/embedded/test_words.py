"""Words out of Whisper's pieces: whole, in order, out of the pauses."""

from __future__ import annotations

import pytest
from faster_whisper.transcribe import Word

from embedded.speech.words import HeardWord, heard_words

pytestmark = pytest.mark.unit


def pieces(*found: tuple[str, float, float]) -> list[Word]:
    return [Word(start=start, end=end, word=text, probability=0.9) for text, start, end in found]


def times(words: tuple[HeardWord, ...]) -> list[tuple[float, float]]:
    return [(word.start_s, word.end_s) for word in words]


def test_a_piece_without_a_space_belongs_to_the_word_before_it() -> None:
    found = pieces((" well", 0.0, 0.3), ("-known", 0.3, 0.6), (" facts,", 0.6, 1.0))
    words = heard_words(found, [(0.0, 1.0)], 1.0)
    assert [word.text for word in words] == ["well-known", "facts,"]
    assert times(words) == [(0.0, 0.6), (0.6, 1.0)]


def test_a_joined_word_is_as_sure_as_its_least_sure_piece() -> None:
    found = [Word(0.0, 0.2, " well", 0.9), Word(0.2, 0.4, "-known", 0.4)]
    assert heard_words(found, [(0.0, 1.0)], 1.0)[0].confidence == 0.4


def test_the_first_word_after_a_pause_begins_after_it() -> None:
    found = pieces((" then", 0.0, 1.0), (" we", 1.0, 3.2))
    assert times(heard_words(found, [(0.1, 0.9), (3.0, 3.2)], 4.0)) == [(0.1, 0.9), (3.0, 3.2)]


def test_a_word_in_no_stretch_of_speech_keeps_its_times() -> None:
    assert times(heard_words(pieces((" um", 1.0, 1.2)), [(2.0, 3.0)], 4.0)) == [(1.0, 1.2)]


def test_words_are_in_order_last_a_moment_and_end_with_the_sound() -> None:
    found = pieces((" a", 0.5, 0.5), (" b", 0.4, 0.6), (" c", 0.6, 1.4))
    assert times(heard_words(found, [], 1.0)) == [(0.5, 0.54), (0.54, 0.6), (0.6, 1.0)]
