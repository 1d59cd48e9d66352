"""What the sign-in page offers, and what it says when it can offer nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from settings import Settings

from .conftest import House

pytestmark = pytest.mark.unit

NAMED = {"oidc_client_id": "mockflow", "oidc_name": "Fjordmail"}


def test_the_page_says_when_it_is_closed(make_house: Callable[..., House]) -> None:
    page = make_house(local_sign_in=False).client().get("/sign-in")
    assert b"LOCAL_SIGN_IN=true" in page.data
    assert b"/sign-in/local" not in page.data


def test_a_visitor_from_elsewhere_is_told_where_it_works_and_what_opens_it_to_others(house: House) -> None:
    page = house.client().get("/sign-in", environ_overrides={"REMOTE_ADDR": "192.0.2.7"}).text
    assert "works only on the computer MockFlow runs on" in page
    assert "OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, PUBLIC_URL and MASTER_KEYS" in page
    assert "LOCAL_SIGN_IN" not in page


def test_without_a_client_id_no_provider_is_offered(house: House) -> None:
    assert "/sign-in/oidc" not in house.client().get("/sign-in").text
    for path in ("/sign-in/oidc", "/sign-in/oidc/callback?code=c&state=s"):
        answer = house.client().get(path)
        assert answer.status_code == 404
        assert "switched off" in answer.text


@pytest.mark.parametrize(
    ("settings", "first", "second"),
    [
        (NAMED, "Start practising", "Sign in with Fjordmail"),
        ({**NAMED, "local_sign_in": False}, "Sign in with Fjordmail", ""),
        ({}, "Start practising", ""),
    ],
)
def test_one_way_in_stands_out(
    make_house: Callable[..., House], settings: dict[str, Any], first: str, second: str
) -> None:
    for path in ("/", "/sign-in"):
        page = make_house(**settings).client().get(path).text
        found = re.findall(r'class="button ([^"]*)"[^>]*>([^<]+)<', page)
        assert [words for classes, words in found if "button-primary" in classes] == [first]
        assert [words for classes, words in found if "button-primary" not in classes] == [second] * bool(
            second
        )


def test_a_provider_without_a_public_address_works_on_this_computer_alone(
    make_house: Callable[..., House],
) -> None:
    house = make_house(**NAMED, host="192.0.2.5")
    there = {"base_url": "http://192.0.2.5:8000"}
    page = house.client().get("/sign-in", **there).text
    assert "set PUBLIC_URL to the address in this browser’s bar" in page
    assert 'href="/sign-in/oidc' not in page
    assert "once PUBLIC_URL is set" in house.client().get("/sign-in/oidc", **there).text
    assert 'href="/sign-in/oidc' in house.client().get("/sign-in").text


@pytest.mark.parametrize(
    "issuer",
    ["http://accounts.example", "accounts.example", "https://me@accounts.example", "https://a.example/?x"],
)
def test_an_issuer_that_isnt_safe_is_refused_at_the_start(tmp_path: Path, issuer: str) -> None:
    with pytest.raises(ValidationError):
        Settings(_env_file=None, data_dir=tmp_path, oidc_issuer=issuer)
