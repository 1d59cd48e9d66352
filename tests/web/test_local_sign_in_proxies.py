"""Local sign-in with real proxies in front: it stays closed to who comes through one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.fakes.proxy import Rewrite, app_server, forging, honest, proxy

from .conftest import House

pytestmark = pytest.mark.process

BUTTON = 'action="/sign-in/local"'


def press_start(house: House, address: str, **headers: str) -> bool:
    """Open the page and send its form, shown or not, with a good token; whether that signs in."""
    visitor = house.client()
    token, name = visitor.token(), house.app.config["SESSION_COOKIE_NAME"]
    cookie = visitor.get_cookie(name)
    assert cookie is not None
    sent = {"Origin": f"http://{address}", "Sec-Fetch-Site": "same-origin", **headers}
    with httpx.Client(base_url=f"http://{address}") as browser:
        page = browser.get("/sign-in", headers=headers).text
        browser.cookies.clear()
        answer = browser.post(
            "/sign-in/local", data={"csrf_token": token}, headers={**sent, "Cookie": f"{name}={cookie.value}"}
        )
    opened = answer.status_code == httpx.codes.SEE_OTHER
    assert opened == (BUTTON in page)
    assert opened or "works only on the computer MockFlow runs on" in answer.text, "refused for that reason"
    return opened


def through(house: House, rewrite: Rewrite, **headers: str) -> bool:
    with app_server(house.app) as app, proxy(app, rewrite) as front:
        return press_start(house, front, **headers)


def test_it_opens_without_a_proxy(house: House) -> None:
    with app_server(house.app) as app:
        assert press_start(house, app)


@pytest.mark.parametrize("hops", [0, 1, 2])
def test_an_honest_proxy_doesnt_open_it(make_house: Callable[..., House], hops: int) -> None:
    assert not through(make_house(proxy_hops=hops), honest)


@pytest.mark.parametrize("hops", [0, 1])
@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_a_visitor_who_says_to_be_here_doesnt_open_it(
    make_house: Callable[..., House], hops: int, name: str
) -> None:
    value = "for=127.0.0.1;host=127.0.0.1" if name == "Forwarded" else "127.0.0.1"
    assert not through(make_house(proxy_hops=hops), honest, **{name: value})
    assert not through(make_house(proxy_hops=hops), forging, **{name: value})


@pytest.mark.parametrize(
    "settings", [{"proxy_hops": 1}, {"public_url": "https://mockflow.example"}, {"local_sign_in": False}]
)
def test_each_of_three_settings_closes_it_to_a_proxy_that_hides_itself(
    make_house: Callable[..., House], settings: dict[str, Any]
) -> None:
    assert not through(make_house(**settings), forging)


def test_without_them_such_a_proxy_would_open_it(house: House) -> None:
    """Shows that the case above hides all there is to hide; DEPLOYMENT.md says so too."""
    assert through(house, forging)
