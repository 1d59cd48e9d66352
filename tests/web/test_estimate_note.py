"""What the estimate says it rests on: one's own interviews only where it goes by them."""

from __future__ import annotations

import pytest

from interview.estimate import Past, Served, assumed
from web.estimate_view import Estimates

from .conftest import BRIEF, House
from .test_estimate import HERE, SERVED, SPEECH

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("used", "says"),
    [
        ([], "By the list prices of 2026, and what interviews usually use."),
        (
            [0],
            "By the list prices of 2026; nova-3 by your last 2 interviews, "
            "the rest by what interviews usually use.",
        ),
        (
            [0, 1],
            "By the list prices of 2026; nova-3 and aura-2-thalia-en by your last 2 interviews, "
            "the rest by what interviews usually use.",
        ),
        ([0, 1, 2], "By the list prices of 2026, and your last 2 interviews."),
    ],
)
def test_ones_own_interviews_are_named_only_for_what_rests_on_them(
    house: House, used: list[int], says: str
) -> None:
    past = [Past(minutes=10, usage=tuple(assumed(SERVED[n], 10, 9000) for n in used))] * 2
    made = Estimates(house.settings, dict.fromkeys((*SERVED, HERE), "own"), past=past)
    usually = ", by what they usually use" if used else ""
    assert made.note(made.of(BRIEF)) == f"{says} Questions and feedback by gpt-4o-mini are in it{usually}."


def test_what_is_free_or_has_no_price_is_no_rest(house: House) -> None:
    own = Served(kind="llm", provider="openai", model="llama3")
    past = [Past(minutes=10, usage=(assumed(SERVED[1], 10, 0), assumed(HERE, 10, 0)))] * 2
    made = Estimates(house.settings, dict.fromkeys((HERE, SERVED[1], own), "own"), past=past)
    assert made.note(made.of(BRIEF)) == "By the list prices of 2026, and your last 2 interviews."


def test_no_more_interviews_are_named_than_each_rests_on(house: House) -> None:
    both, heard = (Past(minutes=10, usage=tuple(assumed(one, 10, 0) for one in SERVED[:n])) for n in (2, 1))
    made = Estimates(house.settings, dict.fromkeys(SPEECH, "own"), past=[both, heard, both])
    assert "your last 2 interviews." in made.note(made.of(BRIEF))
