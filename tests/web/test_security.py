"""Headers, cross-site requests, hosts and sizes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

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
            assert "connect-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "microphone=(self)" in headers["Permissions-Policy"]
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"
        assert "Strict-Transport-Security" not in headers
    with alice.get("/static/favicon.svg") as static:
        assert static.headers["Cache-Control"] != "no-store"
        assert static.headers["Content-Security-Policy"] == NO_PAGE_POLICY


def test_behind_https_a_browser_is_told_to_stay_there(make_house: Callable[..., House]) -> None:
    house = make_house(public_url="https://mockflow.example")
    answer = house.client().get("/sign-in")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_only_the_room_may_connect_to_livekit(house: House, alice: FlaskClient) -> None:
    room = alice.get(f"/interviews/{house.interview().id}/room")
    assert "connect-src 'self' ws://127.0.0.1:7880 http://127.0.0.1:7880;" in policy_of(room)
    assert "connect-src 'self';" in policy_of(alice.get("/dashboard"))


def policy_of(answer: TestResponse) -> str:
    return answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "sources"),
    [
        ("ws://127.0.0.1:7880", "ws://127.0.0.1:7880 http://127.0.0.1:7880"),
        ("https://Speech.example/v1", "https://speech.example wss://speech.example"),
        (
            "wss://mine.livekit.cloud",
            "wss://mine.livekit.cloud wss://*.production.livekit.cloud "
            "https://mine.livekit.cloud https://*.production.livekit.cloud",
        ),
        (
            "wss://mine.staging.livekit.cloud",
            "wss://mine.staging.livekit.cloud wss://*.staging.livekit.cloud "
            "https://mine.staging.livekit.cloud https://*.staging.livekit.cloud",
        ),
        *(
            (f"wss://{host}", f"wss://{host} https://{host}")
            for host in ("livekit.example.org", "livekit.cloud", "xlivekit.cloud", "a.livekit.cloud.evil.org")
        ),
    ],
)
def test_the_policy_opens_to_one_host_and_in_livekits_cloud_to_its_regions(
    address: str, sources: str
) -> None:
    assert f"connect-src 'self' {sources};" in content_policy([address])


@pytest.mark.parametrize(
    "address",
    [
        *("", "nonsense", "ftp://a.example", "wss://", "wss://*", "wss://a b", "wss://[::1]", "wss://[::"),
        *("wss://a.example;script-src *", "wss://a.example:port", "javascript:alert(1)", "wss://a'b"),
    ],
)
def test_the_policy_takes_no_address_that_would_say_more(address: str) -> None:
    assert "connect-src 'self';" in content_policy([address])
    assert content_policy([address]) == content_policy()


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
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"}, 403),
        ({}, 303),
    ],
)
def test_an_unsafe_request_must_come_from_our_own_page(
    house: House, headers: dict[str, str], status: int
) -> None:
    assert house.client().post("/sign-out", headers=headers).status_code == status


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


def peer(house: House, hops_header: str) -> str:
    """Whom the app takes for the peer of a request that came through a proxy on this computer."""
    seen: list[str] = []
    house.app.before_request(lambda: seen.append(f"{request.scheme} {request.remote_addr} {request.host}"))
    headers = {
        "X-Forwarded-For": hops_header,
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Prefix": "/evil",
    }
    house.client().get("/sign-in", headers=headers)
    return seen[0]


@pytest.mark.parametrize(
    ("hops", "said", "believed"),
    [
        (0, "192.0.2.7", "http 127.0.0.1 localhost"),
        (1, "192.0.2.7", "https 192.0.2.7 localhost"),
        (1, "198.51.100.1, 192.0.2.7", "https 192.0.2.7 localhost"),
        (2, "198.51.100.1, 192.0.2.7, 10.0.0.1", "https 192.0.2.7 localhost"),
    ],
)
def test_so_many_proxies_are_believed_and_no_more(
    make_house: Callable[..., House], hops: int, said: str, believed: str
) -> None:
    assert peer(make_house(proxy_hops=hops), said) == believed
