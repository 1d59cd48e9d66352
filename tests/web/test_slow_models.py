"""Models that take their time: who waits for them, who doesn't, and what an end of the web app does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from feedback.coach import write
from interview.events import EndedData, EventData, envelope
from interview.models import EndReason
from store.rows import FeedbackRow, InterviewRow, UserRow
from tests.feedback import model_answers as m
from tests.feedback.scenes import PLAN, START
from web.aftermath import BY_MODEL_OF_ONE, Aftermath
from web.chat import Answer, ModelError
from web.feedback_writers import FeedbackWriters

from .conftest import House

pytestmark = pytest.mark.unit


class SlowModel:
    """Answers, or fails, when it is let go."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.fails = False
        self.keys: list[str] = []
        self.changed = threading.Condition()

    def __call__(self, model: Any, *_: Any, **__: Any) -> Answer:
        with self.changed:
            self.keys.append(model.api_key.get_secret_value())
            self.changed.notify_all()
        assert self.go_on.wait(10)
        if self.fails:
            raise ModelError("It is down.", log="down")
        return Answer(m.text(m.honest()), m.USED)

    def wait_for(self, *keys: str) -> None:
        """Until it was asked with exactly these keys."""
        with self.changed:
            assert self.changed.wait_for(lambda: sorted(self.keys) == sorted(keys), 10), self.keys


@pytest.fixture
def model(house: House) -> Iterator[SlowModel]:
    made = SlowModel()
    house.aftermath.writers = FeedbackWriters(house.aftermath.writers.endpoints, write, made)
    yield made
    made.go_on.set()


def owner(house: House, name: str, *, key: str = "") -> UserRow:
    """An owner, with a model if there is a key."""
    user = house.store.upsert_user(subject=f"issuer|{name}", name=name, email="")
    if key:
        house.client(user).post("/settings/keys/openai", data={"openai_api_key": key})
    return user


def ended(house: House, user: UserRow) -> InterviewRow:
    row = house.store.create_interview(owner_id=user.id, brief=m.BRIEF, plan=PLAN)
    house.store.begin_run(user.id, row.id, room="", candidate_identity="c", token_hash=row.id)
    said: list[EventData] = [m.spoken(turn, turn.started_at, turn.ended_at) for turn in m.TURNS]
    said.append(EndedData(reason=EndReason.COMPLETED))
    house.store.append_events(row.id, [envelope(one, run=1, seq=n, at=START) for n, one in enumerate(said)])
    return row


def now(house: House, row: InterviewRow) -> FeedbackRow:
    found = house.store.feedback(row.owner_id, row.id)
    assert found is not None
    return found


def wait_until_ready(house: House, row: InterviewRow) -> None:
    pause = threading.Event()
    for _ in range(1000):
        if now(house, row).status == "ready":
            return
        pause.wait(0.01)
    pytest.fail("it was not written in time")


def test_whoever_has_no_model_waits_behind_none(house: House, model: SlowModel) -> None:
    keys = [f"sk-of-somebody-{n:04}" for n in range(5)]
    for n, key in enumerate(keys):
        house.aftermath.begin(ended(house, owner(house, f"n{n}", key=key)).id)
    model.wait_for(*keys)
    row = ended(house, owner(house, "no model"))
    house.aftermath.begin(row.id)
    wait_until_ready(house, row)
    assert now(house, row).body is not None
    assert len(model.keys) == 5, "owners with models don't wait for one another either"


def test_one_owners_many_interviews_hold_up_nobody_else(house: House, model: SlowModel) -> None:
    first, other = owner(house, "a", key="sk-of-a-0001"), owner(house, "b", key="sk-of-b-0001")
    rows = [ended(house, first) for _ in range(BY_MODEL_OF_ONE + 3)] + [ended(house, other)]
    for row in rows:
        house.aftermath.begin(row.id)
    model.wait_for(*["sk-of-a-0001"] * BY_MODEL_OF_ONE, "sk-of-b-0001")
    model.go_on.set()
    house.aftermath.drain(10)
    assert {now(house, row).status for row in rows} == {"ready"}


def test_what_a_model_still_reads_when_the_web_app_ends_is_no_failure_and_is_begun_again(
    house: House, model: SlowModel
) -> None:
    row = ended(house, owner(house, "a", key="sk-of-a-0001"))
    house.aftermath.begin(row.id)
    model.wait_for("sk-of-a-0001")
    house.aftermath.close()
    assert now(house, row).status == "writing"
    model.fails = True
    model.go_on.set()
    house.aftermath.drain(10)
    assert (now(house, row).status, now(house, row).message.count("down")) == ("writing", 0)
    model.fails = False
    following = Aftermath(house.store, house.rooms, house.aftermath.writers, house.spool)
    assert following.resume() == 1
    following.drain(10)
    following.close()
    assert now(house, row).status == "ready"
    assert len(house.store.feedback_versions(row.owner_id, row.id)) == 1


def test_what_comes_after_the_end_waits_for_the_next_start(house: House, model: SlowModel) -> None:
    house.aftermath.close()
    row = ended(house, owner(house, "a"))
    house.aftermath.begin(row.id)
    house.aftermath.drain(10)
    assert now(house, row).status == "waiting"
