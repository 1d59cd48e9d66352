"""A model that never answers holds up no stop of the web app, and what it was asked for is written once."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from feedback.model_schema import NAME as FEEDBACK
from interview.plan_schema import NAME as PLAN
from store.sqlite import SqliteStore

from .conftest import wait_until
from .silent_model import SilentModel, silent_model
from .test_feedback_once import ended
from .web_app import Gunicorn

pytestmark = pytest.mark.process

GONE_WITHIN_S = 15.0  # a model is waited for a minute; an idle web app is gone in three to five seconds


@pytest.fixture
def model() -> Iterator[SilentModel]:
    with silent_model() as server:
        yield server


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_is_gone_in_seconds_and_the_next_start_writes_the_feedback_once(
    tmp_path: Path, model: SilentModel, number: signal.Signals
) -> None:
    store = SqliteStore(tmp_path / "mockflow.db")
    row = ended(store)
    settings = {"LLM_BASE_URL": model.url}
    first = Gunicorn(tmp_path, settings=settings)
    with first.signed_in() as browser:
        assert browser.post("/interviews", data={"role": "Nurse"}).is_redirect
    wait_until(lambda: {FEEDBACK, PLAN} <= set(model.asked))
    first.process.send_signal(number)
    try:
        first.process.wait(GONE_WITHIN_S)
    finally:
        first.process.kill()
    stopped = store.feedback(row.owner_id, row.id)
    assert stopped is not None
    assert (stopped.status, stopped.message.count("could not")) == ("writing", 0)
    assert store.feedback_versions(row.owner_id, row.id) == []
    model.may_answer.set()
    following = Gunicorn(tmp_path, settings=settings)
    wait_until(lambda: (now := store.feedback(row.owner_id, row.id)) and now.status == "ready")
    following.stop()
    (version,) = store.feedback_versions(row.owner_id, row.id)
    assert version.written_by == "gpt-4o-mini"
    assert version.body["competencies"]
    assert model.asked.count(FEEDBACK) == 2
    store.close()
