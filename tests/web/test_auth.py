"""Signing in and out."""

from __future__ import annotations

import stat
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from web.security import cookie_key

from .conftest import House

pytestmark = pytest.mark.unit


HERE = {"Origin": "http://localhost"}


def sign_in(client: FlaskClient, **more: Any) -> int:
    headers = {**HERE, **more.pop("headers", {})}
    return client.post("/sign-in/local", headers=headers, **more).status_code


def test_it_signs_in_at_this_computer_and_out_again(house: House) -> None:
    client = house.client()
    assert client.get("/").status_code == 200
    assert sign_in(client) == 303
    assert client.get("/").location == "/dashboard"
    assert client.get("/sign-in").location == "/dashboard"
    assert client.get("/dashboard").status_code == 200
    assert client.post("/sign-out").location == "/sign-in"
    assert client.get("/dashboard").location == "/sign-in"


def test_a_copied_cookie_is_worthless_after_signing_out(house: House) -> None:
    client, thief = house.client(), house.client()
    sign_in(client)
    cookie = client.get_cookie("mockflow")
    assert cookie is not None
    thief.set_cookie("mockflow", cookie.value)
    assert thief.get("/dashboard").status_code == 200
    client.post("/sign-out")
    assert thief.get("/dashboard").status_code == 303


def test_a_cookie_with_another_signature_opens_nothing(house: House) -> None:
    client = house.client()
    sign_in(client)
    cookie = client.get_cookie("mockflow")
    assert cookie is not None
    payload, _, signature = cookie.value.rpartition(".")
    client.set_cookie("mockflow", f"{payload}.{signature[::-1]}")
    assert client.get("/dashboard").status_code == 303


@pytest.mark.parametrize(
    "request_",
    [
        {"environ_overrides": {"REMOTE_ADDR": "192.0.2.7"}},
        {"environ_overrides": {"werkzeug.proxy_fix.orig": {"REMOTE_ADDR": "192.0.2.7"}}},
        {"base_url": "http://mockflow.example"},
        {"headers": {"X-Forwarded-For": "192.0.2.7"}},
        {"headers": {"X-Forwarded-Host": "mockflow.example"}},
        {"headers": {"X-Forwarded-Server": "mockflow.example"}},
        {"headers": {"X-Real-IP": "192.0.2.7"}},
        {"headers": {"Forwarded": "for=192.0.2.7"}},
        {"headers": {"Via": "1.1 proxy"}},
    ],
)
def test_local_sign_in_is_closed_to_everyone_elsewhere(house: House, request_: dict[str, Any]) -> None:
    client = house.client()
    assert sign_in(client, **request_) in (400, 403)
    assert client.get("/dashboard").status_code == 303


def test_local_sign_in_is_closed_behind_nginxs_bare_proxy_pass(house: House) -> None:
    """It hides the peer and the Host; it speaks HTTP/1.0, and the browser says what page it is on."""
    client = house.client()
    silent = {"base_url": "http://127.0.0.1:8000", "environ_overrides": {"REMOTE_ADDR": "127.0.0.1"}}
    browser = {"Origin": "http://mockflow.example", "Sec-Fetch-Site": "same-origin"}
    assert sign_in(client, **silent, headers=browser) == 403
    old = {"REMOTE_ADDR": "127.0.0.1", "SERVER_PROTOCOL": "HTTP/1.0"}
    here = {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"}
    assert sign_in(client, base_url="http://127.0.0.1:8000", environ_overrides=old, headers=here) == 403
    assert b"/sign-in/local" not in client.get("/sign-in", environ_overrides=old).data
    assert sign_in(client, **silent, headers=here) == 303


@pytest.mark.parametrize("origin", ["null", "http://localhost:9", "http://127.0.0.1", "http://[::1"])
def test_local_sign_in_wants_the_page_of_this_very_address(house: House, origin: str) -> None:
    same_site = {"Origin": origin, "Sec-Fetch-Site": "same-origin"}
    assert sign_in(house.client(), headers=same_site) == 403


def test_local_sign_in_wants_a_browser_that_says_where_it_is(house: House) -> None:
    assert house.client().post("/sign-in/local").status_code == 403


@pytest.mark.parametrize(
    ("settings", "status"),
    [
        ({"local_sign_in": False}, 403),
        ({"public_url": "http://mockflow.example"}, 403),
        ({"public_url": "http://localhost:8000"}, 303),
    ],
)
def test_local_sign_in_has_its_own_setting_and_closes_behind_a_public_address(
    make_house: Callable[..., House], settings: dict[str, Any], status: int
) -> None:
    client = make_house(**settings).client()
    assert sign_in(client) == status


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(house: House) -> None:
    cookie = house.client().post("/sign-in/local", headers=HERE).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_the_cookie_is_secure_and_bound_to_its_host_behind_https(make_house: Callable[..., House]) -> None:
    house = make_house(public_url="https://localhost")
    cookie = house.client().post("/sign-in/local", headers=HERE).headers["Set-Cookie"]
    assert cookie.startswith("__Host-mockflow=")
    assert "Secure" in cookie
    assert "Path=/" in cookie


def test_the_signing_key_is_made_once_and_is_ours_alone(house: House) -> None:
    path = house.settings.data_dir / "secrets" / "cookie.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(path.read_bytes()) == 32
    assert cookie_key(house.settings.data_dir) == house.app.config["SECRET_KEY"]
    assert [entry.name for entry in path.parent.iterdir()] == ["cookie.key"]
