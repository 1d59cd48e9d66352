"""What becomes of a start that fails: no place is held, and the sentence names what to mend."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from errors import LiveKitError
from web.rooms import Rooms

from .conftest import House
from .test_live import start

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("failure", [OSError(24, "too many open files"), KeyboardInterrupt()])
def test_an_unforeseen_failure_holds_no_place(
    make_house: Callable[..., House], monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    house = make_house(max_live_interviews=1)
    row = house.interview()

    def fail(_job: object) -> None:
        raise failure

    monkeypatch.setattr(house.manager, "start", fail)
    with pytest.raises(type(failure)):
        house.app.extensions["mockflow"].starter.start(house.alice.id, row.id, tab="t", takeover=False)
    assert house.again(row).status == "new"
    assert house.rooms.open == set()
    monkeypatch.undo()
    assert start(house.client(house.alice), row, "t").status_code == 200


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({}, "LIVEKIT_API_KEY and LIVEKIT_API_SECRET"),
        ({"livekit_api_key": "key"}, "LIVEKIT_API_SECRET"),
        ({"livekit_api_key": "key", "livekit_api_secret": "s" * 32, "livekit_url": "nonsense"}, "wss://"),
        ({"livekit_api_key": "key", "livekit_api_secret": "s" * 32, "livekit_url": "wss://[::"}, "wss://"),
    ],
)
def test_livekit_settings_that_cant_work_are_named_and_hold_no_place(
    make_house: Callable[..., House], settings: dict[str, Any], named: str
) -> None:
    house = make_house(**{"livekit_url": "wss://livekit.example", **settings})
    row = house.interview()
    client = house.client(house.alice)
    refused = start(client, row)
    assert refused.status_code == 503
    assert named in refused.get_json()["error"]["message"]
    assert house.again(row).status == "new"
    with pytest.raises(LiveKitError):
        Rooms(house.app.extensions["mockflow"].endpoints).names(None)
    assert client.get("/dashboard").status_code == 200
