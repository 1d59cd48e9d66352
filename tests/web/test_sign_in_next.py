"""After signing in people land on a page of this site, whatever the link they came with says."""

from __future__ import annotations

import pytest

from web.next_page import safe_path

from .conftest import House

pytestmark = pytest.mark.unit

HERE = {"Origin": "http://localhost"}
ELSEWHERE = [
    "https://evil.example",
    "http://localhost.evil.example/",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/%0d%0aLocation:%20//evil.example\r\nX: y",
    "/dashboard//evil.example",
    "/.//evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//",
    "data:text/html,hello",
    "evil.example",
    "@evil.example",
    ".evil.example",
    "?next=//evil.example",
    "#//evil.example",
    "/dash board",
    "/\u2028/evil.example",
    "/ευιλ",
    "/" + "a" * 600,
    "/sign-in",
    "/sign-in/oidc",
    "/sign-out",
    "",
]


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_it_leads_nowhere_else(house: House, wanted: str) -> None:
    answer = house.client().post("/sign-in/local", headers=HERE, data={"next": wanted})
    assert answer.status_code == 303
    assert answer.location == "/dashboard"
    assert house.client(house.alice).get("/sign-in", query_string={"next": wanted}).location == "/dashboard"


@pytest.mark.parametrize(
    "wanted", ["/interviews/new", "/interviews/0f/room?a=1&b=%2F", "/review/x#turn-3", "/", "/settings/keys"]
)
def test_it_leads_to_a_page_here(house: House, wanted: str) -> None:
    assert safe_path(wanted) == wanted
    answer = house.client().post("/sign-in/local", headers=HERE, data={"next": wanted})
    assert answer.location == wanted


def test_the_page_that_was_asked_for_goes_along(house: House) -> None:
    client = house.client()
    sent = client.get("/interviews/new?again=1")
    assert sent.location == "/sign-in?next=/interviews/new?again%3D1"
    assert 'name="next" value="/interviews/new?again=1"' in client.get(sent.location).text


def test_the_dashboard_and_what_is_no_page_dont(house: House) -> None:
    client = house.client()
    assert client.get("/dashboard").location == "/sign-in"
    assert client.post("/interviews").location == "/sign-in"


def test_a_hostile_path_is_shown_as_text_only(house: House) -> None:
    page = house.client().get("/sign-in", query_string={"next": '/"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page
