"""Start, state, end and the hearing check."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import jwt
import pytest
from flask.testing import FlaskClient

from interview.events import EndedData, EventData, ReadyData, StageData, envelope
from interview.models import EndReason
from store.rows import InterviewRow
from web.starter import hash_token

from .conftest import House

pytestmark = pytest.mark.unit


def start(client: FlaskClient, row: InterviewRow, tab: str = "one", *, takeover: bool = False) -> Any:
    return client.post(f"/interviews/{row.id}/start", json={"tab": tab, "takeover": takeover})


def state(client: FlaskClient, row: InterviewRow, tab: str = "one") -> dict[str, Any]:
    answer: dict[str, Any] = client.get(f"/interviews/{row.id}/state?tab={tab}").get_json()
    return answer


def happen(house: House, row: InterviewRow, *data: EventData, run: int = 1) -> None:
    known = len(house.store.events(row.owner_id, row.id))
    house.store.append_events(
        row.id,
        [envelope(one, run=run, seq=known + n, at=datetime.now(UTC)) for n, one in enumerate(data, 1)],
    )


def grants(token: str) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return claims


def test_start_makes_the_room_and_one_worker_and_answers_with_a_token(
    house: House, alice: FlaskClient
) -> None:
    row = house.interview()
    answer = start(alice, row)
    body = answer.get_json()
    assert answer.status_code == 200
    assert body["livekit_url"] == "ws://127.0.0.1:7880"
    assert house.rooms.open == {body["room"]}
    claims = grants(body["token"])
    assert claims["sub"] == body["identity"]
    assert claims["exp"] - claims["nbf"] == 120
    assert claims["video"]["room"] == body["room"]
    assert claims["video"]["canPublishSources"] == ["microphone"]
    assert "roomCreate" not in claims["video"]
    assert house.again(row).status == "starting"


def test_the_job_holds_what_the_worker_needs_and_tokens_for_this_room(
    house: House, alice: FlaskClient
) -> None:
    row = house.interview()
    body = start(alice, row).get_json()
    (job,) = house.manager.jobs
    assert (job.interview_id, job.run, job.room.room) == (row.id, 1, body["room"])
    assert job.room.candidate_identity == body["identity"]
    worker = grants(job.room.token.get_secret_value())
    assert (worker["kind"], worker["video"]["room"]) == ("agent", body["room"])
    assert worker["video"]["canUpdateOwnMetadata"]
    assert grants(job.room.delete_token.get_secret_value())["video"]["roomCreate"]
    assert job.callback.url == "http://127.0.0.1:8000/worker/events"
    grant = house.store.worker_grant(hash_token(job.callback.token.get_secret_value()))
    assert grant is not None
    assert (grant.interview_id, grant.run) == (row.id, 1)
    assert (job.hearing[0].base_url, job.hearing[0].model) == ("http://127.0.0.1:1/v1", "tiny.en")
    assert (job.voice[0].base_url, job.voice[0].model, job.voice[0].voice) == (
        job.hearing[0].base_url,
        "piper",
        "joe",
    )
    assert not job.hearing[0].guarded
    assert job.room.allowed_hosts is None
    assert job.stages[0].name == "greeting"
    assert job.spool_dir == str((house.settings.data_dir / "spool").resolve())


def test_two_hundred_clicks_are_one_worker_and_one_room(house: House) -> None:
    row = house.interview()
    clients = [house.client(house.alice) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: start(clients[n % 8], row), range(200)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.get_json()["room"] for answer in answers}) == 1
    assert len(house.manager.jobs) == 1
    assert house.rooms.made == 1


def test_a_reload_goes_on_in_the_same_room_with_another_token(house: House, alice: FlaskClient) -> None:
    row = house.interview()
    first = start(alice, row).get_json()
    happen(house, row, ReadyData(boot_s=0.2))
    again = start(alice, row).get_json()
    assert {key: again[key] for key in ("room", "identity")} == {
        key: first[key] for key in ("room", "identity")
    }
    assert len(house.manager.jobs) == 1


def test_a_second_tab_is_told_and_may_take_over(house: House, alice: FlaskClient) -> None:
    row = house.interview()
    start(alice, row)
    refused = start(alice, row, "two")
    assert refused.status_code == 409
    assert refused.get_json()["error"]["label"] == "lease_held"
    assert state(alice, row, "two")["lease"] == "other"
    assert start(alice, row, "two", takeover=True).status_code == 200
    assert state(alice, row, "one")["lease"] == "other"
    assert state(alice, row, "two")["lease"] == "mine"


def test_after_the_end_there_is_no_token(house: House, alice: FlaskClient) -> None:
    row = house.interview()
    start(alice, row)
    happen(house, row, EndedData(reason=EndReason.COMPLETED))
    refused = start(alice, row, takeover=True)
    assert refused.status_code == 410
    assert refused.get_json()["error"]["label"] == "interview_ended"
    assert alice.get(f"/interviews/{row.id}/room").location == f"/interviews/{row.id}"


@pytest.mark.parametrize("part", ["livekit", "worker"])
def test_a_failed_start_is_taken_back_and_can_be_pressed_again(
    house: House, alice: FlaskClient, part: str
) -> None:
    row = house.interview()
    house.rooms.down, house.manager.fails = part == "livekit", part == "worker"
    refused = start(alice, row)
    assert refused.status_code == 503
    assert refused.get_json()["error"]["label"] == f"{part}_unavailable"
    assert "token" not in refused.get_json()
    assert house.again(row).status == "new"
    assert house.rooms.open == set()
    assert state(alice, row)["status"] == "new"
    house.rooms.down = house.manager.fails = False
    assert start(alice, row).status_code == 200
    assert house.manager.jobs[-1].run == 2


def test_a_worker_that_did_not_come_up_is_told_on_the_page(house: House, alice: FlaskClient) -> None:
    row = house.interview()
    assert state(alice, row)["notice"] is None
    house.manager.fails = True
    start(alice, row)
    notice = state(alice, row)["notice"]
    assert notice["code"] == "could_not_start"
    assert "Press Start" in notice["text"]


def test_when_every_place_is_taken_it_says_so(make_house: Callable[..., House]) -> None:
    house = make_house(max_live_interviews=1)
    client = house.client(house.alice)
    assert start(client, house.interview()).status_code == 200
    waiting = house.interview()
    refused = start(client, waiting)
    assert refused.status_code == 429
    assert refused.get_json()["error"]["label"] == "at_capacity"
    assert house.again(waiting).status == "new"


@pytest.mark.parametrize("body", [b"", b"{}", b"not json", b'{"tab": ""}', b'{"tab": "' + b"x" * 65 + b'"}'])
def test_a_start_without_a_tab_is_refused(house: House, alice: FlaskClient, body: bytes) -> None:
    row = house.interview()
    answer = alice.post(f"/interviews/{row.id}/start", data=body, content_type="application/json")
    assert answer.status_code == 422
    assert house.manager.jobs == []


def test_state_follows_the_events(house: House, alice: FlaskClient) -> None:
    row = house.interview()
    assert state(alice, row) == {
        "status": "new",
        "stage": "",
        "stage_label": "",
        "lease": "free",
        "end_reason": None,
        "end_detail": "",
        "notice": None,
        "plan": {
            "state": "bank",
            "text": "Your questions are ready. They come from the question bank.",
        },
        "review_url": f"/interviews/{row.id}",
    }
    start(alice, row)
    assert state(alice, row)["status"] == "starting"
    happen(house, row, ReadyData(boot_s=0.2), StageData(stage="greeting", cause="start"))
    happen(house, row, StageData(stage="self_intro", previous="greeting", cause="transition"))
    now = state(alice, row)
    assert (now["status"], now["stage"], now["stage_label"]) == ("live", "self_intro", "Introduction")
    happen(house, row, EndedData(reason=EndReason.WORKER_LOST, detail="It broke."))
    now = state(alice, row)
    assert (now["status"], now["end_reason"], now["end_detail"]) == ("ended", "worker_lost", "It broke.")
    assert now["notice"]["code"] == "worker_lost"
    assert "kept" in now["notice"]["text"]


def test_a_hung_worker_is_told_on_the_page(house: House, alice: FlaskClient) -> None:
    row = house.interview()
    start(alice, row)
    happen(house, row, ReadyData(boot_s=0.2))
    assert state(alice, row)["notice"] is None
    house.manager.hang(row.id)
    assert state(alice, row)["notice"]["code"] == "worker_silent"


def test_end_asks_the_worker_and_may_be_asked_again(house: House, alice: FlaskClient) -> None:
    row = house.interview()
    early = alice.post(f"/interviews/{row.id}/end")
    assert early.status_code == 409
    start(alice, row)
    assert alice.post(f"/interviews/{row.id}/end").status_code == 202
    assert house.manager.stopped == [row.id]
    happen(house, row, EndedData(reason=EndReason.STOPPED))
    assert alice.post(f"/interviews/{row.id}/end").status_code == 202
    assert house.manager.stopped == [row.id]


def test_the_hearing_check_says_what_it_heard(house: House, alice: FlaskClient) -> None:
    url = f"/interviews/{house.interview().id}/hearing-check"
    heard = alice.post(url, data=b"sound", content_type="audio/webm;codecs=opus")
    assert (heard.status_code, heard.get_json()) == (200, {"text": "heard 5 bytes"})
    assert alice.post(url, data=b"", content_type="audio/webm").status_code == 422
    assert alice.post(url, data=b"{}", content_type="application/json").status_code == 422


@pytest.mark.parametrize(("over", "status"), [(-1, 200), (0, 200), (1, 413)])
def test_a_recording_may_have_two_megabytes(house: House, alice: FlaskClient, over: int, status: int) -> None:
    url = f"/interviews/{house.interview().id}/hearing-check"
    answer = alice.post(url, data=b"x" * (2 * 1024 * 1024 + over), content_type="audio/wav")
    assert answer.status_code == status


def test_speech_that_is_down_has_its_own_sentence(house: House, alice: FlaskClient) -> None:
    house.speech.down = True
    url = f"/interviews/{house.interview().id}/hearing-check"
    answer = alice.post(url, data=b"x", content_type="audio/wav")
    assert answer.status_code == 503
    assert answer.get_json()["error"]["label"] == "speech_unavailable"
