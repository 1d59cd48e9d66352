"""Every route, with every method, asked by everyone: no surprise, no leak, no change by a stranger."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from settings import Settings

from .conftest import House
from .matrix.identities import IDENTITIES, Identity
from .matrix.routes import OWN, OWNED, PUBLIC, ROUTES, WORKER, Route
from .matrix.scene import SECRET, WORDS, Scene, furnish, sign_of_life

pytestmark = pytest.mark.unit

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SAFE = ("GET", "HEAD", "OPTIONS")
ENDLESS = dict.fromkeys(
    (name for name in Settings.model_fields if name.startswith("limit_")), "1000000 per second"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

Stage = Callable[[], Scene]


@pytest.fixture
def stage(make_house: Callable[..., House], tmp_path: Path) -> Stage:
    """Makes a furnished house, another at each call."""
    made = iter(range(1000))
    return lambda: furnish(make_house(data_dir=tmp_path / str(next(made)), **ENDLESS))


def test_every_route_is_declared_and_every_declared_route_is_there(house: House) -> None:
    there = {
        (method, rule.rule)
        for rule in house.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    declared = [(route.method, route.path) for route in ROUTES]
    assert set(declared) == there
    assert len(declared) == len(set(declared))


def table() -> dict[str, dict[str, Route]]:
    """The declared routes by path and method."""
    found: dict[str, dict[str, Route]] = {}
    for route in ROUTES:
        found.setdefault(route.path, {})[route.method] = route
    return found


def expected(route: Route, who: Identity) -> int:
    """What a declared route answers to somebody."""
    if route.audience == WORKER:
        return who.worker
    if who.kind == "forged" and route.method not in SAFE:
        return 403
    if who.kind == "owner":
        return route.owner
    if who.kind == "stranger":
        return 404 if route.audience == OWNED else route.owner
    if route.audience == PUBLIC:
        return route.nobody
    return 401 if route.json else 303


def ask(scene: Scene, who: Identity, method: str, route: Route) -> TestResponse:
    """One request, from a fresh browser."""
    send: dict[str, Any] = dict(route.send) if method == route.method else {}
    if route.audience == WORKER:
        send = {"data": sign_of_life()}
    headers = {**send.pop("headers", {}), **who.headers}
    url = scene.url(route, known=who.known)
    return who.client(scene).open(url, method=method, headers=headers, **send)


def problems(answer: TestResponse, status: int, route: Route, who: Identity) -> list[str]:
    """What is wrong with an answer."""
    found = []
    if answer.status_code != status:
        found.append(f"{answer.status_code} instead of {status}")
    found += [name for name, value in HEADERS.items() if answer.headers.get(name) != value]
    policy = answer.headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "frame-ancestors 'none'" not in policy or "unsafe" in policy:
        found.append("policy")
    kept = route.path.startswith("/static/") and answer.status_code == 200
    if kept == (answer.headers.get("Cache-Control") == "no-store"):
        found.append("cache")
    if status == 303 and route.audience != PUBLIC and who.kind not in ("owner", "stranger"):
        found += [] if (answer.location or "").startswith("/sign-in") else [f"sent to {answer.location}"]
    told = answer.get_data() + str(answer.headers).encode()
    if SECRET.encode() in told or (WORDS.encode() in told and who.kind != "owner"):
        found.append("tells what it shouldn't")
    return found


def asked(scene: Scene, who: Identity, method: str, route: Route, status: int) -> list[str]:
    answer = ask(scene, who, method, route)
    found = problems(answer, status, route, who)
    answer.close()
    return [f"{method} {route.path}: {one}" for one in found]


@pytest.mark.parametrize("name", IDENTITIES)
def test_nobody_is_surprised(stage: Stage, name: str) -> None:
    scene = stage()
    who, before = IDENTITIES[name](scene), scene.belongings()
    found: list[str] = []
    for methods in table().values():
        any_route = next(iter(methods.values()))
        for method in METHODS:
            declared = methods.get("GET" if method == "HEAD" else method)
            if declared is not None and (method in SAFE or who.kind not in ("owner", "stranger")):
                found += asked(scene, who, method, declared, expected(declared, who))
            elif declared is None:
                found += asked(scene, who, method, any_route, 200 if method == "OPTIONS" else 405)
    assert found == []
    assert scene.belongings() == before


@pytest.mark.parametrize("name", ["owner", "stranger", "stranger_who_knows_the_ids"])
def test_who_is_signed_in_changes_their_own_things_alone(stage: Stage, name: str) -> None:
    """Each request in a house of its own, since it may change a lot."""
    found: list[str] = []
    for route in ROUTES:
        if route.method in SAFE or route.audience == WORKER:
            continue
        scene = stage()
        who, before = IDENTITIES[name](scene), scene.belongings()
        found += asked(scene, who, route.method, route, expected(route, who))
        if who.kind == "stranger" and scene.belongings() != before:
            found.append(f"{route.method} {route.path} changed the owner's things")
    assert found == []


def test_the_owner_sees_their_own_words(stage: Stage) -> None:
    """Else the search for them in others' answers would prove nothing."""
    scene = stage()
    who = IDENTITIES["owner"](scene)
    pages = [route for route in ROUTES if route.audience in (OWN, OWNED) and route.method == "GET"]
    seen = set()
    for route in pages:
        with ask(scene, who, "GET", route) as answer:
            seen |= {route.path} if WORDS.encode() in answer.get_data() else set()
    assert {"/dashboard", "/interviews/<interview_id>", "/documents/<document_id>"} <= seen
    assert len(seen) >= 8
