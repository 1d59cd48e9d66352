"""The candidate is polite: they wait for a finished question."""

from __future__ import annotations

import pytest

from simulation.turns import LOST_WORDS_S, QUIET_S, UNSURE_S, TurnTaking, asks

pytestmark = pytest.mark.unit


def _asked(text: str = "Are you ready?") -> TurnTaking:
    turns = TurnTaking(state="listening", stage="self_intro")
    turns.hear(10.0, audible=True)
    turns.caption("s1", text)
    return turns


@pytest.mark.parametrize(
    "text",
    [
        "Are you ready?",
        "Thank you. Tell me about yourself.",
        "So, walk me through your last project.",
        "What was the result? Take your time.",
    ],
)
def test_it_hears_a_question(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize("text", ["Thank you for your time.", "Let us talk about your past.", ""])
def test_it_hears_none_in_a_statement(text: str) -> None:
    assert not asks(text)


def test_it_waits_for_quiet_after_a_question() -> None:
    turns = _asked()
    assert not turns.mine(10.0 + QUIET_S - 0.01)
    assert turns.mine(10.0 + QUIET_S + 0.01)


def test_it_waits_while_the_interviewer_thinks_or_speaks() -> None:
    turns = _asked()
    for turns.state in ("thinking", "speaking", "initializing"):
        assert not turns.mine(60.0)


def test_it_never_speaks_first() -> None:
    turns = TurnTaking(state="listening")
    turns.caption("s1", "Are you ready?")
    assert not turns.mine(60.0)


def test_it_waits_longer_after_a_statement() -> None:
    turns = _asked("Thank you. That is helpful.")
    assert not turns.mine(10.0 + UNSURE_S - 0.01)
    assert turns.mine(10.0 + UNSURE_S + 0.01)


def test_it_lets_the_interviewer_have_the_last_word() -> None:
    turns = _asked("Thank you, goodbye.")
    turns.stage = "closing"
    assert not turns.mine(60.0)


def test_it_goes_on_when_captions_are_lost() -> None:
    turns = TurnTaking(state="listening")
    turns.hear(10.0, audible=True)
    assert not turns.mine(10.0 + LOST_WORDS_S - 0.01)
    assert turns.mine(10.0 + LOST_WORDS_S + 0.01)


def test_it_waits_for_the_next_question_after_its_own_words() -> None:
    turns = _asked()
    turns.spoke()
    assert not turns.mine(60.0)
    assert turns.hear(61.0, audible=True)
    assert not turns.hear(61.1, audible=True)
