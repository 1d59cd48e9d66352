"""What a worker may post, and what it gets for anything else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from errors import StoreError
from interview.events import EVENTS, EndedData, Event, EventData, HeartbeatData, ReadyData, TurnData, envelope
from interview.models import EndReason
from store.rows import InterviewRow
from store.sqlite.tables import interviews

from .conftest import House

pytestmark = pytest.mark.unit
T0 = datetime(2030, 1, 1, tzinfo=UTC)
WORDS = " ".join(["I cut the failed deploys by forty percent in two months."] * 4)


@pytest.fixture
def running(house: House, alice: FlaskClient) -> InterviewRow:
    row = house.interview()
    alice.post(f"/interviews/{row.id}/start", json={"tab": "one"})
    return house.again(row)


def event(seq: int, data: EventData, *, run: int = 1) -> Event:
    return envelope(data, run=run, seq=seq, at=T0 + timedelta(seconds=seq))


def said(text: str = WORDS) -> TurnData:
    at = {"started_at": T0, "ended_at": T0 + timedelta(seconds=20)}
    return TurnData(speaker="candidate", text=text, stage="self_intro", **at)


def post(house: House, *events: Event, token: str | None = None, body: bytes | None = None) -> Any:
    token = house.manager.jobs[0].callback.token.get_secret_value() if token is None else token
    return house.client().post(
        "/worker/events",
        data=EVENTS.dump_json(list(events)) if body is None else body,
        headers={"Authorization": f"Bearer {token}"},
    )


def test_a_batch_is_stored_and_counted(house: House, running: InterviewRow) -> None:
    answer = post(house, event(1, ReadyData(boot_s=0.2)), event(2, said()))
    assert answer.get_json() == {"stored": 2, "duplicates": 0}
    assert house.again(running).status == "live"
    assert post(house, event(2, said())).get_json() == {"stored": 0, "duplicates": 1}


def test_every_post_is_a_sign_of_life_and_a_heartbeat_is_nothing_more(
    house: House, running: InterviewRow
) -> None:
    assert post(house, event(1, HeartbeatData())).get_json() == {"stored": 0, "duplicates": 0}
    assert house.manager.heard == [(running.id, 1)]
    assert house.store.events(running.owner_id, running.id) == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Basic d29ya2VyOnRva2Vu"},
    ],
)
def test_without_the_token_nothing_is_stored(
    house: House, running: InterviewRow, headers: dict[str, str]
) -> None:
    data = EVENTS.dump_json([event(1, said())])
    answer = house.client().post("/worker/events", data=data, headers=headers)
    assert answer.status_code == 401
    assert answer.get_json()["error"]["label"] == "unauthorized"
    assert house.store.events(running.owner_id, running.id) == []


def test_a_signed_in_owner_is_no_worker(house: House, alice: FlaskClient, running: InterviewRow) -> None:
    assert alice.post("/worker/events", data=EVENTS.dump_json([event(1, said())])).status_code == 401


@pytest.mark.parametrize("run", [0, 2])
def test_a_token_speaks_for_its_own_run_only(house: House, running: InterviewRow, run: int) -> None:
    assert post(house, event(1, said(), run=run)).status_code == 401
    assert house.store.events(running.owner_id, running.id) == []


def test_an_aborted_runs_token_is_worthless(house: House, running: InterviewRow) -> None:
    house.store.abort_run(running.owner_id, running.id)
    assert post(house, event(1, said())).status_code == 401


def test_a_forged_repetition_is_a_conflict(house: House, running: InterviewRow) -> None:
    post(house, event(1, said()))
    answer = post(house, event(1, said("something else")))
    assert answer.status_code == 409
    assert answer.get_json()["error"]["label"] == "event_conflict"


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"nonsense", b'[{"kind":"turn"}]', b'[{"kind":"nothing","run":1,"seq":1}]']
)
def test_what_is_no_batch_is_refused_without_quoting_it(
    house: House, running: InterviewRow, body: bytes
) -> None:
    answer = post(house, body=body)
    assert answer.status_code == 422
    assert "nonsense" not in answer.get_data(as_text=True)


def test_the_end_is_followed_by_feedback_and_the_room_is_gone(
    house: House, alice: FlaskClient, running: InterviewRow
) -> None:
    post(house, event(1, said()), event(2, EndedData(reason=EndReason.COMPLETED)))
    house.aftermath.drain(10)
    assert house.rooms.open == set()
    answer = alice.get(f"/interviews/{running.id}/feedback.json").get_json()
    assert answer["status"] == "ready"
    assert answer["feedback"]["takeaway"] == "Practise Backend engineer again."


def test_after_the_end_a_spool_is_replayed_and_feedback_written_anew(
    house: House, running: InterviewRow
) -> None:
    post(house, event(1, said()), event(3, EndedData(reason=EndReason.COMPLETED)))
    house.aftermath.drain(10)
    heard = len(house.manager.heard)
    assert post(
        house, event(2, said("more")), event(3, EndedData(reason=EndReason.COMPLETED))
    ).get_json() == {
        "stored": 1,
        "duplicates": 1,
    }
    house.aftermath.drain(10)
    assert house.coach.calls == 2
    assert len(house.manager.heard) == heard
    assert post(house, event(4, said("late"))).status_code == 410


def test_an_end_whose_aftermath_could_not_begin_is_followed_when_it_is_posted_again(
    house: House, running: InterviewRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(_interview_id: str) -> None:
        raise StoreError

    with monkeypatch.context() as patch:
        patch.setattr(house.aftermath, "begin", down)
        assert (
            post(house, event(1, said()), event(2, EndedData(reason=EndReason.COMPLETED))).status_code == 503
        )
    assert post(house, event(1, said()), event(2, EndedData(reason=EndReason.COMPLETED))).status_code == 200
    house.aftermath.drain(10)
    assert house.coach.calls == 1


def test_a_day_after_the_end_the_token_opens_nothing(house: House, running: InterviewRow) -> None:
    post(house, event(1, said()), event(3, EndedData(reason=EndReason.COMPLETED)))
    house.aftermath.drain(10)
    for hours, status in ((23.9, 200), (24.1, 410)):
        with house.store._db.write() as connection:
            ended_at = datetime.now(UTC) - timedelta(hours=hours)
            connection.execute(update(interviews).values(ended_at=ended_at))
        assert post(house, event(1, said())).status_code == status
