"""A sign-in ends: unused, too old, signed out, or with the key that signed its cookie."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import create_engine, update

from settings import Settings
from store.sqlite.tables import sign_ins
from wiring import open_store

from .conftest import House

pytestmark = pytest.mark.unit

HERE = {"Origin": "http://localhost"}


def signed_in(house: House) -> FlaskClient:
    client = house.client()
    assert client.post("/sign-in/local", headers=HERE).location == "/dashboard"
    return client


def age(house: House, *, seen: timedelta = timedelta(0), made: timedelta = timedelta(0)) -> None:
    """Let all sign-ins be as old as that."""
    now = datetime.now(UTC)
    engine = create_engine(f"sqlite:///{house.settings.data_dir / 'mockflow.db'}")
    with engine.begin() as connection:
        connection.execute(update(sign_ins).values(seen_at=now - seen, created_at=now - made))
    engine.dispose()


@pytest.mark.parametrize(
    ("seen", "made", "status"),
    [
        pytest.param(timedelta(hours=11, minutes=59), timedelta(days=1), 200, id="used this morning"),
        pytest.param(timedelta(hours=12, seconds=1), timedelta(days=1), 303, id="unused for half a day"),
        pytest.param(timedelta(0), timedelta(days=6, hours=23), 200, id="six days old"),
        pytest.param(timedelta(0), timedelta(days=7, seconds=1), 303, id="seven days old"),
    ],
)
def test_a_sign_in_ends_unused_or_too_old(
    house: House, seen: timedelta, made: timedelta, status: int
) -> None:
    client = signed_in(house)
    age(house, seen=seen, made=made)
    assert client.get("/dashboard").status_code == status


def test_both_limits_are_settings_that_reach_the_store(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path, sign_in_idle_s=100, sign_in_absolute_s=150)
    store = open_store(settings)
    try:
        user = store.upsert_user(subject="local", name="You", email="")
        sign_in_id, now = store.create_sign_in(user.id), datetime.now(UTC)
        for after, alive in ((90, True), (120, True), (160, False)):  # each use counts as one
            found = store.sign_in_owner(sign_in_id, now=now + timedelta(seconds=after))  # type: ignore[call-arg] # SqliteStore's own argument
            assert (found is not None) is alive
        unused = store.create_sign_in(user.id)
        assert store.sign_in_owner(unused, now=now + timedelta(seconds=110)) is None  # type: ignore[call-arg] # the same
    finally:
        store.close()


@pytest.mark.parametrize(("seconds", "days"), [(604_800.0, 7), (86_400.0, 1)])
def test_the_browser_forgets_the_cookie_when_the_sign_in_is_over(
    make_house: Callable[..., House], seconds: float, days: int
) -> None:
    client = signed_in(make_house(sign_in_absolute_s=seconds))
    cookie = client.get_cookie("mockflow")
    assert cookie is not None
    assert cookie.expires is not None
    left = cookie.expires - datetime.now(UTC)
    assert timedelta(days=days) - timedelta(minutes=5) < left <= timedelta(days=days, seconds=1)


def test_signing_out_everywhere_ends_every_browsers_sign_in(house: House) -> None:
    here, there = signed_in(house), signed_in(house)
    assert house.store.end_sign_ins(house.alice.id) == 2
    assert [client.get("/dashboard").status_code for client in (here, there)] == [303, 303]


def test_signing_in_again_ends_this_browsers_sign_in_and_no_others(house: House) -> None:
    here, there = signed_in(house), signed_in(house)
    before = here.get_cookie("mockflow")
    assert before is not None
    here.post("/sign-in/local", headers=HERE)
    thief = house.client()
    thief.set_cookie("mockflow", before.value)
    assert [client.get("/dashboard").status_code for client in (thief, here, there)] == [303, 200, 200]


def test_a_cookie_signed_by_an_old_key_opens_nothing(house: House) -> None:
    client = signed_in(house)
    house.app.secret_key = bytes(32)
    assert client.get("/dashboard").status_code == 303
