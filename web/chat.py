"""One question to a language model that answers in JSON: guarded, bounded, and every failure in words."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

import httpx

import outbound
from errors import AppError
from interview.events import UsageData

from .places import ModelEndpoint
from .probes_openai import is_openai, judge, vendor
from .probes_verdict import Outcome, complaint, parsed

WAIT_S, TOTAL_S = 60.0, 90.0
MOST_BYTES = 512 * 1024
MOST_TOKENS = 8000
_MOST_COUNTED = 10_000_000
_OPERATORS = "The operator’s language model doesn’t answer the way it should."
_PASSING = frozenset({Outcome.TOO_MANY, Outcome.DOWN, Outcome.UNREACHABLE})
Message = Mapping[str, str]


class ModelError(AppError):
    """A language model gave no answer.

    Attributes:
        passing: whether asking again a little later may help.
        after_s: how long the provider asks to wait; 0 when it doesn't say.
    """

    label = "model_failed"
    default_message = "The language model doesn’t answer the way it should."

    def __init__(self, message: str, *, log: str, passing: bool = False, after_s: float = 0.0) -> None:
        super().__init__(message, log=log)
        self.passing = passing
        self.after_s = after_s


@dataclass(frozen=True)
class Answer:
    """What a language model said, and what that used, as far as the server tells."""

    text: str
    used: UsageData


class Asker(Protocol):
    """What :class:`Chat` does."""

    def __call__(
        self, model: ModelEndpoint, messages: Sequence[Message], *, schema: Mapping[str, Any], name: str
    ) -> Answer: ...


@dataclass(frozen=True)
class Chat:
    """Asks over HTTP.

    Attributes:
        guard: how addresses are judged; only tests pass another.
    """

    guard: outbound.Guard = outbound.PUBLIC

    def __call__(
        self, model: ModelEndpoint, messages: Sequence[Message], *, schema: Mapping[str, Any], name: str
    ) -> Answer:
        """The model's answer: JSON by ``schema`` where the server can hold it to that.

        Servers differ in what they take: one that knows no schema is asked for JSON alone, and one that
        knows no token limit is asked without.

        Raises:
            ModelError: no answer; its message is for the owner.
        """
        body: dict[str, Any] = {
            "model": model.model,
            "messages": list(messages),
            "max_completion_tokens": MOST_TOKENS,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": name, "strict": True, "schema": schema},
            },
        }
        try:
            with self._client(model) as client:
                client.headers["Authorization"] = f"Bearer {model.api_key.get_secret_value()}"
                answer = _asked(client, f"{model.base_url}/chat/completions", body)
        except (outbound.AddressRefusedError, outbound.AnswerRefusedError) as error:
            raise ModelError(_told(model, error.message), log=error.log) from None
        except httpx.HTTPError as error:
            told = vendor(model.base_url).unreachable(error).message
            raise ModelError(
                _told(model, told), log=f"model unreachable: {type(error).__name__}", passing=True
            ) from None
        return Answer(_content(answer, model), _used(answer, model))

    def _client(self, model: ModelEndpoint) -> httpx.Client:
        timeout = httpx.Timeout(WAIT_S, connect=5.0)
        if model.guarded:
            return outbound.client(timeout=timeout, total_s=TOTAL_S, most_bytes=MOST_BYTES, guard=self.guard)
        return httpx.Client(timeout=timeout, follow_redirects=False)


def _asked(client: httpx.Client, url: str, body: dict[str, Any]) -> httpx.Response:
    answer = _posted(client, url, body)
    for _ in range(3):
        if answer.status_code not in (400, 422) or not _made_plainer(body, answer):
            break
        answer = _posted(client, url, body)
    return answer


def _posted(client: httpx.Client, url: str, body: dict[str, Any]) -> httpx.Response:
    """One answer, read to its end within the limits; an operator's server has them too."""
    until, left, parts = time.monotonic() + TOTAL_S, MOST_BYTES, []
    with client.stream("POST", url, json=body) as answer:
        if answer.is_redirect:
            raise outbound.AnswerRefusedError(log="a redirect was refused")
        for chunk in answer.iter_bytes():
            if time.monotonic() > until:
                raise httpx.ReadTimeout("the request took too long as a whole")
            left -= len(chunk)
            if left < 0:
                raise outbound.AnswerRefusedError(log="an answer was too large")
            parts.append(chunk)
    kept = {name: answer.headers[name] for name in ("Retry-After",) if name in answer.headers}
    return httpx.Response(answer.status_code, headers=kept, content=b"".join(parts))


def _made_plainer(body: dict[str, Any], answer: httpx.Response) -> bool:
    """Take out what the server complains about; False when that isn't one of ours."""
    said = complaint(answer)
    about = said.about + said.code + said.text
    if "max_completion_tokens" in about and "max_completion_tokens" in body:
        body["max_tokens"] = body.pop("max_completion_tokens")
    elif "max_tokens" in about and "max_tokens" in body:
        del body["max_tokens"]
    elif ("response_format" in about or "schema" in about) and "response_format" in body:
        if body["response_format"]["type"] == "json_schema":
            body["response_format"] = {"type": "json_object"}
        else:
            del body["response_format"]
    else:
        return False
    return True


def _content(answer: httpx.Response, model: ModelEndpoint) -> str:
    if answer.status_code != 200:
        outcome = judge(answer)
        told = vendor(model.base_url).verdict(outcome).message
        log = f"model refused: {outcome.value}, {answer.status_code}"
        raise ModelError(
            _told(model, told), log=log, passing=outcome in _PASSING, after_s=_retry_after(answer)
        )
    body = parsed(answer)
    try:
        content = body["choices"][0]["message"]["content"]
    except (KeyError, IndexError, TypeError):
        content = None
    if not isinstance(content, str) or not content.strip():
        told = "The language model gave no answer that can be used."
        raise ModelError(told, log="model answered without content")
    return content


def _used(answer: httpx.Response, model: ModelEndpoint) -> UsageData:
    """Tokens as the server counts them; 0 where it doesn't say."""
    body = parsed(answer)
    counts = body.get("usage") if isinstance(body, dict) else None
    tokens = {
        ours: _count(counts.get(theirs) if isinstance(counts, dict) else None)
        for ours, theirs in (("tokens_in", "prompt_tokens"), ("tokens_out", "completion_tokens"))
    }
    provider = "openai" if is_openai(model.base_url) else urlsplit(model.base_url).hostname or ""
    return UsageData(provider=provider, kind="llm", model=model.model, **tokens)


def _count(said: object) -> int:
    fit = isinstance(said, int) and not isinstance(said, bool) and 0 <= said <= _MOST_COUNTED
    return said if isinstance(said, int) and fit else 0


def _told(model: ModelEndpoint, told: str) -> str:
    """What the owner may know: of their own key everything, of the operator's that it doesn't work."""
    return told if model.payer == "own" else _OPERATORS


def _retry_after(answer: httpx.Response) -> float:
    try:
        return max(0.0, float(answer.headers.get("Retry-After", "0")))
    except ValueError:
        return 0.0
