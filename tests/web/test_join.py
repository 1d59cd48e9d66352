"""The page of dispatch mode: the same for everybody, and it connects to the operator's LiveKit alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import House

pytestmark = pytest.mark.unit


def test_it_may_connect_to_the_operators_livekit(make_house: Callable[..., House]) -> None:
    house = make_house(livekit_url="wss://livekit.example.org")
    answer = house.client().get("/join")
    assert answer.status_code == 200
    assert 'data-livekit="wss://livekit.example.org"' in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "connect-src 'self' wss://livekit.example.org https://livekit.example.org;" in policy
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_link_can_name_no_other_server(make_house: Callable[..., House]) -> None:
    house = make_house(livekit_url="wss://livekit.example.org")
    answer = house.client().get("/join?url=wss://elsewhere.example.org")
    assert "elsewhere" not in answer.text + answer.headers["Content-Security-Policy"]
