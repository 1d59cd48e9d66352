"""The addresses an owner may enter, and the words for those they may not."""

from __future__ import annotations

import pytest

from outbound import base_url_problem, livekit_host_problem
from outbound.livekit import is_named_exactly
from tests.outbound.hostile import BASE_URLS

pytestmark = pytest.mark.unit

CLOUD = "*.livekit.cloud"


@pytest.mark.parametrize(
    "url",
    [
        "https://api.openai.com/v1",
        "HTTPS://API.OpenAI.com/v1/",
        "https://api.groq.com/openai/v1",
        "https://openrouter.ai/api/v1",
        "https://my-vllm.example.com:8443/v1",
        "https://generativelanguage.googleapis.com/v1beta/openai/",
        "https://8.8.8.8:8000/v1",
        "https://[2606:4700::6812:7c0]/v1",
    ],
)
def test_it_takes_a_providers_address(url: str) -> None:
    assert base_url_problem(url) == ""


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "Enter the address"),
        ("api.openai.com/v1", "begin with https://"),
        ("http://api.openai.com/v1", "begin with https://"),
        ("https://me:secret@api.openai.com/v1", "before the @"),
        ("https://api.openai.com/v1?key=1", "from the ? or #"),
        ("https://api.openai.com./v1", "the dot at the end"),
        ("https://api.öpenai.com/v1", "plain letters"),
        ("https://api.openai.com:22/v1", "this port"),
        ("https://127.0.0.1/v1", "private network"),
        ("https://ollama:11434/v1", "private network"),
        ("https://nas.local/v1", "private network"),
        ("https://api openai com", "isn't the address"),
        ("https://" + "a" * 300 + ".com", "longer than"),
    ],
)
def test_it_says_what_is_wrong_with_an_address(url: str, words: str) -> None:
    assert words in base_url_problem(url)


def test_it_never_repeats_what_was_typed() -> None:
    """A key pasted into the wrong field must not come back on the page."""
    assert not [url for url in BASE_URLS if len(url) > 12 and url in base_url_problem(url)]
    assert "sk-secret" not in base_url_problem("sk-secret") + livekit_host_problem("sk-secret", CLOUD)


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("wss://name-1a2b.livekit.cloud", CLOUD),
        ("WSS://Name.LiveKit.Cloud/", CLOUD),
        ("wss://name.eu.livekit.cloud:443", CLOUD),
        ("wss://lk.example.com", f"{CLOUD}, lk.example.com"),
        ("wss://lk.example.com:7443", "lk.example.com:7443"),
        ("wss://lk.example.com:7443", "lk.example.com:*"),
        ("ws://127.0.0.1:7880", "ws://127.0.0.1:7880"),
        ("ws://[::1]:7880", "ws://[::1]:*"),
    ],
)
def test_it_takes_a_livekit_that_the_operator_named(url: str, allowed: str) -> None:
    assert livekit_host_problem(url, allowed) == ""


@pytest.mark.parametrize(
    ("url", "allowed", "words"),
    [
        ("", CLOUD, "Enter the address"),
        ("https://name.livekit.cloud", CLOUD, "begin with wss://"),
        ("ws://name.livekit.cloud", CLOUD, "begin with wss://"),
        ("wss://name.livekit.cloud/rtc", CLOUD, "nothing behind the host"),
        ("wss://me@name.livekit.cloud", CLOUD, "before the @"),
        ("wss://lk.example.com", CLOUD, "at *.livekit.cloud only"),
        ("wss://livekit.cloud", CLOUD, "at *.livekit.cloud only"),
        ("wss://name.livekit.cloud:8443", CLOUD, "at *.livekit.cloud only"),
        ("wss://127.0.0.1:7881", "ws://127.0.0.1:*", "only"),
        ("wss://a.example.com", "*", "only"),
        ("wss://a.com", "*.com", "only"),
        ("wss://name.livekit.cloud", " , ", "no LiveKit but its own"),
    ],
)
def test_it_says_what_is_wrong_with_a_livekit_address(url: str, allowed: str, words: str) -> None:
    assert words in livekit_host_problem(url, allowed)


def test_a_host_under_a_wildcard_isnt_named_exactly() -> None:
    assert is_named_exactly("ws://10.0.0.5:7880", "ws://10.0.0.5:7880")
    assert not is_named_exactly("wss://name.livekit.cloud", CLOUD)
    assert not is_named_exactly("wss://evil.example.com", CLOUD)
