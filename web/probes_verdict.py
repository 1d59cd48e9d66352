"""What a test of a provider key found, in the words the owner reads.

A vendor's own text is read for what it means and never passed on: it may quote the key.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import httpx


class Outcome(StrEnum):
    """What a test can find."""

    OK = "ok"
    MISSING = "missing"
    WRONG_KEY = "wrong_key"
    WRONG_PROJECT = "wrong_project"
    NO_PERMISSION = "no_permission"
    NO_CREDIT = "no_credit"
    TOO_MANY = "too_many"
    WRONG_URL = "wrong_url"
    WRONG_MODEL = "wrong_model"
    WRONG_REGION = "wrong_region"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    DOWN = "down"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Verdict:
    """One test's finding: what is wrong and what to do about it."""

    outcome: Outcome
    message: str

    @property
    def ok(self) -> bool:
        """Whether the key works."""
        return self.outcome is Outcome.OK


@dataclass(frozen=True)
class Vendor:
    """How a provider is spoken of.

    Attributes:
        name: as it begins a sentence.
        keys_at: where its keys are made.
        billing_at: where it is paid.
        typed_in: whether the owner entered the address.
    """

    name: str
    keys_at: str
    billing_at: str
    typed_in: bool = False

    def verdict(self, outcome: Outcome) -> Verdict:
        """The usual words for ``outcome``."""
        return Verdict(
            outcome,
            _WORDS[outcome].format(name=self.name, keys=self.keys_at, billing=self.billing_at),
        )

    def unreachable(self, error: BaseException) -> Verdict:
        """Words for a call that failed before there was an answer."""
        return Verdict(Outcome.UNREACHABLE, _why_unreachable(error, self.name, self.typed_in))


_WORDS = {
    Outcome.OK: "{name} accepts this key.",
    Outcome.WRONG_KEY: (
        "{name} doesn't accept this key: it was mistyped, revoked, or belongs elsewhere. "
        "Copy it once more from {keys}, or make another one there."
    ),
    Outcome.WRONG_PROJECT: (
        "{name} knows this key, but not for this project or organization. "
        "Make a key in the project that you want to use, at {keys}."
    ),
    Outcome.NO_PERMISSION: (
        "{name} knows this key, but the key may not do what an interview needs. "
        "Give it that permission at {keys}, or make a key without restrictions."
    ),
    Outcome.NO_CREDIT: (
        "{name} accepts this key, but there is no credit left or a spending limit is reached. "
        "Add credit or raise the limit at {billing}, then test again."
    ),
    Outcome.TOO_MANY: (
        "{name} accepts this key, but it has been used too often just now. Wait a minute, then test again."
    ),
    Outcome.WRONG_URL: (
        "What answers at this address isn't the API that is needed. "
        "Copy the address from the provider's documentation, with the /v1 at its end where there is one."
    ),
    Outcome.WRONG_MODEL: (
        "{name} accepts this key, but has no such model for it. "
        "Enter the name of a model that this key may use, just as the provider writes it."
    ),
    Outcome.WRONG_REGION: (
        "{name} doesn't serve the country in which this MockFlow runs. Use another provider, "
        "or a MockFlow that runs elsewhere."
    ),
    Outcome.DOWN: (
        "{name} has trouble of its own right now. Your key may be fine: test again in a few minutes."
    ),
    Outcome.UNCLEAR: (
        "{name} answered, but turned the test question down without a reason that MockFlow knows. "
        "Check the address and the model, then test again."
    ),
}


def _why_unreachable(error: BaseException, name: str, typed_in: bool) -> str:
    if not typed_in:
        return (
            f"{name} can't be reached from here right now. Your key may be fine: test again in a minute, "
            "and tell the operator of this MockFlow if it stays so."
        )
    causes = list(_chain(error))
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return "There is no server of this name. Check the address for a slip of the keyboard."
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return (
            "The server's certificate isn't valid for this address, so no key was sent to it. "
            "Check the address for a slip of the keyboard."
        )
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return "What answers at this address doesn't speak https. Check the address and its port."
    if any(isinstance(cause, TimeoutError | httpx.TimeoutException) for cause in causes):
        return "Nothing answered at this address in time. Check it, then test again in a minute."
    return "Nothing answers at this address. Check it and its port, then test again."


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error, what it came from, and so on; OSErrors that aiohttp carries inside too."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        inner = getattr(error, "os_error", None) or getattr(error, "certificate_error", None)
        if isinstance(inner, BaseException):
            yield inner
        error = error.__cause__ or error.__context__


@dataclass(frozen=True)
class Complaint:
    """A vendor's error body, for looking into only; all in lower case, empty where there is nothing."""

    code: str = ""
    kind: str = ""
    about: str = ""
    text: str = ""


def parsed(answer: httpx.Response) -> Any:
    """The JSON of an answer; None when it is none."""
    try:
        return answer.json()
    except (ValueError, RecursionError):
        return None


def complaint(answer: httpx.Response) -> Complaint:
    """What an error answer says, in the shapes of OpenAI, Deepgram and AssemblyAI."""
    body = parsed(answer)
    if not isinstance(body, dict):
        return Complaint(text=answer.text[:1000].lower())
    error = body.get("error", body)
    if not isinstance(error, dict):
        return Complaint(text=str(error)[:1000].lower())

    def read(*names: str) -> str:
        return next((str(error[name]) for name in names if error.get(name)), "")[:1000].lower()

    return Complaint(
        code=read("code", "err_code", "category"),
        kind=read("type"),
        about=read("param"),
        text=read("message", "err_msg", "details"),
    )
