"""One browser on its way to a provider and back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from auth_helpers import SIGN_IN
from store.rows import UserRow
from tests.fakes.oidc import CLIENT_ID, CLIENT_SECRET, FakeProvider

from .conftest import House

CALLBACK = "/sign-in/oidc/callback"
SENTENCE = re.compile(r'<p class="lead">([A-Z][^<]{20,}\.)</p>')
ABOUT_TRUST = "can’t be trusted"
ABOUT_BEGINNING = "not begun in this browser"
ABOUT_SILENCE = "Fjordmail isn’t answering. Try again in a minute."


def settings_for(provider: FakeProvider, **more: Any) -> dict[str, Any]:
    """The settings that name this provider."""
    values = {
        "oidc_issuer": provider.issuer,
        "oidc_client_id": CLIENT_ID,
        "oidc_client_secret": CLIENT_SECRET,
    }
    return {**values, "oidc_name": "Fjordmail", **more}


def query_of(address: str) -> dict[str, str]:
    """The parameters of an address."""
    return dict(parse_qsl(urlsplit(address).query))


@dataclass
class Visit:
    """A browser, with the house and the provider it goes between."""

    house: House
    provider: FakeProvider
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.house.client()

    def begin(self, query: str = "", **options: Any) -> str:
        """Press the button; the provider's address the browser is sent to."""
        answer = self.client.get(f"/sign-in/oidc{query}", **options)
        assert answer.status_code == 303, answer.text
        return answer.location

    def agree(self, address: str) -> dict[str, str]:
        """Agree at the provider; the parameters it sends the browser back with."""
        answer = httpx.get(address)
        assert answer.status_code == httpx.codes.FOUND, answer.text
        return query_of(answer.headers["location"])

    def come_back(self, arguments: dict[str, str], **options: Any) -> TestResponse:
        """Follow the provider's way back."""
        return self.client.get(CALLBACK, query_string=arguments, **options)

    def sign_in(self, query: str = "") -> TestResponse:
        """All of it."""
        return self.come_back(self.agree(self.begin(query)))

    def who(self) -> UserRow | None:
        """Whose sign-in the browser's cookie names."""
        with self.client.session_transaction() as session:
            sign_in_id = session.get(SIGN_IN)
        return self.house.store.sign_in_owner(sign_in_id) if sign_in_id else None


def refused(visit: Visit, answer: TestResponse, about: str) -> None:
    """Nobody is signed in, and the page says what to do in our words."""
    assert answer.status_code >= 400
    found = SENTENCE.search(answer.text)
    assert found is not None, answer.text
    assert about in found[1]
    assert "WORDS OF THE PROVIDER" not in answer.text
    assert visit.who() is None
    assert visit.client.get("/dashboard").status_code == 303
    for _ in range(2):  # a reload changes nothing
        assert visit.client.get(answer.request.full_path).status_code >= 400
    assert visit.who() is None
