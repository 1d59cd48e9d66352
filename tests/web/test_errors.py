"""One shape for every failure, and none of them tells what it shouldn't."""

from __future__ import annotations

from typing import NoReturn

import pytest
from flask.testing import FlaskClient
from werkzeug.exceptions import TooManyRequests

from errors import AppError, CapacityError, StoreError

from .conftest import JSON, House

pytestmark = pytest.mark.unit


def test_a_missing_page_is_a_page_and_json_to_a_program(house: House, alice: FlaskClient) -> None:
    page = alice.get("/nothing-here")
    assert page.status_code == 404
    assert page.mimetype == "text/html"
    assert "Go to the start" in page.get_data(as_text=True)
    body = alice.get("/nothing-here", headers=JSON)
    assert body.status_code == 404
    assert body.get_json() == {
        "error": {
            "label": "not_found",
            "message": "There is nothing at this address. It may have been deleted.",
            "fields": {},
        }
    }


@pytest.mark.parametrize("path", ["/api/nothing", "/worker/nothing", "/x.json", "/interviews/x/start"])
def test_json_paths_fail_in_json_without_being_asked(alice: FlaskClient, path: str) -> None:
    assert set(alice.get(path).get_json()["error"]) == {"label", "message", "fields"}


def test_a_wrong_method_has_a_sentence(alice: FlaskClient) -> None:
    answer = alice.delete("/dashboard", headers=JSON)
    assert (answer.status_code, answer.get_json()["error"]["label"]) == (405, "method_not_allowed")


def test_a_crash_says_it_is_our_fault_and_nothing_else(
    house: House, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def crash(_owner: str) -> None:
        raise ZeroDivisionError("SECRET WORDS")

    monkeypatch.setattr(house.store, "interviews", crash)
    page, body = alice.get("/dashboard"), alice.get("/dashboard", headers=JSON)
    assert (page.status_code, body.status_code) == (500, 500)
    assert body.get_json()["error"]["message"] == AppError.default_message
    printed = capsys.readouterr()
    for text in (page.get_data(as_text=True), body.get_data(as_text=True), printed.out, printed.err):
        assert "SECRET WORDS" not in text
    assert "request crashed" in printed.out


def test_a_database_that_is_down_is_never_an_empty_dashboard(
    house: House, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(_owner: str) -> None:
        raise StoreError

    monkeypatch.setattr(house.store, "interviews", down)
    page = alice.get("/dashboard")
    assert page.status_code == 503
    assert "The database isn&#39;t answering" in page.get_data(as_text=True)


def test_health_names_the_part_that_is_down(house: House) -> None:
    client = house.client()
    well = client.get("/api/health")
    assert well.status_code == 200
    assert well.get_json() == {
        "status": "ok",
        "version": "0.1.0",
        "livekit": "ok",
        "speech": "ok",
        "store": "ok",
        "workers": 0,
    }
    house.rooms.down = True
    ill = client.get("/api/health")
    assert (ill.status_code, ill.get_json()["livekit"], ill.get_json()["store"]) == (503, "down", "ok")


@pytest.mark.parametrize(
    ("path", "title"), [("/often", "That was too often"), ("/full", "All places are taken")]
)
def test_too_many_requests_is_not_called_a_full_house(house: House, path: str, title: str) -> None:
    failures: dict[str, Exception] = {"/often": TooManyRequests(), "/full": CapacityError()}

    def fail() -> NoReturn:
        raise failures[path]

    house.app.add_url_rule(path, view_func=fail)
    assert title in house.client().get(path).get_data(as_text=True)
