"""What an interview cost: known prices exactly, unknown ones said to be unknown."""

from __future__ import annotations

import pytest

from interview.events import UsageData
from interview.prices import PRICES, Price, bill, cost, price, total

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("used", "usd"),
    [
        (UsageData(provider="deepgram", kind="stt", model="nova-3", audio_s=600), 0.077),
        (UsageData(provider="openai", kind="tts", model="tts-1", characters=2000, audio_s=100), 0.03),
        (UsageData(provider="openai", kind="tts", model="gpt-4o-mini-tts", audio_s=120), 0.03),
        (
            UsageData(
                provider="openai", kind="llm", model="gpt-4o-mini", tokens_in=100_000, tokens_out=10_000
            ),
            0.021,
        ),
        (UsageData(provider="embedded", kind="stt", model="tiny.en", audio_s=600), 0.0),
        (UsageData(provider="mockflow", kind="llm", model="offline-interviewer"), 0.0),
    ],
)
def test_a_known_price_gives_the_exact_sum(used: UsageData, usd: float) -> None:
    assert cost(used) == pytest.approx(usd)


def test_an_unknown_price_is_not_nothing() -> None:
    assert cost(UsageData(provider="openai", kind="llm", model="my-own-model", tokens_in=10)) is None
    assert price("nobody", "nova-3") is None


def test_a_models_dated_name_has_its_familys_price_and_a_longer_name_its_own() -> None:
    assert price("openai", "gpt-4o-2024-08-06") == PRICES["openai", "gpt-4o"]
    assert price("openai", "gpt-4o-mini-2024-07-18") == PRICES["openai", "gpt-4o-mini"]
    assert price("deepgram", "aura-2-thalia-en") == PRICES["deepgram", "aura-2"]
    assert price("openai", "gpt-4") is None


def test_the_bill_adds_up_each_model_once() -> None:
    half = UsageData(provider="deepgram", kind="stt", model="nova-3", audio_s=300)
    other = UsageData(provider="openai", kind="llm", model="unheard-of", tokens_in=1)
    items = bill([half, other, half])
    assert [(item.model, item.used, item.usd) for item in items] == [
        ("nova-3", "10.0 minutes", pytest.approx(0.077)),
        ("unheard-of", "1 tokens in, 0 out", None),
    ]
    assert total(items) == pytest.approx(0.077)


def test_every_price_is_one() -> None:
    assert all(isinstance(one, Price) and any(one.model_dump().values()) for one in PRICES.values())
