"""Signing in with another project's provider, found by its discovery document."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient

from auth_helpers import SIGN_IN
from tests.fakes.oidc_mock import mock_provider, press

from .conftest import House
from .visit import CALLBACK, query_of

pytestmark = [
    pytest.mark.process,
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),  # the mock's, while it signs
]


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with mock_provider() as found:
        yield found


@pytest.fixture
def house(issuer: str, make_house: Callable[..., House]) -> House:
    return make_house(
        oidc_issuer=issuer, oidc_client_id="mockflow", oidc_client_secret="any", oidc_name="Fjordmail"
    )


def come_back(client: FlaskClient, **form: str) -> str:
    """Begin, press a button over there, come back; the page or where it leads."""
    back = press(client.get("/sign-in/oidc").location, **form)
    answer = client.get(CALLBACK, query_string=query_of(back))
    return answer.location or answer.text


def test_ada_signs_in(house: House, issuer: str) -> None:
    client = house.client()
    assert come_back(client, sub="ada") == "/dashboard"
    with client.session_transaction() as session:
        user = house.store.sign_in_owner(session[SIGN_IN])
    assert user is not None
    assert (user.subject, user.name, user.email) == (f"{issuer}|ada", "Ada Lovelace", "ada@example.org")


def test_an_unverified_email_is_not_kept(house: House) -> None:
    client = house.client()
    assert come_back(client, sub="grace@example.org") == "/dashboard"
    with client.session_transaction() as session:
        user = house.store.sign_in_owner(session[SIGN_IN])
    assert user is not None
    assert user.email == ""


def test_who_stops_over_there_is_back_at_the_sign_in_page(house: House) -> None:
    client = house.client()
    assert "You stopped the sign-in at Fjordmail." in come_back(client, action="deny")
    assert client.get("/dashboard").status_code == 303
