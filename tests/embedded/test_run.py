"""`make run` without make: ready in seconds, one address, an orderly end, one sentence when it can't."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from embedded import ports
from embedded.process import ROOT
from embedded.services import recorded

pytestmark = pytest.mark.process


def environment(data_dir: Path, port: int, **more: str) -> dict[str, str]:
    return {**os.environ, "DATA_DIR": str(data_dir), "PORT": str(port), **more}


def leftovers(data_dir: Path) -> list[str]:
    """Processes that still know this data directory."""
    found = []
    for process in psutil.process_iter():
        try:
            told = " ".join([*process.cmdline(), *process.environ().values()])
        except psutil.Error:
            continue
        if str(data_dir) in told and process.pid != os.getpid():
            found.append(told)
    return found


@pytest.fixture
def port() -> int:
    return ports.free()[0]


@pytest.fixture
def started(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "embedded.run"],
        cwd=ROOT,
        env=environment(tmp_path, port),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as process:
        yield process
        if process.poll() is None:
            process.terminate()


def read_until(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout is not None
    seen = ""
    for line in process.stdout:
        seen += line
        if words in line:
            return seen
    raise AssertionError(seen)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_starts_everything_and_ends_everything(
    tmp_path: Path, port: int, started: subprocess.Popen[str], number: int
) -> None:
    said = read_until(started, "ready")
    assert said.count("http://") == 1
    assert f"http://127.0.0.1:{port}" in said
    assert httpx.get(f"http://127.0.0.1:{port}/api/health", trust_env=False).status_code == 200
    services = recorded(tmp_path)
    assert services is not None
    started.send_signal(number)
    assert started.wait(60) == 0
    assert not any(process.alive() for process in services.pids.values())
    assert leftovers(tmp_path) == []


def test_it_names_the_port_that_is_taken(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "embedded.run"],
            cwd=ROOT,
            env=environment(tmp_path, port),
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port} is taken")
    assert len(done.stderr.splitlines()) == 1


def test_it_names_all_bad_settings_in_one_sentence(tmp_path: Path, port: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "embedded.run"],
        cwd=ROOT,
        env=environment(tmp_path, port, LOG_LEVEL="LOUD", MAX_LIVE_INTERVIEWS="none"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "LOG_LEVEL" in done.stderr
    assert "MAX_LIVE_INTERVIEWS" in done.stderr
