"""Local sign-in with real proxies in front: it stays closed to who comes through one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.fakes.proxy import app_server, forging, honest, proxy

from .conftest import House

pytestmark = pytest.mark.process

FIELD = re.compile(r'name="csrf_token" value="([^"]+)"')


def press_start(address: str, **headers: str) -> int:
    """Open the page and press its button as a browser would; the answer's status."""
    with httpx.Client(base_url=f"http://{address}") as browser:
        page = browser.get("/sign-in", headers=headers)
        field = FIELD.search(page.text)
        form = {"csrf_token": field[1]} if field else {}
        sent = {"Origin": f"http://{address}", "Sec-Fetch-Site": "same-origin", **headers}
        return browser.post("/sign-in/local", data=form, headers=sent).status_code


def through(house: House, rewrite: Any, **headers: str) -> int:
    with app_server(house.app) as app, proxy(app, rewrite) as front:
        return press_start(front, **headers)


def test_it_opens_without_a_proxy(house: House) -> None:
    with app_server(house.app) as app:
        assert press_start(app) == 303


@pytest.mark.parametrize("hops", [0, 1, 2])
def test_an_honest_proxy_doesnt_open_it(make_house: Callable[..., House], hops: int) -> None:
    assert through(make_house(proxy_hops=hops), honest) == 403


@pytest.mark.parametrize("hops", [0, 1])
@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_a_visitor_who_says_to_be_here_doesnt_open_it(
    make_house: Callable[..., House], hops: int, name: str
) -> None:
    value = "for=127.0.0.1;host=127.0.0.1" if name == "Forwarded" else "127.0.0.1"
    assert through(make_house(proxy_hops=hops), honest, **{name: value}) == 403
    assert through(make_house(proxy_hops=hops), forging, **{name: value}) == 403


@pytest.mark.parametrize(
    "settings", [{"proxy_hops": 1}, {"public_url": "https://mockflow.example"}, {"local_sign_in": False}]
)
def test_each_of_three_settings_closes_it_to_a_proxy_that_hides_itself(
    make_house: Callable[..., House], settings: dict[str, Any]
) -> None:
    assert through(make_house(**settings), forging) == 403


def test_without_them_such_a_proxy_would_open_it(house: House) -> None:
    """Shows that the case above hides all there is to hide; DEPLOYMENT.md says so too."""
    assert through(house, forging) == 303
