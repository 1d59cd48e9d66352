"""`python app.py`: development on PORT or 5000, the embedded servers beside it; Ctrl-C ends all of it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from embedded import ports
from embedded.problem import usable_settings
from embedded.process import ROOT
from settings import inherited_environment

from .test_run import environment, leftovers

UP_WITHIN_S = 60.0
DEVELOPMENT_PORT = 5000


def healthy(url: str, process: subprocess.Popen[bytes]) -> httpx.Response:
    """Ask until the web app answers that all of it is well."""
    deadline = time.monotonic() + UP_WITHIN_S
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(httpx.TransportError):
            answer = httpx.get(f"{url}/api/health", trust_env=False)
            if answer.status_code == httpx.codes.OK:
                return answer
        time.sleep(0.1)  # between two looks at a server that is starting
    raise AssertionError("the web app is not healthy")


@pytest.fixture
def heeds_ctrl_c() -> Iterator[None]:
    """A shell lets what it starts in the background ignore Ctrl-C, and children inherit that."""
    was = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, was)


@pytest.mark.process
@pytest.mark.usefixtures("heeds_ctrl_c")
def test_it_answers_and_ctrl_c_ends_all_of_it(tmp_path: Path) -> None:
    [port] = ports.free()
    with subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=environment(tmp_path, port),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            said = healthy(f"http://127.0.0.1:{port}", process).json()
            assert (said["livekit"], said["speech"]) == ("ok", "ok")
            process.send_signal(signal.SIGINT)
            assert process.wait(60) == 0
        finally:
            process.terminate()
    assert leftovers(tmp_path) == []


@pytest.mark.process
def test_without_a_port_it_is_5000(tmp_path: Path) -> None:
    with socket.socket() as holder:
        with suppress(OSError):  # whoever has it, it is taken
            holder.bind(("127.0.0.1", DEVELOPMENT_PORT))
            holder.listen()
        done = subprocess.run(
            [sys.executable, ROOT / "app.py"],
            cwd=tmp_path,
            env=inherited_environment() | {"DATA_DIR": str(tmp_path / "data")},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode != 0
    assert f"Port {DEVELOPMENT_PORT} is taken by another program." in done.stderr


@pytest.mark.unit
def test_the_port_of_development_stands_in_for_one_that_isnt_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PORT", raising=False)
    assert usable_settings(port=DEVELOPMENT_PORT).port == DEVELOPMENT_PORT
    monkeypatch.setenv("PORT", "8123")
    assert usable_settings(port=DEVELOPMENT_PORT).port == 8123
