"""Every route is public on a short list or guarded, and a stranger finds nothing anywhere."""

from __future__ import annotations

import pytest

from .conftest import JSON, House

pytestmark = pytest.mark.unit

PUBLIC = {
    "static",
    "pages.index",  # the sign-in page for who isn't signed in
    "auth.sign_in",
    "auth.sign_in_local",  # decides by setting, peer and Host
    "oidc.begin",
    "oidc.callback",  # decides by the provider's answer
    "health.health",
    "join.show",  # the token, which never comes here, opens the room
}


def rules(house: House) -> list[tuple[str, str, str]]:
    return [
        (method, rule.rule, rule.endpoint)
        for rule in house.app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"})
    ]


def test_each_route_is_public_on_purpose_or_guarded(house: House) -> None:
    for _, path, endpoint in rules(house):
        guard = getattr(house.app.view_functions[endpoint], "guard", None)
        if endpoint in PUBLIC:
            assert guard is None, path
        else:
            assert guard == ("worker" if path.startswith("/worker/") else "owner"), path


def test_nobody_gets_past_a_guard_without_signing_in(house: House) -> None:
    interview, client = house.interview(), house.client()
    for method, path, endpoint in rules(house):
        if endpoint in PUBLIC:
            continue
        url = path.replace("<interview_id>", interview.id)
        as_json = client.open(url, method=method, headers=JSON)
        assert as_json.status_code in (401, 303), url
        if as_json.status_code == 401:
            assert as_json.get_json()["error"]["label"] in ("sign_in_required", "unauthorized")
        page = client.open(url, method=method)
        assert page.status_code in (401, 303), url
        if page.status_code == 303:
            assert page.location.partition("?")[0] == "/sign-in"
    assert house.again(interview) == interview


def test_a_stranger_gets_404_on_every_owned_route(house: House) -> None:
    interview, charlie = house.interview(), house.client(house.charlie)
    owned = [(method, path) for method, path, _ in rules(house) if "<interview_id>" in path]
    assert len(owned) == 19
    for method, path in owned:
        url = path.replace("<interview_id>", interview.id)
        body = {"tab": "t", "takeover": True} if path.endswith("/start") else None
        theirs = charlie.open(url, method=method, headers=JSON, json=body)
        unknown = charlie.open(
            path.replace("<interview_id>", "f" * 32), method=method, headers=JSON, json=body
        )
        assert theirs.status_code == 404, url
        assert theirs.get_data() == unknown.get_data(), "a foreign id reads like an unknown one"
    assert house.again(interview) == interview
    assert house.manager.jobs == []


def test_a_strangers_dashboard_shows_nothing_of_mine(house: House) -> None:
    house.interview(role="Keeper of the lighthouse")
    assert b"lighthouse" in house.client(house.alice).get("/dashboard").data
    assert b"lighthouse" not in house.client(house.charlie).get("/dashboard").data
