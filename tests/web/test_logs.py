"""Nobody's words and no secret reach the log."""

from __future__ import annotations

import io

import pytest
from flask.testing import FlaskClient

from interview.events import EVENTS, EndedData, TurnData, envelope
from interview.models import EndReason

from .conftest import JSON, House
from .test_set_up import create
from .test_worker_api import T0

pytestmark = pytest.mark.unit


def test_a_whole_interview_leaves_no_word_and_no_token_in_the_log(
    house: House, alice: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    canaries = {
        name: f"CANARY {name}"
        for name in ("role", "company", "candidate_name", "resume_text", "job_description")
    }
    key = create(alice, resume=(io.BytesIO(b"CANARY file"), "CANARY name.txt"), **canaries).get_json()["id"]
    create(alice, **canaries, length="CANARY length")
    create(alice, resume=(io.BytesIO(b"\x00CANARY bad"), "CANARY bad.pdf"), **canaries)
    token = alice.post(f"/interviews/{key}/start", json={"tab": "t"}).get_json()["token"]
    worker = house.manager.jobs[0].callback.token.get_secret_value()
    said = TurnData(speaker="candidate", text="CANARY speech " * 20, stage="greeting")
    for text in ("CANARY speech " * 20, "CANARY forged"):
        batch = [envelope(said.model_copy(update={"text": text}), run=1, seq=1, at=T0)]
        headers = {"Authorization": f"Bearer {worker}"}
        house.client().post("/worker/events", data=EVENTS.dump_json(batch), headers=headers)
    house.client().post("/worker/events", data=b"CANARY nonsense", headers=headers)
    house.coach.fails = True
    end = envelope(EndedData(reason=EndReason.COMPLETED), run=1, seq=2, at=T0)
    house.client().post("/worker/events", data=EVENTS.dump_json([end]), headers=headers)
    house.aftermath.drain(10)
    alice.get("/CANARY-path", headers=JSON)
    printed = "".join(capsys.readouterr())
    assert "interview started" in printed
    assert "request failed" in printed
    assert "feedback could not be written" in printed
    for secret in ("CANARY", token, worker, "speech-key"):
        assert secret not in printed
