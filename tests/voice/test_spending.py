"""A limit on costs: counted by list prices, with a part kept for the closing."""

from __future__ import annotations

import pytest

from interview.events import UsageData
from interview.prices import RESERVE
from voice.providers.thinking import minds
from voice.spending import Spending

pytestmark = pytest.mark.unit


def used(tokens: int, model: str = "gpt-4o-mini") -> list[UsageData]:
    """So many tokens, at 0.60 dollars a million."""
    return [
        UsageData(provider="openai", kind="llm", model=model, tokens_out=tokens)
    ]  # 0.60 dollars a million


def test_it_is_used_up_when_no_more_is_left_than_the_closing_needs() -> None:
    cap = 0.60
    assert not Spending(lambda: used(int(1e6 * (1 - RESERVE)) - 1), cap).used_up()
    assert Spending(lambda: used(int(1e6 * (1 - RESERVE)) + 1), cap).used_up()
    assert Spending(lambda: used(1_000_000), cap).so_far_usd() == pytest.approx(0.60)


def test_without_a_limit_nothing_is_ever_used_up() -> None:
    spending = Spending(lambda: used(10**12), None)
    assert not spending.used_up()
    assert not spending.capped


def test_what_has_no_known_price_counts_for_nothing() -> None:
    assert Spending(lambda: used(10**12, "my-own-model"), 0.01).so_far_usd() == 0


def test_mockflows_own_interviewer_costs_nothing() -> None:
    own = minds([], scene_of=lambda _: pytest.fail("nobody asks"))[-1]
    worded = UsageData(provider=own.provider, kind="llm", model=own.plugin.model, tokens_out=10**9)
    spending = Spending(lambda: [worded], None)
    assert (spending.so_far_usd(), spending.unknown()) == (0.0, False)
    assert Spending(lambda: used(1, "my-own-model"), None).unknown()
