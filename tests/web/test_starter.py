"""What becomes of a start that fails: no place is held, and the sentence names what to mend."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jwt
import pytest
from pydantic import SecretStr

from errors import LiveKitError
from web.rooms import Rooms

from .conftest import BRIEF, PLAN, House
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


ELSEWHERE = {"public_url": "http://mockflow.example"}  # browsers that the embedded LiveKit can't serve


def test_without_any_livekit_it_says_so_with_the_way_there_and_holds_no_place(
    make_house: Callable[..., House],
) -> None:
    house = make_house(max_live_interviews=1, **ELSEWHERE)
    row, client = house.interview(), house.client(house.alice)
    refused = start(client, row)
    told = refused.get_json()["error"]
    assert refused.status_code == 409
    assert (told["label"], told["href"]) == ("missing_key", "/settings/keys")
    assert "Enter a LiveKit key" in told["message"]
    assert house.again(row).status == "new"
    assert house.manager.jobs == []


def test_the_room_page_says_what_is_missing_before_start_is_pressed(
    make_house: Callable[..., House],
) -> None:
    house = make_house(**ELSEWHERE)
    page = house.client(house.alice).get(f"/interviews/{house.interview().id}/room")
    assert "LiveKit is missing." in page.get_data(as_text=True)
    assert 'href="/settings/keys" data-testid="missing"' in page.get_data(as_text=True)
    assert "connect-src 'self';" in page.headers["Content-Security-Policy"]


def test_an_owners_own_livekit_carries_the_whole_interview(make_house: Callable[..., House]) -> None:
    house = make_house(**ELSEWHERE, livekit_url="wss://operator.example")
    services = house.app.extensions["mockflow"]
    secret = "charlies secret of thirty-two characters"
    services.keyring.save(
        house.charlie.id,
        {
            "livekit_url": SecretStr("wss://charlie.livekit.cloud"),
            "livekit_api_key": SecretStr("charlies-key"),
            "livekit_api_secret": SecretStr(secret),
            "openai_api_key": SecretStr("charlies-openai"),
        },
    )
    house.store.set_preferences(house.charlie.id, {"hearing": "openai", "speed": 1.5})
    row = house.store.create_interview(owner_id=house.charlie.id, brief=BRIEF, plan=PLAN)
    client = house.client(house.charlie)
    policy = client.get(f"/interviews/{row.id}/room").headers["Content-Security-Policy"]
    assert "connect-src 'self' wss://charlie.livekit.cloud wss://*.production.livekit.cloud" in policy
    admission = start(client, row).get_json()
    assert admission["livekit_url"] == "wss://charlie.livekit.cloud"
    (job,) = house.manager.jobs
    for token in (admission["token"], job.room.token, job.room.delete_token):
        text = token if isinstance(token, str) else token.get_secret_value()
        claims = jwt.decode(text, secret, algorithms=["HS256"])
        assert (claims["iss"], claims["video"]["room"]) == ("charlies-key", admission["room"])
    assert (job.room.url, job.room.allowed_hosts) == ("wss://charlie.livekit.cloud", "*.livekit.cloud")
    assert (job.hearing[0].base_url, job.hearing[0].guarded) == ("https://api.openai.com/v1", True)
    assert job.hearing[0].api_key.get_secret_value() == "charlies-openai"
    assert (job.voice[0].base_url, job.voice[0].guarded, job.voice[0].speed) == (
        "http://127.0.0.1:1/v1",
        False,
        1.5,
    )
    again = start(client, row).get_json()
    assert (again["livekit_url"], again["room"]) == (admission["livekit_url"], admission["room"])


def test_a_job_names_everybody_in_the_order_they_are_tried(make_house: Callable[..., House]) -> None:
    house = make_house()
    client = house.client(house.alice)
    client.post("/settings/keys/openai", data={"openai_api_key": "sk-of-alice-0001"})
    client.post("/settings/keys/deepgram", data={"deepgram_api_key": "deepgram-of-alice"})
    client.post("/settings/preferences", data={"hearing": "deepgram", "speaking": "openai"})
    assert start(client, house.interview()).status_code == 200
    (job,) = house.manager.jobs
    assert [(one.provider, one.base_url, one.model) for one in job.hearing] == [
        ("deepgram", "", "nova-3"),
        ("embedded", "http://127.0.0.1:1/v1", "tiny.en"),
    ]
    assert [(one.provider, one.voice) for one in job.voice] == [("openai", "ash"), ("embedded", "joe")]
    (model,) = job.thinking
    assert (model.base_url, model.model, model.guarded) == ("https://api.openai.com/v1", "gpt-4o-mini", True)
    assert model.api_key.get_secret_value() == "sk-of-alice-0001"


def test_an_interview_in_spanish_isnt_started_with_speech_that_knows_english_alone(house: House) -> None:
    row, client = house.interview(language="es"), house.client(house.alice)
    refused = start(client, row)
    assert refused.status_code == 409
    assert "An interview in Spanish needs" in refused.get_json()["error"]["message"]
    assert house.again(row).status == "new"
    for provider in ("deepgram", "openai"):
        client.post(f"/settings/keys/{provider}", data={f"{provider}_api_key": "a-key-of-alice"})
    client.post("/settings/preferences", data={"hearing": "deepgram", "speaking": "openai"})
    assert start(client, row).status_code == 200
    (job,) = house.manager.jobs
    assert [one.provider for one in (*job.hearing, *job.voice)] == ["deepgram", "openai"]
