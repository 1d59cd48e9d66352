"""The words of a turn are found by its text, whatever else was recognised in between."""

from __future__ import annotations

import pytest

from voice.relay.ear import Heard, HeardWord
from voice.words import Words

pytestmark = pytest.mark.unit


def heard(text: str, *, final: bool = True, provider: str = "deepgram", at: float = 100.0) -> Heard:
    words = tuple(HeardWord(w, at + n, at + n + 0.5, 0.9) for n, w in enumerate(text.split()))
    return Heard(text, final, provider, words)


def texts(words: Words, text: str) -> list[str]:
    return [word.text for word in words.of(text)[0]]


def test_a_turn_is_made_of_final_transcripts_in_a_row() -> None:
    words = Words()
    for part in ("I led", "a team", "of twelve"):
        words.take(heard(part))
    found, provider = words.of("I led  a team of twelve")
    assert ([word.text for word in found], provider) == (
        ["I", "led", "a", "team", "of", "twelve"],
        "deepgram",
    )
    assert words.of("I led a team of twelve") == ((), "")


def test_what_is_heard_after_a_turn_belongs_to_the_next() -> None:
    words = Words()
    words.take(heard("first"))
    words.take(heard("second"))
    assert texts(words, "first") == ["first"]
    assert texts(words, "second") == ["second"]


def test_what_the_session_threw_away_is_left_out() -> None:
    words = Words()
    words.take(heard("thrown away"))
    words.take(heard("kept"))
    assert texts(words, "kept") == ["kept"]


def test_a_guess_that_was_taken_for_the_end_counts() -> None:
    words = Words()
    words.take(heard("I led"))
    words.take(heard("a team", final=False))
    assert texts(words, "I led a team") == ["I", "led", "a", "team"]
    words.take(heard("alone", final=False))
    assert texts(words, "alone") == ["alone"]


def test_who_recognised_the_last_of_it_is_named() -> None:
    words = Words()
    words.take(heard("one"))
    words.take(heard("two", provider="embedded"))
    assert words.of("one two")[1] == "embedded"


def test_a_text_that_nothing_explains_has_no_words_and_spoils_nothing() -> None:
    words = Words()
    words.take(heard("something"))
    assert words.of("else") == ((), "deepgram")
    words.take(heard("next"))
    assert texts(words, "next") == ["next"]
