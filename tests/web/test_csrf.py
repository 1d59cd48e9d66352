"""No unsafe request is done for a page that isn't ours; the two walls, each on its own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from itsdangerous import TimestampSigner

from simulation.webapp import page_token
from web import csrf

from .conftest import JSON, House, PageClient
from .matrix.routes import ROUTES, WORKER, Route
from .matrix.scene import Scene, furnish

pytestmark = pytest.mark.unit

TEMPLATES = sorted((Path(__file__).parents[2] / "templates").rglob("*.html"))
FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)
UNSAFE = tuple(route for route in ROUTES if route.method in csrf.UNSAFE_METHODS and route.audience != WORKER)

OURS = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
ELSEWHERE = {
    "another site": {"Origin": "http://evil.example"},
    "another site, as the browser says": {"Sec-Fetch-Site": "cross-site"},
    "a sibling, as the browser says": {"Sec-Fetch-Site": "same-site"},
    "a sandboxed frame": {"Origin": "null"},
    "a subdomain": {"Origin": "http://evil.localhost"},
    "the same name over https": {"Origin": "https://localhost"},
    "another port": {"Origin": "http://localhost:8001"},
    "an empty origin": {"Origin": ""},
}
PART = '--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n%s\r\n--x--\r\n'


FOREIGN_FORMS = (
    ("text/plain", '{"tab": "t", "takeover": true, "csrf_token": "%s", "a": "="}'),
    ("text/plain", "confirm=DELETE&csrf_token=%s"),
    ("multipart/form-data", PART.format(name="csrf_token")),  # without the boundary's name
    ("multipart/form-data; boundary=x", PART.format(name="another")),
    ("application/x-www-form-urlencoded", "confirm=DELETE&csrf_tokens=%s"),
    ("application/json", '{"csrf_token": "%s"}'),
    ("", "csrf_token=%s"),
)


@pytest.fixture
def scene(house: House) -> Scene:
    return furnish(house)


def test_the_table_of_unsafe_routes_is_the_apps(house: House) -> None:
    there = {
        (method, rule.rule)
        for rule in house.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}
    }
    assert {(route.method, route.path) for route in UNSAFE} | {("POST", "/worker/events")} == there


def ask(scene: Scene, client: PageClient, route: Route, token: str, **headers: str) -> Any:
    """The request as our page would send it, but for the token and where it comes from."""
    send = dict(route.send)
    sent = {**send.pop("headers", {}), **headers, csrf.HEADER: token}
    return client.open(scene.url(route, known=True), method=route.method, headers=sent, **send)


def tokens(scene: Scene, client: PageClient) -> dict[str, str]:
    """Tokens that aren't this visitor's."""
    house = scene.house
    mine = client.token()
    return {
        "none": "",
        "nonsense": "nonsense",
        "changed": mine[:-2] + ("A" if mine[-2] != "A" else "B") + mine[-1],
        "a stranger's": house.client(house.charlie).token(),
        "of another sign-in of mine": house.client(house.alice).token(),
        "of before the sign-in": house.client().token(),
    }


@pytest.mark.parametrize("route", UNSAFE, ids=lambda route: route.path)
def test_a_token_that_isnt_this_visitors_is_refused(scene: Scene, route: Route) -> None:
    client, before = scene.house.client(scene.house.alice), scene.belongings()
    for name, token in tokens(scene, client).items():
        answer = ask(scene, client, route, token, **OURS)
        assert answer.status_code == 403, name
        told = answer.get_data(as_text=True)
        assert "This page was open for too long." in told, name
    assert scene.belongings() == before
    assert client.get("/dashboard").status_code == 200


@pytest.mark.parametrize("route", UNSAFE, ids=lambda route: route.path)
def test_a_page_from_elsewhere_is_refused_though_it_has_the_token(scene: Scene, route: Route) -> None:
    client, before = scene.house.client(scene.house.alice), scene.belongings()
    for name, headers in ELSEWHERE.items():
        answer = ask(scene, client, route, client.token(), **headers)
        assert answer.status_code == 403, name
        assert "This page was open" not in answer.get_data(as_text=True), name
    assert scene.belongings() == before


@pytest.mark.parametrize("route", UNSAFE, ids=lambda route: route.path)
def test_what_a_foreign_form_can_send_carries_no_token(scene: Scene, route: Route) -> None:
    """Not even a stolen token helps in a body that isn't read as one of our forms."""
    client, before = scene.house.client(scene.house.alice, sends_token=False), scene.belongings()
    for content_type, body in FOREIGN_FORMS:
        answer = client.open(
            scene.url(route, known=True),
            method=route.method,
            data=body % client.token(),
            content_type=content_type,
        )
        assert answer.status_code == 403, content_type
    assert scene.belongings() == before


def field(page: str) -> str:
    """The value of the first form's hidden field."""
    found = re.search(r'<input type="hidden" name="csrf_token" value="([^"]+)">', page)
    assert found is not None
    return found[1]


def test_the_way_through_a_browser_without_scripts(house: House) -> None:
    browser = house.client(sends_token=False)
    before = field(browser.get("/sign-in").get_data(as_text=True))
    form: dict[str, Any] = {"headers": OURS}
    assert browser.post("/sign-in/local", data={"csrf_token": before}, **form).status_code == 303
    page = browser.get("/interviews/new").get_data(as_text=True)
    after = field(page)
    assert browser.post("/interviews", data={"role": "Baker", "csrf_token": before}).status_code == 403
    made = browser.post(
        "/interviews", data={"role": "Baker", "csrf_token": after}, content_type="multipart/form-data"
    )
    assert made.status_code == 303
    assert browser.post("/sign-out", data={"csrf_token": after}).status_code == 303
    assert browser.post("/sign-out", data={"csrf_token": after}).status_code == 403


def test_a_script_finds_the_token_in_the_page_and_sends_it_as_a_header(house: House) -> None:
    browser = house.client(house.alice, sends_token=False)
    token = page_token(browser.get("/dashboard").get_data(as_text=True))
    url = f"/interviews/{house.interview().id}/start"
    assert browser.post(url, json={"tab": "t"}).status_code == 403
    assert browser.post(url, json={"tab": "t"}, headers={csrf.HEADER: token}).status_code == 200


def test_two_tabs_opened_at_once_after_the_sign_in_both_work(house: House) -> None:
    """Both have the cookie as it was before either answer came."""
    first, second = house.client(house.alice, sends_token=False), house.client(sends_token=False)
    cookie = first.get_cookie("mockflow")
    assert cookie is not None
    second.set_cookie("mockflow", cookie.value)
    pages = [tab.get("/dashboard").get_data(as_text=True) for tab in (first, second)]
    for page in pages:
        answer = first.post("/interviews", data={"role": "Baker"}, headers={csrf.HEADER: page_token(page)})
        assert answer.status_code == 303


def test_a_page_may_stay_open_as_long_as_the_sign_in_lasts(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    week, now = 7 * 24 * 3600, TimestampSigner.get_timestamp
    client = house.client(house.alice, sends_token=False)
    sent = {csrf.HEADER: page_token(client.get("/dashboard").get_data(as_text=True))}
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda signer: now(signer) + week - 60)
    assert client.post("/interviews", data={"role": "Baker"}, headers=sent).status_code == 303
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda signer: now(signer) + week + 60)
    assert client.post("/interviews", data={"role": "Baker"}, headers=sent).status_code == 403


def test_a_refused_form_says_how_to_keep_what_was_typed_and_a_script_gets_a_label(house: House) -> None:
    client = house.client(house.alice, sends_token=False)
    page = client.post("/interviews", data={"role": "Baker"})
    assert (page.status_code, page.mimetype) == (403, "text/html")
    assert "Back button: what you typed is still there" in page.get_data(as_text=True)
    error = client.post("/interviews", data={"role": "Baker"}, headers=JSON).get_json()["error"]
    assert error == {
        "label": "csrf",
        "message": "This page was open for too long. Reload it and try again.",
        "fields": {},
    }


def test_a_stranger_without_a_page_is_told_nothing_of_ids(house: House) -> None:
    row, client = house.interview(), house.client(sends_token=False)
    answers = [client.post(f"/interviews/{key}/end").get_data() for key in (row.id, "f" * 32)]
    assert answers[0] == answers[1]


def test_only_pages_with_something_to_press_make_a_session(house: House) -> None:
    assert "Set-Cookie" in house.client().get("/sign-in").headers
    for path in ("/nothing-here", "/api/health", "/dashboard", "/static/favicon.svg"):
        with house.client().get(path) as answer:
            assert "Set-Cookie" not in answer.headers, path


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_form_that_posts_carries_the_token(template: Path) -> None:
    for form in FORM.findall(template.read_text(encoding="utf-8")):
        head = form.partition(">")[0].lower()
        if 'method="post"' in head:
            assert "{{ csrf_field() }}" in form, head
        else:
            assert "csrf" not in form, "a token in an address would be logged and sent on"
