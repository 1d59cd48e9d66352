"""Headers, cross-site requests, hosts and sizes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from embedded.services import EmbeddedServices
from settings import Settings
from web.endpoints import Endpoints
from web.security import NO_PAGE_POLICY, content_policy

from .conftest import House

pytestmark = pytest.mark.unit


def test_every_answer_carries_the_headers(house: House, alice: FlaskClient) -> None:
    for path in ("/", "/dashboard", "/nothing-here", "/api/health", "/interviews/new"):
        headers = alice.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        if headers["Content-Type"].startswith("text/html"):
            assert "connect-src 'self' ws://127.0.0.1:7880 http://127.0.0.1:7880;" in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "microphone=(self)" in headers["Permissions-Policy"]
        assert headers["Cache-Control"] == "no-store"
    with alice.get("/static/favicon.svg") as static:
        assert static.headers["Cache-Control"] != "no-store"


def test_only_a_page_looks_for_livekits_address(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Endpoints] = []

    def policy(endpoints: Endpoints) -> str:
        asked.append(endpoints)
        return "default-src x"

    monkeypatch.setattr("web.security.content_policy", policy)
    with house.client().get("/static/favicon.svg") as static:
        assert static.headers["Content-Security-Policy"] == NO_PAGE_POLICY
    assert asked == []
    assert house.client().get("/sign-in").headers["Content-Security-Policy"] == "default-src x"


def test_the_policy_opens_to_livekits_regions_only_in_the_cloud(house: House) -> None:
    cloud: dict[str, Any] = {
        "livekit_url": "wss://mine.livekit.cloud",
        "livekit_api_key": "k",
        "livekit_api_secret": "s",
    }
    settings = Settings(_env_file=None, data_dir=house.settings.data_dir, **cloud)
    policy = content_policy(Endpoints(settings, lambda _: None))
    assert "wss://mine.livekit.cloud wss://*.livekit.cloud https://mine.livekit.cloud" in policy


def test_the_policy_opens_to_nothing_when_there_is_no_livekit(house: House) -> None:
    def nothing(_: object) -> EmbeddedServices | None:
        return None

    assert "connect-src 'self';" in content_policy(Endpoints(house.settings, nothing))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "http://localhost:9"}, 403),
        ({"Origin": "https://localhost"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({}, 303),
    ],
)
def test_an_unsafe_request_must_come_from_our_own_page(
    house: House, headers: dict[str, str], status: int
) -> None:
    assert house.client().post("/sign-out", headers=headers).status_code == status


def test_every_unsafe_route_refuses_another_site(house: House, alice: FlaskClient) -> None:
    interview = house.interview()
    for rule in house.app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}:
            url = rule.rule.replace("<interview_id>", interview.id)
            answer = alice.open(url, method=method, headers={"Sec-Fetch-Site": "cross-site"})
            assert answer.status_code == 403, url
    assert house.again(interview) == interview


def test_behind_a_proxy_the_public_address_is_an_origin_of_ours(make_house: Callable[..., House]) -> None:
    client = make_house(public_url="https://mockflow.example").client()
    for origin, page in (("https://mockflow.example", 303), ("https://evil.example", 403)):
        assert client.post("/sign-out", headers={"Origin": origin}).status_code == page


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost", 200), ("127.0.0.1:8000", 200), ("evil.example", 400), ("", 400)],
)
def test_it_answers_to_its_own_names_only(house: House, host: str, status: int) -> None:
    answer = house.client().get("/sign-in", headers={"Host": host})
    assert answer.status_code == status


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_foreign_host_is_told_what_to_set(house: House, method: str) -> None:
    headers = {"Host": "evil.example", "Origin": "http://evil.example"}
    answer = house.client().open("/sign-in", method=method, headers=headers)
    assert answer.status_code == 400
    assert "PUBLIC_URL" in answer.get_data(as_text=True)
