"""Where a sentence is whole, and what another voice has to say of one."""

from __future__ import annotations

import pytest

from voice.relay import sentences

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Hello there. ", "Hello there. "),
        ("Hello there.", ""),
        ("I met Dr. ", ""),
        ("Thank you! What was your role? And ", "Thank you! What was your role? "),
        ('"Really?" she said. And', '"Really?" she said. '),
        ("¿Qué hizo usted? Y", "¿Qué hizo usted? "),
        ("no end in sight ", ""),
    ],
)
def test_whole_sentences_are_ready_and_their_space_with_them(text: str, whole: str) -> None:
    assert text[: sentences.ready(text)] == whole


def test_a_split_loses_nothing() -> None:
    text = "Hello Ada. Welcome to it!  How are you? Fine"
    assert "".join(sentences.split(text)) == text
    assert len(sentences.split(text)) == 4


SENTENCE = "Thank you for that, it helps a lot, and now tell me more about it."


@pytest.mark.parametrize(
    ("spoken_s", "speed", "left"),
    [
        (0.0, 1.0, SENTENCE),
        (2.0, 1.0, SENTENCE),
        (3.0, 1.0, "it helps a lot, and now tell me more about it."),
        (3.0, 0.5, SENTENCE),
        (3.0, 2.0, "it helps a lot, and now tell me more about it."),
        (9.0, 1.0, "and now tell me more about it."),
    ],
)
def test_what_is_left_begins_at_a_clause_that_was_surely_not_over(
    spoken_s: float, speed: float, left: str
) -> None:
    assert sentences.unsaid(SENTENCE, spoken_s, speed) == left


async def test_what_a_voice_would_read_out_is_taken_away() -> None:
    assert await sentences.speakable("**Well done**, `that` is good. 🎉") == "Well done, that is good. "
