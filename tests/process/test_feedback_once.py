"""A web app that is killed while it writes feedback: the next one finishes it, exactly once, never blank."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from interview.events import EndedData, EventData, envelope
from interview.models import EndReason
from store.rows import InterviewRow
from store.sqlite import SqliteStore
from tests.feedback import model_answers as m
from tests.feedback.scenes import PLAN, START

pytestmark = pytest.mark.process

ROOT = Path(__file__).parents[2]
WRITES = {"coach": 5, "model": 7}
"""Calls that store something of one feedback that is resumed, by who writes it: its steps and the end."""
STEPS = [(who, at) for who, writes in WRITES.items() for at in range(1, writes + 1)]


def ended(store: SqliteStore) -> InterviewRow:
    owner = store.upsert_user(subject="local", name="Ada", email="")
    row = store.create_interview(owner_id=owner.id, brief=m.BRIEF, plan=PLAN)
    store.begin_run(owner.id, row.id, room="", candidate_identity="c", token_hash="t")
    said: list[EventData] = [m.spoken(turn, turn.started_at, turn.ended_at) for turn in m.TURNS]
    said.append(EndedData(reason=EndReason.COMPLETED))
    store.append_events(row.id, [envelope(one, run=1, seq=n, at=START) for n, one in enumerate(said)])
    return row


def child(path: Path, at: int, when: str, who: str) -> int:
    """The exit code of one process that goes on with the feedback."""
    command = [sys.executable, "-m", "tests.process.feedback_child", str(path), str(at), when, who]
    return subprocess.run(command, cwd=ROOT, timeout=60, check=False, capture_output=True).returncode


def one_kill(tmp_path: Path, at: int, when: str, who: str) -> None:
    store = SqliteStore(tmp_path / "mockflow.db")
    row = ended(store)
    assert child(tmp_path / "mockflow.db", at, when, who) == -signal.SIGKILL
    assert child(tmp_path / "mockflow.db", 0, "before", who) == 0
    feedback, versions = store.feedback(row.owner_id, row.id), store.feedback_versions(row.owner_id, row.id)
    store.close()
    assert feedback is not None
    assert (feedback.status, feedback.percent, len(versions)) == ("ready", 100, 1)
    assert feedback.body == versions[0].body
    assert versions[0].body["takeaway"]
    assert versions[0].body["competencies"]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(("who", "at"), STEPS)
def test_killed_at_any_step_it_is_stored_once_by_the_next_process(
    tmp_path: Path, who: str, at: int, when: str
) -> None:
    one_kill(tmp_path, at, when, who)


@pytest.mark.parametrize("who", WRITES)
def test_there_are_no_more_steps_than_are_killed(tmp_path: Path, who: str) -> None:
    store = SqliteStore(tmp_path / "mockflow.db")
    ended(store)
    store.close()
    assert child(tmp_path / "mockflow.db", WRITES[who] + 1, "before", who) == 0


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(50))
def test_killed_fifty_times_over(tmp_path: Path, seed: int) -> None:
    """``TORTURE_SEED`` moves all of them."""
    chance = random.Random(seed + 1000 * int(os.environ.get("TORTURE_SEED", "0")))  # noqa: S311 - not a secret
    store = SqliteStore(tmp_path / "mockflow.db")
    row = ended(store)
    path = tmp_path / "mockflow.db"
    for _ in range(chance.randint(1, 3)):
        who, at = chance.choice(STEPS)
        child(path, at, chance.choice(["before", "after"]), who)
    assert child(path, 0, "before", chance.choice(["coach", "model"])) == 0
    versions = store.feedback_versions(row.owner_id, row.id)
    feedback = store.feedback(row.owner_id, row.id)
    store.close()
    assert feedback is not None
    assert (feedback.status, len(versions)) == ("ready", 1)
    assert feedback.body == versions[0].body
    assert versions[0].body["takeaway"]
