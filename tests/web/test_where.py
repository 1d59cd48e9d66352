"""What the pages say of where a voice goes and what it costs is true of these settings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import House

pytestmark = pytest.mark.unit


def told(house: House) -> str:
    pages = (house.client().get("/sign-in"), house.client(house.alice).get("/interviews/new"))
    return " ".join(" ".join(page.get_data(as_text=True).split()) for page in pages)


def test_it_says_that_everything_stays_here_when_both_servers_are_embedded(house: House) -> None:
    words = told(house)
    assert "Your voice, your résumé and your transcript stay on this computer." in words
    assert "Free: runs on this computer." in words
    assert "It stays on this computer." in words
    assert "pass through" not in words


@pytest.mark.parametrize(
    ("settings", "hosts"),
    [
        ({"livekit_url": "wss://mine.livekit.cloud"}, "mine.livekit.cloud"),
        ({"speech_url": "https://speech.example/v1"}, "speech.example"),
        ({"livekit_url": "wss://lk.example", "speech_url": "http://s.example"}, "lk.example and s.example"),
        ({"livekit_url": "wss://one.example", "speech_url": "https://one.example"}, "one.example"),
    ],
)
def test_it_names_the_hosts_that_hear_the_voice(
    make_house: Callable[..., House], settings: dict[str, str], hosts: str
) -> None:
    words = told(make_house(**settings))
    assert f"Your voice and the interviewer’s pass through {hosts}." in words
    assert f"Spoken through {hosts}." in words
    assert f"spoken questions about it pass through {hosts}." in words
    assert "Free" not in words
    assert "stays on this computer" not in words
    assert "stay on this computer" not in words


def test_it_names_the_model_that_reads_along(house: House) -> None:
    house.client(house.alice).post("/settings/keys/openai", data={"openai_api_key": "sk-of-alice-0001"})
    words = told(house)
    assert "Worded by a model at api.openai.com." in words
    assert "It is kept on this computer; its text is read by a language model at api.openai.com." in words


def test_the_operators_model_is_named_before_anybody_signs_in(make_house: Callable[..., House]) -> None:
    words = told(make_house(openai_api_key="operators", livekit_url="wss://lk.example"))
    assert "A language model at api.openai.com reads your résumé and what you say." in words
    assert "Spoken through lk.example, worded by a model at api.openai.com." in words
    assert "pass through lk.example; its text is read by a language model at api.openai.com." in words
    assert "stay on this computer" not in words
