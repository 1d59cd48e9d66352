"""`gunicorn app:app --workers 1` alone: it brings its servers, and ends interviews before itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from embedded import ports
from embedded.process import ROOT
from embedded.services import recorded
from interview.models import EndReason
from simulation.webapp import page_token
from store.sqlite import SqliteStore

from .test_run import environment, leftovers

pytestmark = pytest.mark.process


@pytest.fixture
def port() -> int:
    return ports.free()[0]


@pytest.fixture
def gunicorn(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "app:app", "--workers", "1"],
        cwd=ROOT,
        env=environment(tmp_path, port),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        yield process
        if process.poll() is None:
            process.terminate()


def read_until(process: subprocess.Popen[str], words: str) -> None:
    assert process.stderr is not None
    assert any(words in line for line in process.stderr)


def live_interview(port: int) -> str:
    """Made and started over HTTP; its interviewer waits for a candidate. Returns its id."""
    url = f"http://127.0.0.1:{port}"
    headers = {"Origin": url, "Accept": "application/json"}
    transport = httpx.HTTPTransport(retries=5)
    with httpx.Client(
        base_url=url, headers=headers, trust_env=False, timeout=30, transport=transport
    ) as client:
        client.headers["X-CSRFToken"] = page_token(client.get("/sign-in").text)
        assert client.post("/sign-in/local").status_code == httpx.codes.SEE_OTHER
        client.headers["X-CSRFToken"] = page_token(client.get("/dashboard").text)
        made = client.post("/interviews", data={"role": "Baker", "length": "quick"}).json()["id"]
        client.post(f"/interviews/{made}/start", json={"tab": "t"}).raise_for_status()
        deadline = time.monotonic() + 30
        while client.get(f"/interviews/{made}/state").json()["status"] != "live":
            assert time.monotonic() < deadline
    return str(made)


def end(process: subprocess.Popen[str], number: int) -> None:
    """TERM goes to gunicorn; a terminal's Ctrl-C goes to the web app in its group as well."""
    if number == signal.SIGINT:
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    assert process.stderr is not None
    process.stderr.read()
    assert process.wait(60) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_interviews_while_the_web_app_answers_and_then_its_servers(
    tmp_path: Path, port: int, gunicorn: subprocess.Popen[str], number: int
) -> None:
    read_until(gunicorn, "Booting worker")
    services = recorded(tmp_path)
    assert services is not None
    assert services.running()
    interview_id = live_interview(port)
    end(gunicorn, number)
    assert not any(process.alive() for process in services.pids.values())
    assert leftovers(tmp_path) == []
    store = SqliteStore(tmp_path / "mockflow.db")
    ended = store.interview_of_any_owner(interview_id)
    assert (ended.status, ended.end_reason) == ("ended", EndReason.STOPPED)
    feedback = store.feedback(ended.owner_id, interview_id)
    assert feedback is not None
    assert feedback.status == "too_short"
    assert list((tmp_path / "spool").glob("*")) == []
    store.close()


def test_after_a_reload_its_servers_are_still_its_own_to_end(
    tmp_path: Path, gunicorn: subprocess.Popen[str]
) -> None:
    read_until(gunicorn, "Booting worker")
    services = recorded(tmp_path)
    assert services is not None
    gunicorn.send_signal(signal.SIGHUP)
    read_until(gunicorn, "Booting worker")
    assert services.running()
    end(gunicorn, signal.SIGTERM)
    assert not any(process.alive() for process in services.pids.values())
    assert leftovers(tmp_path) == []
