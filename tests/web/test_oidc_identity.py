"""Who an account belongs to, and what is kept of what the provider says about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.fakes.oidc import FakeProvider, serving

from .conftest import House
from .visit import Visit, settings_for

pytestmark = pytest.mark.process


@pytest.fixture
def provider() -> Iterator[FakeProvider]:
    with serving() as found:
        yield found


@pytest.fixture
def visit(provider: FakeProvider, make_house: Callable[..., House]) -> Visit:
    return Visit(make_house(**settings_for(provider)), provider)


def test_a_changed_email_is_the_same_account(visit: Visit) -> None:
    visit.sign_in()
    before = visit.who()
    visit.client.post("/sign-out")
    visit.provider.person.update(email="countess@example.org", name="Ada King")
    visit.sign_in()
    after = visit.who()
    assert before is not None
    assert after is not None
    assert (after.id, after.email, after.name) == (before.id, "countess@example.org", "Ada King")


def test_the_same_email_with_another_sub_is_another_account(visit: Visit) -> None:
    visit.sign_in()
    before = visit.who()
    visit.client.post("/sign-out")
    visit.provider.person["sub"] = "1002"
    visit.sign_in()
    after = visit.who()
    assert before is not None
    assert after is not None
    assert before.id != after.id
    assert before.email == after.email


@pytest.mark.parametrize(
    "change",
    [{"email_verified": False}, {"email_verified": "yes"}, {"email": "a b@c"}, {"email": "x" * 300 + "@y"}],
)
def test_only_a_verified_email_is_kept(visit: Visit, change: dict[str, Any]) -> None:
    visit.provider.person.update(change)
    visit.sign_in()
    user = visit.who()
    assert user is not None
    assert user.email == ""


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("  Ada\n\u202eLovelace\x00 ", "Ada Lovelace"),
        ("N" * 5000, "N" * 120),
        ("Zoë 王", "Zoë 王"),
        (["Ada"], ""),
        ("", ""),
    ],
)
def test_a_name_is_one_short_line(visit: Visit, said: Any, kept: str) -> None:
    visit.provider.person["name"] = said
    visit.sign_in()
    user = visit.who()
    assert user is not None
    assert user.name == kept
