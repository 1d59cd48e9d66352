"""Texts are cut early enough to start speaking, at natural places, and nothing is lost."""

from __future__ import annotations

import pytest

from embedded.speech.text import pieces

pytestmark = pytest.mark.unit


def test_it_leaves_a_short_sentence_whole() -> None:
    assert pieces("Thank you, that was clear.") == ["Thank you, that was clear."]


def test_it_opens_a_long_sentence_at_its_first_pause() -> None:
    first, rest = pieces("Thank you, and could you tell me more about the outage you mentioned?")
    assert first == "Thank you,"
    assert rest.startswith("and could")


def test_it_opens_a_sentence_without_a_pause_before_a_joining_word() -> None:
    first, _ = pieces("Tell me something about the hardest problem you have ever had to solve")
    assert first == "Tell me something"


def test_it_opens_any_long_sentence_within_a_few_words() -> None:
    first, _ = pieces("One two three four five six seven eight nine ten eleven twelve")
    assert len(first.split()) <= 7


def test_it_keeps_sentences_apart() -> None:
    assert pieces("That helps. Why there? Go on!") == ["That helps.", "Why there?", "Go on!"]


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_it_makes_nothing_of_nothing(text: str) -> None:
    assert pieces(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Could you walk me through a project you are proud of and what you learned from it?",
        "Version 2.5 shipped late. “Why?” I asked, and nobody knew — not even the lead.",
        "word " * 80,
    ],
)
def test_it_loses_no_word(text: str) -> None:
    assert " ".join(pieces(text)).split() == text.split()
