"""A provider's form: what is cleaned away, what is refused and in which words, when a stored key may stay."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from store.rows import KEY_FIELDS
from web.key_form import LONGEST, Checked, check, clean
from web.keyring import Shown
from web.providers import ASSEMBLYAI, DEEPGRAM, LIVEKIT, OPENAI, PROVIDERS, Provider

pytestmark = pytest.mark.unit

HOSTS = "*.livekit.cloud"
URL = "wss://name.livekit.cloud"
NOW = datetime(2026, 3, 2, tzinfo=UTC)
PAIR = {"livekit_api_key": "APIabcdefghijk", "livekit_api_secret": "s" * 40}


def stored(**texts: str) -> dict[str, Shown]:
    return {name: Shown(text, NOW) for name, text in texts.items()}


LIVEKIT_STORED = stored(livekit_url=URL, livekit_api_key="hijk", livekit_api_secret="ssss")
OPENAI_STORED = stored(openai_api_key="1234", openai_base_url="https://api.openai.com/v1", openai_model="")


def livekit(present: dict[str, Shown] | None = None, /, **form: str) -> Checked:
    return check(LIVEKIT, form, present or {}, allowed_hosts=HOSTS)


def openai(present: dict[str, Shown] | None = None, /, **form: str) -> Checked:
    return check(OPENAI, form, present or {}, allowed_hosts=HOSTS)


def fresh(checked: Checked) -> dict[str, str]:
    assert checked.errors == {}
    return {name: secret.get_secret_value() for name, secret in checked.fresh.items()}


def test_the_providers_hold_every_field_once() -> None:
    assert sorted(name for each in PROVIDERS for name in each.field_names) == sorted(KEY_FIELDS)


@pytest.mark.parametrize(
    "typed",
    [
        "sk-1234",
        "  sk-1234\r\n",
        '"sk-1234"',
        "'sk-1234'",
        "“sk-1234”",
        "`sk-1234`",
        "Bearer sk-1234",
        "bearer  sk-1234 ",
        '"Bearer sk-1234"',
        "\u00a0sk-1234\u00a0",
    ],
)
def test_what_comes_along_with_a_copied_key_is_cleaned_away(typed: str) -> None:
    assert clean(typed) == "sk-1234"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("sk-12\n34", "line break"),
        ("sk-12\x0034", "control character"),
        ("sk-12\x7f34", "control character"),
        ("sk-12 34", "a space or a letter that no key has"),
        ("sk-12\u200b34", "a space or a letter that no key has"),
        ("sk-é", "a space or a letter that no key has"),
        ("x" * (LONGEST + 1), "longer than 512"),
        ("", "Enter the API key."),
        ("  ", "Enter the API key."),
        ('"Bearer "', "Enter the API key."),
    ],
)
@pytest.mark.parametrize("provider", [DEEPGRAM, ASSEMBLYAI, OPENAI], ids=lambda each: each.name)
def test_a_bad_key_is_refused_at_its_field(provider: Provider, typed: str, says: str) -> None:
    field = provider.secrets[0].name
    checked = check(provider, {field: typed}, {}, allowed_hosts=HOSTS)
    assert list(checked.errors) == [field]
    assert says in checked.errors[field]
    assert field not in checked.values


def test_a_key_at_the_limit_is_accepted() -> None:
    assert fresh(check(DEEPGRAM, {"deepgram_api_key": "x" * LONGEST}, {}, allowed_hosts=HOSTS))


def test_a_livekit_project_is_accepted_whole() -> None:
    assert fresh(livekit(livekit_url=f" {URL}/ ", **PAIR)) == {"livekit_url": URL, **PAIR}


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("", "Enter the project URL."),
        ("name.livekit.cloud", "wss://"),
        ("https://name.livekit.cloud", "wss://"),
        ("ws://name.livekit.cloud", "wss://"),
        ("wss://livekit.example.org", "*.livekit.cloud only"),
        ("wss://127.0.0.1:7880", "*.livekit.cloud only"),
        ("wss://evil.org#.livekit.cloud", "isn't the address"),
        ("wss://user@name.livekit.cloud", "@"),
    ],
)
def test_a_livekit_address_that_cant_be_used_is_refused_at_its_field(url: str, says: str) -> None:
    checked = livekit(livekit_url=url, **PAIR)
    assert list(checked.errors) == ["livekit_url"]
    assert says in checked.errors["livekit_url"]
    assert checked.values == {"livekit_url": url}


def test_a_host_the_operator_named_is_accepted() -> None:
    form = {"livekit_url": "ws://127.0.0.1:7880", **PAIR}
    assert fresh(check(LIVEKIT, form, {}, allowed_hosts="ws://127.0.0.1:7880"))


@pytest.mark.parametrize(
    ("given", "lacking"),
    [("livekit_api_key", "livekit_api_secret"), ("livekit_api_secret", "livekit_api_key")],
)
def test_half_a_pair_wants_its_other_half(given: str, lacking: str) -> None:
    checked = livekit(LIVEKIT_STORED, livekit_url=URL, **{given: PAIR[given]})
    assert list(checked.errors) == [lacking]
    assert "belongs to it" in checked.errors[lacking]


def test_openai_needs_a_key_alone() -> None:
    assert fresh(openai(openai_api_key="sk-1234")) == {
        "openai_api_key": "sk-1234",
        "openai_base_url": "https://api.openai.com/v1",
        "openai_model": "",
    }


@pytest.mark.parametrize(
    "url", ["http://api.openai.com/v1", "https://localhost/v1", "https://10.0.0.1/v1", "https://x.org/v1?a=b"]
)
def test_a_base_url_that_cant_be_used_is_refused_at_its_field(url: str) -> None:
    checked = openai(openai_api_key="sk-1234", openai_base_url=url)
    assert list(checked.errors) == ["openai_base_url"]
    assert checked.values["openai_base_url"] == url


def test_a_stored_key_stays_when_only_the_model_changes() -> None:
    kept = fresh(openai(OPENAI_STORED, openai_model="gpt-4o"))
    assert kept == {"openai_base_url": "https://api.openai.com/v1", "openai_model": "gpt-4o"}


def test_a_stored_key_is_never_sent_to_a_new_address() -> None:
    checked = openai(OPENAI_STORED, openai_base_url="https://collector.example.org/v1")
    assert list(checked.errors) == ["openai_api_key"]
    assert "never sent elsewhere" in checked.errors["openai_api_key"]
    moved = livekit(LIVEKIT_STORED, livekit_url="wss://other.livekit.cloud")
    assert sorted(moved.errors) == ["livekit_api_key", "livekit_api_secret"]


def test_a_stored_pair_stays_at_its_address() -> None:
    assert fresh(livekit(LIVEKIT_STORED, livekit_url=URL + "/")) == {"livekit_url": URL}


@pytest.mark.parametrize("spoilt", ["openai_api_key", "openai_base_url", "openai_model"])
def test_with_an_unreadable_row_the_key_is_asked_for_again(spoilt: str) -> None:
    checked = openai(OPENAI_STORED | {spoilt: Shown("", NOW, readable=False)})
    assert list(checked.errors) == ["openai_api_key"]
    assert "can’t be read any more" in checked.errors["openai_api_key"]
