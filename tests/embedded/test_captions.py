"""Captions while somebody speaks: what two guesses agree on stays, the rest may change."""

from __future__ import annotations

import pytest

from embedded.speech.captions import Caption

pytestmark = pytest.mark.unit


def shown(*guesses: str) -> list[str]:
    caption = Caption()
    return [caption.guess(guess) for guess in guesses]


def test_the_first_guess_is_shown_as_it_is() -> None:
    assert shown("We moved the") == ["We moved the"]


def test_the_full_stop_whisper_puts_where_the_sound_ends_is_not_shown() -> None:
    assert shown("We moved the system.", "We moved the sis-") == ["We moved the system", "We moved the sis"]


def test_words_two_guesses_agree_on_are_not_taken_back() -> None:
    texts = shown("I fixed the air", "I fixed the errors before we", "I mixed the errors before we moved")
    assert texts[-1] == "I fixed the errors before we moved"


def test_a_word_only_one_guess_had_may_change() -> None:
    assert shown("We had planned a shot", "We had planned the shadow period")[-1] == (
        "We had planned the shadow period"
    )


def test_the_last_word_does_not_settle_since_it_may_be_half_a_word() -> None:
    assert shown("the mic", "the mic", "the microphone works")[-1] == "the microphone works"


def test_capitals_and_commas_do_not_count_as_another_word() -> None:
    texts = shown("a shadow. Period for", "a shadow, period for the", "a shadow, period. For the migration")
    assert texts[-1] == "a shadow, period for the migration"


def test_a_guess_that_finds_one_word_more_or_less_goes_on_behind_the_settled_ones() -> None:
    settled = ("we ran both side by side for weeks", "we ran both side by side for weeks then")
    more = shown(*settled, "and so we ran both side by side for weeks then stopped")[-1]
    less = shown(*settled, "ran both side by side for weeks then stopped")[-1]
    assert more == less == "we ran both side by side for weeks then stopped"


def test_settled_words_stay_when_a_guess_has_nothing_of_them() -> None:
    assert shown("one two three", "one two three four", "")[-1] == "one two three"
