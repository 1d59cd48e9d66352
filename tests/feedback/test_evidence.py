"""A quote counts only when the candidate said it."""

from __future__ import annotations

import pytest

from feedback.evidence import carries, find, holds
from feedback.schema import Evidence
from tests.feedback.scenes import turns_of

pytestmark = pytest.mark.unit

TURNS = turns_of(
    ("interviewer", "Did you cut the failures by half?"),
    ("candidate", "I cut the  Failures by forty percent.\nThat took a month."),
    ("candidate", "The artist arrived."),
)


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ("cut the failures by forty percent", (1, 2)),
        ("forty percent. That took", (1, 23)),
        ("CUT  THE\nFAILURES", (1, 2)),
        ("cut the failures by half", None),
        ("cut failures by forty percent", None),
        ("cut the failures, by forty percent!", (1, 2)),
        ("percent, that took", (1, 29)),
        ("the failures by forty per", None),
        ("art", None),
        ("", None),
        ("   ", None),
    ],
)
def test_it_finds_a_quote_whatever_its_case_spacing_and_punctuation(
    quote: str, place: tuple[int, int] | None
) -> None:
    found = find(quote, TURNS)
    assert (None if found is None else (found.turn, found.offset)) == place


def test_evidence_must_stand_in_the_turn_it_names() -> None:
    assert holds(Evidence(turn=1, quote="That took a month"), TURNS)
    assert not holds(Evidence(turn=2, quote="That took a month"), TURNS)
    assert not holds(Evidence(turn=0, quote="Did you cut the failures"), TURNS)
    assert not holds(Evidence(turn=9, quote="month"), TURNS)


def test_a_score_stands_on_four_words_at_least() -> None:
    assert carries(Evidence(turn=1, quote="That took a month"), TURNS)
    assert not carries(Evidence(turn=1, quote="took a month"), TURNS)
    assert not carries(Evidence(turn=2, quote="That took a month"), TURNS)
