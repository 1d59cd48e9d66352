"""Speech made of tones can be read back, whole or in pieces."""

from __future__ import annotations

import pytest

from tests.fakes.vendors import tones

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("rate", [16000, 24000, 48000])
def test_tones_can_be_read_back_at_any_rate(rate: int) -> None:
    text = "Hello! I'd led a team of 12; “naïve”, you'd say?"
    assert tones.heard(tones.spoken(text, rate), rate) == tones.plain(text)
    assert tones.heard(tones.spoken(text, rate, 1.3), rate, 1.3) == tones.plain(text)


def test_of_a_sentence_that_is_cut_the_rest_can_be_read() -> None:
    sound = tones.spoken("I led a team")
    half = tones.silence(0.2, 24000) + tones.spoken("I led")
    assert tones.heard(half) == ["i", "led"]
    assert tones.heard(half + sound) == ["i", "led", "i", "led", "a", "team"]
    assert tones.heard(tones.silence(1, 24000)) == []
