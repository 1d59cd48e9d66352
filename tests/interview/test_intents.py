"""What the candidate wants when it isn't simply to answer."""

from __future__ import annotations

import time

import pytest

from interview.intents import intent, is_done, is_ready

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sorry, could you repeat the question?", "repeat"),
        ("I didn’t catch that.", "repeat"),
        ("Sorry, what?", "repeat"),
        ("Can you rephrase that, please?", "rephrase"),
        ("What do you mean?", "rephrase"),
        ("Sorry, I do not understand.", "rephrase"),
        (
            "I would train newcomers, since explaining a thing is how I notice what I do not understand.",
            "answer",
        ),
        ("I'm not sure what you are asking.", "rephrase"),
        ("I don't know.", "pass"),
        ("Honestly, I don't know, nothing comes to mind.", "pass"),
        ("Can we skip this one?", "pass"),
        ("Pass.", "pass"),
        ("Let me think for a moment.", "think"),
        ("", "think"),
        ("How long does this take?", "ask"),
        ("Um, are you a real person?", "ask"),
        ("Can I talk about a project from university?", "ask"),
        ("I try to be early and to say what I don't know. It saves everyone time.", "answer"),
        ("We skipped the tests once and paid for it.", "answer"),
        ("I asked them: what do you need? And then I built that.", "answer"),
        ("I worked in a shop.", "answer"),
    ],
)
def test_it_reads_what_a_short_utterance_wants(text: str, expected: str) -> None:
    assert intent(text) == expected


def test_a_long_answer_is_an_answer_whatever_it_holds() -> None:
    long = "We had a process that nobody understood and I don't know who wrote it, could you repeat, "
    assert intent(long * 3) == "answer"


@pytest.mark.parametrize(
    ("text", "ready"), [("Yes.", True), ("Okay, go", True), ("Not yet", False), ("No, wait.", False)]
)
def test_it_hears_whether_someone_is_ready(text: str, ready: bool) -> None:
    assert is_ready(text) is ready


@pytest.mark.parametrize(
    ("text", "done"), [("No, that's all.", True), ("I'm good, thanks.", True), ("Yes, one thing.", False)]
)
def test_it_hears_that_there_is_nothing_to_add(text: str, done: bool) -> None:
    assert is_done(text) is done


def test_odd_punctuation_does_not_slow_it_down() -> None:
    began = time.perf_counter()
    intent("um" + " , . " * 2000 + "so" + ",.!?" * 2000)
    assert time.perf_counter() - began < 1
