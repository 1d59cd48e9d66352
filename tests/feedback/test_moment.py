"""A quote's moment is that of its first word."""

from __future__ import annotations

import pytest

from feedback.moment import moment
from interview.events import Word
from postprocess import MergedTurn

from .scenes import turns_of

pytestmark = pytest.mark.unit

SAID = "I sold bread, and I kept the books. I kept the keys, too."


def spoken(text: str = SAID) -> MergedTurn:
    """Every word half a second after the one before."""
    words = tuple(Word(text=word, start_s=n / 2, end_s=n / 2 + 0.4) for n, word in enumerate(text.split()))
    return turns_of(("candidate", text))[0].model_copy(update={"words": words})


@pytest.mark.parametrize(
    ("quote", "second"),
    [("I sold bread", 0.0), ("kept the books", 2.5), ("I KEPT the keys", 4.0), ("and I kept the", 1.5)],
)
def test_a_quote_is_heard_from_its_first_word_on(quote: str, second: float) -> None:
    assert moment(spoken(), quote) == second


def test_without_a_quote_or_times_or_with_other_words_it_is_the_turns_beginning() -> None:
    assert moment(spoken()) == 0.0
    assert moment(spoken(), "I baked the cakes") == 0.0
    assert moment(turns_of(("candidate", SAID))[0], "kept the books") == 0.0
    corrected = spoken().model_copy(update={"text": "I sold beds, and I kept the books.", "heard": SAID})
    assert moment(corrected, "kept the books") == 0.0


def test_a_word_without_a_time_is_where_the_one_before_it_was_over() -> None:
    turn = spoken()
    kept = (*turn.words[:3], *turn.words[5:])  # "and I" has none
    assert moment(turn.model_copy(update={"words": kept}), "and I kept the books") == 1.4
    later = turn.words[10:]  # of two stretches only the second has times
    assert moment(turn.model_copy(update={"words": later}), "I sold bread") == 0.0


def test_a_word_that_the_text_spells_otherwise_is_passed_over() -> None:
    turn = spoken()
    words = (turn.words[0], Word(text="soled", start_s=0.5, end_s=0.9), *turn.words[2:])
    assert moment(turn.model_copy(update={"words": words}), "kept the books") == 2.5
