"""A question to a language model over HTTP: what is sent, what is taken, what each failure is called."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pydantic import SecretStr

import outbound
from tests.fakes import provider_answers as said
from tests.fakes.certificates import Tls, make_tls
from tests.fakes.providers import KEY, MODEL, NAMES, Answer, FakeProviders, running
from tests.fakes.wire import watched
from web import chat
from web.chat import Chat, ModelError
from web.places import ModelEndpoint

pytestmark = pytest.mark.process

PATH = "/v1/chat/completions"
OWN = ModelEndpoint("https://api.openai.com/v1", SecretStr(KEY), MODEL, "own", guarded=True)
SCHEMA = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
ASKED = [{"role": "user", "content": "Write a plan."}]


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Tls:
    return make_tls(tmp_path_factory.mktemp("tls"), NAMES)


@pytest.fixture
def providers(tls: Tls) -> Iterator[FakeProviders]:
    with running(tls) as server:
        yield server


def told(content: Any) -> Answer:
    return Answer(200, {"choices": [{"message": {"role": "assistant", "content": content}}]})


def refused(about: str, status: int = 400) -> Answer:
    message = f"Unsupported parameter: '{about}' is not supported with this model."
    return Answer(status, {"error": {"message": message, "param": about, "code": "unsupported_parameter"}})


def ask(providers: FakeProviders, model: ModelEndpoint = OWN, guard: outbound.Guard | None = None) -> str:
    return Chat(guard or providers.guard())(model, ASKED, schema=SCHEMA, name="a_plan").text


def sent(providers: FakeProviders) -> list[dict[str, Any]]:
    return [json.loads(request.body) for request in providers.asked]


@pytest.mark.parametrize(
    ("usage", "tokens"),
    [
        ({"prompt_tokens": 1200, "completion_tokens": 300}, (1200, 300)),
        ({"prompt_tokens": "many", "completion_tokens": -5}, (0, 0)),
        ({"prompt_tokens": 10**12, "completion_tokens": True}, (0, 0)),
        ([1200, 300], (0, 0)),
        (None, (0, 0)),
    ],
)
def test_what_it_used_is_what_the_server_counts_and_nothing_absurd(
    providers: FakeProviders, usage: Any, tokens: tuple[int, int]
) -> None:
    body = {"choices": [{"message": {"role": "assistant", "content": "{}"}}], "usage": usage}
    providers.instead[PATH] = [Answer(200, body)]
    used = Chat(providers.guard())(OWN, ASKED, schema=SCHEMA, name="a_plan").used
    assert (used.provider, used.kind, used.model) == ("openai", "llm", MODEL)
    assert (used.tokens_in, used.tokens_out) == tokens


def test_it_asks_for_json_by_the_schema_and_returns_what_was_said(providers: FakeProviders) -> None:
    providers.instead[PATH] = [told('{"a": 1}')]
    assert ask(providers) == '{"a": 1}'
    (body,) = sent(providers)
    assert (body["model"], body["messages"], body["max_completion_tokens"]) == (MODEL, ASKED, 8000)
    assert body["response_format"]["json_schema"] == {"name": "a_plan", "strict": True, "schema": SCHEMA}


def test_the_key_is_shown_to_the_provider_alone(providers: FakeProviders) -> None:
    providers.instead[PATH] = []
    with pytest.raises(ModelError):  # the usual answer has no content, but only the right key gets that far
        ask(providers)
    with pytest.raises(ModelError, match="wrong_key"):
        ask(providers, replace(OWN, api_key=SecretStr(KEY[::-1])))


@pytest.mark.parametrize("status", [400, 422])
def test_a_server_that_knows_no_schema_is_asked_for_json_alone(providers: FakeProviders, status: int) -> None:
    no_schema = Answer(status, {"error": {"message": "This response_format type is unavailable now"}})
    providers.instead[PATH] = [no_schema, told("{}")]
    assert ask(providers) == "{}"
    assert sent(providers)[1]["response_format"] == {"type": "json_object"}


def test_a_server_that_knows_none_of_it_is_asked_plainly(providers: FakeProviders) -> None:
    providers.instead[PATH] = [
        refused("max_completion_tokens"),
        refused("response_format"),
        refused("response_format"),
        told("{}"),
    ]
    assert ask(providers) == "{}"
    last = sent(providers)[-1]
    assert (last["max_tokens"], "response_format" in last) == (8000, False)
    assert "max_completion_tokens" not in last


def test_it_gives_up_on_a_server_that_takes_nothing(providers: FakeProviders) -> None:
    providers.instead[PATH] = [refused("temperature")]
    with pytest.raises(ModelError, match="unclear"):
        ask(providers)
    assert len(providers.asked) == 1


@pytest.mark.parametrize(
    ("answer", "log", "says", "passing"),
    [
        (said.OPENAI_WRONG_KEY, "wrong_key", "OpenAI doesn't accept this key", False),
        (said.quota("insufficient_quota"), "no_credit", "no credit left", False),
        (said.OPENAI_TOO_MANY, "too_many", "used too often", True),
        (said.OPENAI_NO_MODEL_IN_PROJECT, "wrong_model", "has no such model", False),
        (said.BROKEN, "down", "has trouble of its own", True),
        (said.HTML, "without content", "no answer that can be used", False),
        (said.DEEP, "without content", "no answer that can be used", False),
        (told(""), "without content", "no answer that can be used", False),
        (told(None), "without content", "no answer that can be used", False),
        (told([{"text": "x"}]), "without content", "no answer that can be used", False),
        (Answer(200, {"choices": []}), "without content", "no answer that can be used", False),
        (Answer(302, b"", {"Location": "http://127.0.0.1/"}), "redirect", "isn't the provider's API", False),
        (Answer(200, b"x" * (chat.MOST_BYTES + 1)), "too large", "isn't the provider's API", False),
    ],
)
def test_every_failure_is_named_and_shows_no_key(
    providers: FakeProviders, answer: Answer, log: str, says: str, passing: bool
) -> None:
    providers.instead[PATH] = [answer]
    with pytest.raises(ModelError) as caught:
        ask(providers)
    assert log in caught.value.log
    assert says in caught.value.message
    assert caught.value.passing is passing
    assert KEY not in caught.value.log + caught.value.message


@pytest.mark.parametrize(("header", "after_s"), [("7", 7.0), ("-1", 0.0), ("tomorrow", 0.0)])
def test_it_reads_how_long_to_wait(providers: FakeProviders, header: str, after_s: float) -> None:
    providers.instead[PATH] = [Answer(429, said.OPENAI_TOO_MANY.body, {"Retry-After": header})]
    with pytest.raises(ModelError) as caught:
        ask(providers)
    assert caught.value.after_s == after_s


def test_who_drips_is_given_up(providers: FakeProviders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat, "TOTAL_S", 0.5)
    providers.instead[PATH] = [Answer(200, b"{", drip="body")]
    with pytest.raises(ModelError, match="unreachable") as caught:
        ask(providers)
    assert caught.value.passing


def test_an_owners_address_inside_is_not_dialled(providers: FakeProviders) -> None:
    inside = replace(OWN, base_url="https://llm.example.com/v1")
    guard = outbound.Guard(resolve=lambda _host, port: [("10.0.0.1", port)])
    with watched() as wire, pytest.raises(ModelError, match="isn't public"):
        ask(providers, inside, guard)
    assert wire.dialled == []


def test_of_the_operators_key_an_owner_hears_only_that_it_fails(providers: FakeProviders) -> None:
    providers.instead[PATH] = [said.quota("insufficient_quota")]
    with pytest.raises(ModelError) as caught:
        ask(providers, replace(OWN, payer="operator"))
    assert caught.value.message == "The operator’s language model doesn’t answer the way it should."
