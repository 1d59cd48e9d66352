"""The Test button, through the real client code, against what the vendors really answer."""

from __future__ import annotations

import json
import logging
import re
import ssl
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pydantic import SecretStr

import outbound
from tests.fakes import provider_answers as said
from tests.fakes.certificates import Tls, make_tls
from tests.fakes.providers import KEY, LIVEKIT_SECRET, MODEL, NAMES, Answer, FakeProviders, running
from tests.fakes.wire import watched
from web.probes import Outcome, Provider, Verdict, probe
from web.provider_keys import LiveKitKey, OpenAIKey, ProviderKeys

pytestmark = pytest.mark.process

COMPATIBLE = "https://llm.example.com/v1"
MODELS, CHAT = "/v1/models", "/v1/chat/completions"
LISTEN, LIST, TOKEN = "/v1/listen", "/v2/transcript", "/v3/token"
ROOMS = "/twirp/livekit.RoomService/ListRooms"
ALL: tuple[Provider, ...] = ("livekit", "openai", "deepgram", "assemblyai")


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Tls:
    return make_tls(tmp_path_factory.mktemp("tls"), NAMES)


@pytest.fixture
def providers(tls: Tls) -> Iterator[FakeProviders]:
    with running(tls) as server:
        yield server


def all_keys(base_url: str = "https://api.openai.com/v1", model: str = "") -> ProviderKeys:
    secret = SecretStr(KEY)
    pair = LiveKitKey("wss://name.livekit.cloud", *FakeProviders.livekit_pair)
    return ProviderKeys(pair, OpenAIKey(secret, base_url, model), secret, secret)


def press_test(
    provider: Provider,
    server: FakeProviders,
    keys: ProviderKeys | None = None,
    guard: outbound.Guard | None = None,
) -> Verdict:
    return probe(
        provider,
        keys or all_keys(),
        allowed_hosts="*.livekit.cloud",
        model=MODEL,
        guard=guard or server.guard(),
    )


@pytest.mark.parametrize("provider", ALL)
def test_a_good_key_is_called_good(provider: Provider, providers: FakeProviders) -> None:
    verdict = press_test(provider, providers)
    assert verdict.ok
    assert "accepts this key" in verdict.message


@pytest.mark.parametrize("provider", ALL)
def test_a_key_of_another_is_called_wrong(provider: Provider, providers: FakeProviders) -> None:
    other = SecretStr(KEY[::-1])
    keys = ProviderKeys(
        LiveKitKey("wss://name.livekit.cloud", FakeProviders.livekit_pair[0], other),
        OpenAIKey(other),
        other,
        other,
    )
    assert press_test(provider, providers, keys).outcome is Outcome.WRONG_KEY


OPENAI = [
    (MODELS, said.OPENAI_WRONG_KEY, Outcome.WRONG_KEY),
    (MODELS, said.OPENAI_NO_MEMBER, Outcome.WRONG_PROJECT),
    (MODELS, said.OPENAI_OTHER_PROJECT, Outcome.WRONG_PROJECT),
    (MODELS, said.OPENAI_NO_ORGANIZATION, Outcome.WRONG_PROJECT),
    (MODELS, said.OPENAI_COUNTRY, Outcome.WRONG_REGION),
    (MODELS, said.OPENAI_NO_LIST, Outcome.OK),
    (MODELS, said.OPENAI_TOO_MANY, Outcome.TOO_MANY),
    (MODELS, said.BROKEN, Outcome.DOWN),
    (MODELS, said.HTML, Outcome.WRONG_URL),
    (MODELS, said.DEEP, Outcome.WRONG_URL),
    (MODELS, said.HTML_404, Outcome.OK),
    (CHAT, said.OPENAI_NO_SCOPE, Outcome.NO_PERMISSION),
    (CHAT, said.OPENAI_NO_MODEL_IN_PROJECT, Outcome.WRONG_MODEL),
    (CHAT, said.quota("insufficient_quota"), Outcome.NO_CREDIT),
    (CHAT, said.quota("credit_balance_exhausted"), Outcome.NO_CREDIT),
    (CHAT, said.quota("project_spend_limit_exceeded"), Outcome.NO_CREDIT),
    (CHAT, said.DEEPSEEK_NO_CREDIT, Outcome.NO_CREDIT),
    (CHAT, said.OPENAI_TOO_MANY, Outcome.TOO_MANY),
    (CHAT, said.OPENAI_LIMIT_REACHED, Outcome.OK),
    (CHAT, said.OLLAMA_NO_MODEL, Outcome.WRONG_MODEL),
    (CHAT, said.MISTRAL_NO_MODEL, Outcome.WRONG_MODEL),
    (CHAT, said.HTML_404, Outcome.WRONG_URL),
    (CHAT, said.HTML, Outcome.WRONG_URL),
    (CHAT, said.DEEP, Outcome.WRONG_URL),
    (CHAT, said.BROKEN, Outcome.DOWN),
    (CHAT, Answer(418, {"teapot": True}), Outcome.UNCLEAR),
]
SPEECH = [
    ("deepgram", LISTEN, said.DEEPGRAM_WRONG_KEY, Outcome.WRONG_KEY),
    ("deepgram", LISTEN, said.DEEPGRAM_NO_PERMISSION, Outcome.NO_PERMISSION),
    ("deepgram", LISTEN, said.DEEPGRAM_NO_MODEL, Outcome.NO_PERMISSION),
    ("deepgram", LISTEN, said.DEEPGRAM_NO_CREDIT, Outcome.NO_CREDIT),
    ("deepgram", LISTEN, said.DEEPGRAM_TOO_MANY, Outcome.TOO_MANY),
    ("deepgram", LISTEN, said.BROKEN, Outcome.DOWN),
    ("deepgram", LISTEN, said.HTML, Outcome.DOWN),
    ("deepgram", LISTEN, Answer(400, {"err_code": "Bad Request"}), Outcome.UNCLEAR),
    ("assemblyai", LIST, said.ASSEMBLYAI_WRONG_KEY, Outcome.WRONG_KEY),
    ("assemblyai", LIST, said.ASSEMBLYAI_TOO_MANY, Outcome.TOO_MANY),
    ("assemblyai", LIST, said.BROKEN, Outcome.DOWN),
    ("assemblyai", TOKEN, said.ASSEMBLYAI_NEGATIVE, Outcome.NO_CREDIT),
    ("assemblyai", TOKEN, said.ASSEMBLYAI_NOT_UPGRADED, Outcome.NO_CREDIT),
    ("assemblyai", TOKEN, said.DEEP, Outcome.DOWN),
]
LIVEKIT = [
    (said.LIVEKIT_WRONG_SECRET, Outcome.WRONG_KEY),
    (said.LIVEKIT_UNKNOWN_KEY, Outcome.WRONG_KEY),
    (said.LIVEKIT_FORBIDDEN, Outcome.NO_PERMISSION),
    (said.LIVEKIT_TOO_MANY, Outcome.TOO_MANY),
    (said.HTML, Outcome.WRONG_URL),
    (said.HTML_404, Outcome.WRONG_URL),
    (said.BROKEN, Outcome.DOWN),
    (Answer(418, b""), Outcome.UNCLEAR),
]
CASES = [
    *(("openai", path, answer, outcome) for path, answer, outcome in OPENAI),
    *SPEECH,
    *(("livekit", ROOMS, answer, outcome) for answer, outcome in LIVEKIT),
]


@pytest.mark.parametrize(("provider", "path", "answer", "outcome"), CASES)
def test_it_tells_what_the_vendor_means_in_words_of_its_own(
    provider: Provider, path: str, answer: Answer, outcome: Outcome, providers: FakeProviders
) -> None:
    providers.instead[path] = [answer]
    verdict = press_test(provider, providers)

    assert verdict.outcome is outcome
    assert re.fullmatch(r"[A-Z].{20,}\.", verdict.message)
    assert not any(secret in verdict.message for secret in (KEY, LIVEKIT_SECRET, KEY[-10:]))
    for vendors in re.findall(r"[A-Za-z][\w ,']{24,}", answer_text(answer)):
        assert vendors not in verdict.message


def answer_text(answer: Answer) -> str:
    return answer.body.decode(errors="replace") if isinstance(answer.body, bytes) else json.dumps(answer.body)


def test_every_finding_is_shown_by_some_case() -> None:
    elsewhere = {Outcome.MISSING, Outcome.REFUSED, Outcome.UNREACHABLE}  # the tests below, and test_ssrf
    assert {outcome for *_, outcome in CASES} == set(Outcome) - elsewhere


def test_a_newer_model_is_asked_by_its_own_limit(providers: FakeProviders) -> None:
    good = Answer(200, {"choices": []})
    providers.instead[CHAT] = [said.OPENAI_NOT_MAX_TOKENS, good]
    assert press_test("openai", providers).ok
    limits = [json.loads(asked.body) for asked in providers.asked if asked.path == CHAT]
    assert [each.get("max_tokens") for each in limits] == [1, None]
    assert limits[1]["max_completion_tokens"] == 1


def test_it_asks_for_one_token_of_the_keys_own_model(providers: FakeProviders) -> None:
    assert press_test("openai", providers, all_keys(model="gpt-nine")).outcome is Outcome.WRONG_MODEL
    asked = json.loads(providers.asked[-1].body)
    assert (asked["model"], asked["max_tokens"]) == ("gpt-nine", 1)


def test_a_compatible_server_is_called_by_its_host(providers: FakeProviders) -> None:
    assert press_test("openai", providers, all_keys(COMPATIBLE)).message.startswith("llm.example.com accepts")
    providers.instead[CHAT] = [said.DEEPSEEK_NO_CREDIT]
    assert "OpenAI" not in press_test("openai", providers, all_keys(COMPATIBLE)).message


def test_a_wrong_path_is_a_wrong_url(providers: FakeProviders) -> None:
    keys = all_keys("https://llm.example.com/v2")
    assert press_test("openai", providers, keys).outcome is Outcome.WRONG_URL


@pytest.mark.parametrize("provider", ALL)
def test_a_provider_that_is_down_is_unreachable(provider: Provider, providers: FakeProviders) -> None:
    with watched():  # every connection is refused
        verdict = press_test(provider, providers)
    assert verdict.outcome is Outcome.UNREACHABLE


@pytest.mark.parametrize("provider", ["openai", "livekit"])
def test_it_says_why_a_typed_address_is_unreachable(provider: Provider, providers: FakeProviders) -> None:
    nowhere = outbound.Guard(resolve=lambda _host, _port: [])
    strange = replace(providers.guard(), tls=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    for guard, words in ((nowhere, "no server of this name"), (strange, "certificate")):
        assert words in press_test(provider, providers, all_keys(COMPATIBLE), guard).message
    assert providers.asked == []


@pytest.mark.parametrize("provider", ALL)
def test_without_a_key_there_is_nothing_to_test(provider: Provider, providers: FakeProviders) -> None:
    verdict = press_test(provider, providers, ProviderKeys())
    assert (verdict.outcome, providers.asked) == (Outcome.MISSING, [])


@pytest.mark.parametrize(
    ("provider", "field"),
    [
        ("livekit", "livekit_url"),
        ("openai", "openai_base_url"),
        ("deepgram", "deepgram_api_key"),
        ("assemblyai", "assemblyai_api_key"),
    ],
)
def test_a_key_that_cant_be_read_in_full_is_sent_nowhere(
    provider: Provider, field: str, providers: FakeProviders
) -> None:
    """With its base URL unreadable, a key of another provider would go to OpenAI."""
    keys = replace(all_keys(), unreadable=frozenset({field}))
    verdict = press_test(provider, providers, keys)
    assert (verdict.outcome, providers.asked) == (Outcome.MISSING, [])
    assert "Enter it again" in verdict.message


@pytest.mark.parametrize("bad", ["sk-a b", "sk-ключ", "sk-x\r\nHost: y", "sk-\x00", ""])
@pytest.mark.parametrize("provider", ALL)
def test_a_key_that_fits_in_no_header_is_sent_nowhere(
    provider: Provider, bad: str, providers: FakeProviders
) -> None:
    secret = SecretStr(bad)
    keys = ProviderKeys(
        LiveKitKey("wss://name.livekit.cloud", secret, secret), OpenAIKey(secret), secret, secret
    )
    verdict = press_test(provider, providers, keys)
    assert (verdict.outcome, providers.asked) == (Outcome.WRONG_KEY, [])


@pytest.mark.parametrize(("provider", "path", "answer", "outcome"), CASES[:: len(CASES) // 12])
def test_no_log_holds_a_key(
    provider: Provider,
    path: str,
    answer: Answer,
    outcome: Outcome,
    providers: FakeProviders,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    providers.instead[path] = [answer]
    press_test(provider, providers)
    written = caplog.text + "".join(capfd.readouterr())
    assert outcome.value in written
    assert not [secret for secret in (KEY, LIVEKIT_SECRET, "Bearer ey") if secret in written]
