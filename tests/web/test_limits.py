"""How often an address and an owner may ask, and what they are told when it was too often."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from auth_helpers import login_required
from interview.events import EndedData, envelope
from interview.models import EndReason
from settings import Settings
from store.rows import InterviewRow
from web.limits import LimitSettingError, TooOftenError, per_address, per_owner

from .conftest import JSON, House
from .test_live import start

pytestmark = pytest.mark.unit

Make = Callable[..., House]
_NUMBERS = count()


def from_address(client: FlaskClient, address: str, path: str = "/sign-in") -> int:
    return client.get(path, environ_overrides={"REMOTE_ADDR": address}).status_code


def limited(app: Flask, setting: str, *, owned: bool) -> None:
    """Two views that share a limit, as views of ours would."""
    for path in ("/one", "/two"):
        view = per_owner(setting)(_view(path)) if owned else per_address(setting)(_view(path))
        app.add_url_rule(path, path, login_required(view) if owned else view)


def _view(name: str) -> Callable[[], str]:
    def view() -> str:
        return name

    view.__qualname__ = f"view_{next(_NUMBERS)}"  # limits are kept by it, beyond the app's life
    return view


def test_an_address_that_asks_too_often_waits_and_others_dont(make_house: Make) -> None:
    client = make_house(limit_requests="3 per hour").client()
    for _ in range(3):
        assert from_address(client, "192.0.2.7") == 200
    answer = client.get("/sign-in", environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 429
    assert 3590 <= int(answer.headers["Retry-After"]) <= 3601
    assert "Try again in 60 minutes." in answer.get_data(as_text=True)
    assert from_address(client, "192.0.2.8") == 200


def test_a_program_is_told_in_json(make_house: Make) -> None:
    client = make_house(limit_requests="1 per minute").client()
    client.get("/sign-in", headers=JSON)
    answer = client.get("/sign-in", headers=JSON)
    error = answer.get_json()["error"]
    assert (answer.status_code, error["label"]) == (429, "too_many_requests")
    assert error["message"].startswith("You asked for pages more often than one address may. Try again in ")


def test_an_ipv6_network_is_one_address(make_house: Make) -> None:
    client = make_house(limit_requests="2 per hour").client()
    assert [from_address(client, f"2001:db8:1:2::{n}") for n in range(1, 4)] == [200, 200, 429]
    assert from_address(client, "2001:db8:1:3::1") == 200


def test_an_ipv4_address_written_as_ipv6_is_the_same_address(make_house: Make) -> None:
    client = make_house(limit_requests="1 per hour").client()
    assert from_address(client, "192.0.2.7") == 200
    assert from_address(client, "::ffff:192.0.2.7") == 429
    assert from_address(client, "::ffff:192.0.2.8") == 200


def test_addresses_without_a_page_count_and_styles_health_and_workers_dont(make_house: Make) -> None:
    client = make_house(limit_requests="2 per hour").client()
    for _ in range(5):
        with client.get("/static/favicon.svg") as static:
            assert static.status_code == 200
        assert client.get("/api/health").status_code == 200
        assert client.post("/worker/events").status_code == 401
    assert [client.get("/nothing-here").status_code for _ in range(3)] == [404, 404, 429]


def test_behind_a_proxy_each_visitor_is_counted(make_house: Make) -> None:
    client = make_house(limit_requests="1 per hour", proxy_hops=1).client()

    def visit(forwarded: str) -> int:
        return client.get("/sign-in", headers={"X-Forwarded-For": forwarded}).status_code

    assert visit("192.0.2.7") == 200
    assert visit("192.0.2.8") == 200
    assert visit("192.0.2.8") == 429
    assert visit("made up, 192.0.2.8") == 429


def test_views_of_one_limit_are_counted_together(make_house: Make) -> None:
    house = make_house(limit_sign_ins="2 per hour")
    limited(house.app, "limit_sign_ins", owned=False)
    client = house.client()
    assert [client.get(path).status_code for path in ("/one", "/two", "/one", "/two")] == [200, 200, 429, 429]


def test_each_owner_has_a_limit_of_their_own(make_house: Make) -> None:
    house = make_house(limit_uploads="1 per hour")
    limited(house.app, "limit_uploads", owned=True)
    alice, charlie = house.client(house.alice), house.client(house.charlie)
    assert [alice.get("/one").status_code, alice.get("/two").status_code] == [200, 429]
    assert house.client(house.alice).get("/one").status_code == 429, "signing in anew changes nothing"
    assert charlie.get("/one").status_code == 200


def test_several_limits_all_hold(make_house: Make) -> None:
    house = make_house(limit_uploads="1 per minute; 3 per hour")
    limited(house.app, "limit_uploads", owned=True)
    alice = house.client(house.alice)
    assert [alice.get("/one").status_code, alice.get("/one").status_code] == [200, 429]


def test_sign_ins_are_limited(make_house: Make) -> None:
    house = make_house(limit_sign_ins="2 per hour")
    here = {"Origin": "http://localhost"}
    statuses = [house.client().post("/sign-in/local", headers=here).status_code for _ in range(3)]
    assert statuses == [303, 303, 429]


@pytest.mark.parametrize(
    "name",
    [name.removeprefix("limit_") for name in Settings.model_fields if name.startswith("limit_")],
)
@pytest.mark.parametrize(
    "value", ["", "20", "twenty per hour", "20 per fortnight", "-1 per hour", "1 per hour, x"]
)
def test_a_limit_that_cant_be_read_refuses_the_start(make_house: Make, name: str, value: str) -> None:
    with pytest.raises(LimitSettingError) as refused:
        make_house(**{f"limit_{name}": value})
    assert f"LIMIT_{name.upper()} can't be read. Write it like “20 per hour”" in refused.value.message


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(1, "1 second"), (59, "59 seconds"), (61, "2 minutes"), (3600, "60 minutes"), (3601, "2 hours")],
)
def test_the_wait_is_said_in_words(seconds: int, said: str) -> None:
    assert TooOftenError("limit_uploads", seconds).message.endswith(f"Try again in {said}.")


def test_two_hundred_clicks_start_one_worker_and_cost_one_start(make_house: Make) -> None:
    house = make_house(limit_starts="2 per hour")
    row, gate = house.interview(), threading.Barrier(20)

    def click(number: int) -> list[int]:
        client = house.client(house.alice)
        gate.wait(30)
        return [start(client, row, "one").status_code for _ in range(10)]

    with ThreadPoolExecutor(20) as pool:
        statuses = [status for some in pool.map(click, range(20)) for status in some]
    assert statuses == [200] * 200
    assert len(house.manager.jobs) == 1
    assert house.rooms.made == 1
    assert start(house.client(house.alice), house.interview(), "two").status_code == 200


def test_the_start_after_the_last_is_refused_with_a_sentence_and_holds_no_place(make_house: Make) -> None:
    house = make_house(limit_starts="2 per hour", max_live_interviews=1)
    client = house.client(house.alice)
    for _ in range(2):
        row = house.interview()
        assert start(client, row).status_code == 200
        over = EndedData(reason=EndReason.STOPPED)
        house.store.append_events(row.id, [envelope(over, run=1, seq=9, at=datetime.now(UTC))])
    third = house.interview()
    refused = start(client, third)
    assert refused.status_code == 429
    assert (
        "as many interviews as one person may for now. Try again in "
        in refused.get_json()["error"]["message"]
    )
    assert int(refused.headers["Retry-After"]) > 0
    assert house.again(third).status == "new"
    others = house.store.create_interview(owner_id=house.charlie.id, brief=third.brief, plan=third.plan)
    assert start(house.client(house.charlie), others).status_code == 200


def check_hearing(client: FlaskClient, row: InterviewRow) -> TestResponse:
    sound = {"data": b"sound", "content_type": "audio/wav"}
    return client.post(f"/interviews/{row.id}/hearing-check", headers=JSON, **sound)


def test_hearing_checks_cost_money_and_are_limited_for_each_owner(make_house: Make) -> None:
    house = make_house(limit_hearing_checks="2 per hour")
    alice, row, another = house.client(house.alice), house.interview(), house.interview()
    answers = [check_hearing(alice, one) for one in (row, another, row)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    told = answers[-1].get_json()["error"]["message"]
    assert told.startswith("You have checked your microphone as often as one person may for now. Try again")
    assert int(answers[-1].headers["Retry-After"]) > 0
    charlies = house.store.create_interview(owner_id=house.charlie.id, brief=row.brief, plan=row.plan)
    assert check_hearing(house.client(house.charlie), charlies).status_code == 200


def test_the_interview_after_the_last_is_not_made_and_the_form_stays_filled_in(make_house: Make) -> None:
    house = make_house(limit_interviews="2 per hour")
    alice = house.client(house.alice)
    assert alice.post("/interviews", data={"role": ""}).status_code == 422, "which costs nothing"
    for _ in range(2):
        assert alice.post("/interviews", data={"role": "Baker"}).status_code == 303
    page = alice.post("/interviews", data={"role": "Cook", "company": "Acme"})
    assert page.status_code == 429
    for words in ("You have set up as many interviews as one person may", 'value="Cook"', 'value="Acme"'):
        assert words in page.get_data(as_text=True)
    told = alice.post("/interviews", data={"role": "Cook"}, headers=JSON)
    assert (told.status_code, told.get_json()["error"]["label"]) == (429, "too_many_requests")
    assert len(house.store.interviews(house.alice.id)) == 2
    assert house.client(house.charlie).post("/interviews", data={"role": "Cook"}).status_code == 303


def test_downloads_of_everything_are_limited_for_each_owner(make_house: Make) -> None:
    house = make_house(limit_exports="2 per hour")
    alice, charlie = house.client(house.alice), house.client(house.charlie)

    def download(client: FlaskClient) -> int:
        with client.get("/account/export.zip") as answer:
            return answer.status_code

    assert [download(alice) for _ in range(3)] == [200, 200, 429]
    assert download(charlie) == 200


def test_going_on_after_a_reload_costs_no_start(make_house: Make) -> None:
    house = make_house(limit_starts="1 per hour")
    row, client = house.interview(), house.client(house.alice)
    assert [start(client, row).status_code for _ in range(3)] == [200] * 3
