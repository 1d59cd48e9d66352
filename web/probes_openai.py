"""A test of an OpenAI-compatible API: is the key known, the model there, and credit left?"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import httpx

import outbound

from .probes_verdict import Complaint, Outcome, Vendor, Verdict, complaint, parsed
from .provider_keys import OPENAI_BASE_URL, OpenAIKey

WAIT_S, TOTAL_S = 5.0, 15.0
_OPENAI = Vendor(
    "OpenAI", "platform.openai.com/api-keys", "platform.openai.com/settings/organization/billing"
)
_NO_CREDIT = {
    "insufficient_quota",
    "billing_hard_limit_reached",
    "billing_not_active",
    "credit_balance_exhausted",
    "organization_spend_limit_exceeded",
    "project_spend_limit_exceeded",
    "organization_usage_limit_exceeded",
}
_ELSEWHERE = ("organization", "project")  # invalid_organization, mismatched_project, ...
_QUESTION = {"messages": [{"role": "user", "content": "Say yes."}]}


def probe_openai(key: OpenAIKey, model: str, guard: outbound.Guard) -> Verdict:
    """List the models, then ask for a single token.

    The list is free, but succeeds without credit; only the question tells. It costs about ten
    tokens, with gpt-4o-mini less than a thousandth of a cent. A server without a list, or a key that
    may not see it, is judged by the question alone.
    """
    if problem := outbound.base_url_problem(key.base_url):
        return Verdict(Outcome.REFUSED, problem)
    named = vendor(key.base_url)
    base = key.base_url.rstrip("/")
    try:
        with outbound.client(timeout=WAIT_S, total_s=TOTAL_S, guard=guard) as client:
            client.headers["Authorization"] = f"Bearer {key.api_key.get_secret_value()}"
            outcome = _judge_list(client.get(f"{base}/models"))
            if outcome is Outcome.OK:
                outcome = _judge_question(_ask(client, f"{base}/chat/completions", model))
    except outbound.AddressRefusedError as error:
        return Verdict(Outcome.REFUSED, error.message)
    except outbound.AnswerRefusedError:
        return named.verdict(Outcome.WRONG_URL)
    except httpx.HTTPError as error:
        return named.unreachable(error)
    return named.verdict(outcome)


def is_openai(base_url: str) -> bool:
    """Whether OpenAI itself answers there."""
    return urlsplit(base_url).hostname == urlsplit(OPENAI_BASE_URL).hostname


def vendor(base_url: str) -> Vendor:
    """How whoever answers at ``base_url`` is spoken of."""
    if is_openai(base_url):
        return _OPENAI
    host = urlsplit(base_url).hostname or ""
    return Vendor(host, "your account there", "your account there", typed_in=True)


def _judge_list(answer: httpx.Response) -> Outcome:
    """OK when the question is worth asking."""
    if answer.status_code == 200:
        return Outcome.OK if isinstance(parsed(answer), dict | list) else Outcome.WRONG_URL
    if answer.status_code in (404, 405, 501):
        return Outcome.OK
    outcome = _judge_error(answer.status_code, complaint(answer))
    return Outcome.OK if outcome is Outcome.NO_PERMISSION else outcome


def _ask(client: httpx.Client, url: str, model: str) -> httpx.Response:
    """The answer to a question of one token; newer models know its limit by another name."""
    body: dict[str, Any] = {"model": model, **_QUESTION}
    answer = client.post(url, json={**body, "max_tokens": 1})
    if answer.status_code == 400 and "max_tokens" in (said := complaint(answer)).about + said.text:
        answer = client.post(url, json={**body, "max_completion_tokens": 1})
    return answer


def _judge_question(answer: httpx.Response) -> Outcome:
    if answer.status_code == 200:
        body = parsed(answer)
        return Outcome.OK if isinstance(body, dict) and "choices" in body else Outcome.WRONG_URL
    said = complaint(answer)
    if answer.status_code == 400 and "output limit was reached" in said.text:
        return Outcome.OK  # a model that thinks had used its one token up before it spoke
    return _judge_error(answer.status_code, said)


def judge(answer: httpx.Response) -> Outcome:
    """What an answer that is no success means."""
    return _judge_error(answer.status_code, complaint(answer))


def _judge_error(status: int, said: Complaint) -> Outcome:
    """What an error means. Statuses and codes: OpenAI's guide to error codes, and its imitators'."""
    match status:
        case 401:
            return _judge_401(said)
        case 402:
            return Outcome.NO_CREDIT
        case 403:
            return _judge_403(said)
        case 400 | 404 | 422 if _is_about_model(said) or (status == 404 and "model" in said.text):
            return Outcome.WRONG_MODEL
        case 404 | 405:
            return Outcome.WRONG_URL
        case 429:
            return Outcome.NO_CREDIT if _NO_CREDIT & {said.code, said.kind} else Outcome.TOO_MANY
    return Outcome.DOWN if status >= 500 else Outcome.UNCLEAR


def _judge_401(said: Complaint) -> Outcome:
    if _is_elsewhere(said):
        return Outcome.WRONG_PROJECT
    if said.code == "missing_scope" or "missing scopes" in said.text:
        return Outcome.NO_PERMISSION
    return Outcome.WRONG_KEY


def _judge_403(said: Complaint) -> Outcome:
    if _is_about_model(said):
        return Outcome.WRONG_MODEL
    if "country" in said.code + said.text:
        return Outcome.WRONG_REGION
    return Outcome.WRONG_PROJECT if _is_elsewhere(said) else Outcome.NO_PERMISSION


def _is_about_model(said: Complaint) -> bool:
    return "model" in said.code + said.kind or said.about == "model" or "valid model" in said.text


def _is_elsewhere(said: Complaint) -> bool:
    """Whether the complaint is about the key's organization or project."""
    return any(word in said.code for word in _ELSEWHERE) or "member of an organization" in said.text
