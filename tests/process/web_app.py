"""The web app alone under a real gunicorn, without the embedded servers."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil

from embedded import ports
from embedded.process import ROOT
from simulation.webapp import page_token

from .conftest import wait_until

ANSWERS_WITHIN_S = 15.0  # what is shown is that it answers at all; how fast is a benchmark's business
_ELSEWHERE = {  # no embedded servers are started for these
    "LIVEKIT_URL": "wss://livekit.invalid",
    "LIVEKIT_API_KEY": "key",
    "LIVEKIT_API_SECRET": "secret",
    "SPEECH_URL": "http://127.0.0.1:9/v1",
    "LIMIT_REQUESTS": "100000 per minute",
}


class Gunicorn:
    """The web app alone as an operator starts it, or what the arguments say.

    Args:
        settings: what differs from the defaults, by its name in the environment.
    """

    def __init__(self, data_dir: Path, *arguments: str, settings: Mapping[str, str] | None = None) -> None:
        [self.port] = ports.free()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = data_dir / "gunicorn.log"
        own = {**_ELSEWHERE, **(settings or {}), "DATA_DIR": str(data_dir), "PORT": str(self.port)}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "gunicorn", *(arguments or ("app:app", "--workers", "1"))),
                    *("--bind", f"127.0.0.1:{self.port}", "--pythonpath", str(data_dir)),
                ],
                cwd=ROOT,
                env={**os.environ, **own},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_until(self.answers, 60)

    def answers(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        try:
            return self.get().status_code == 200
        except httpx.TransportError:
            return False

    def get(self, *, within_s: float = ANSWERS_WITHIN_S) -> httpx.Response:
        return httpx.get(self.url + "/sign-in", timeout=within_s, trust_env=False)

    def connect(self, sent: str) -> socket.socket:
        client = socket.create_connection(("127.0.0.1", self.port), timeout=ANSWERS_WITHIN_S)
        client.sendall(sent.encode())
        return client

    @contextmanager
    def signed_in(self) -> Iterator[httpx.Client]:
        """A browser signed in locally, on a page of ours."""
        from_here = {"Origin": self.url}
        with httpx.Client(base_url=self.url, headers=from_here, timeout=60.0, trust_env=False) as client:
            client.headers["X-CSRFToken"] = page_token(client.get("/sign-in").text)
            assert client.post("/sign-in/local").status_code == httpx.codes.SEE_OTHER
            client.headers["X-CSRFToken"] = page_token(client.get("/dashboard").text)
            yield client

    def worker(self) -> psutil.Process:
        """The process that answers."""
        [found] = [
            child for child in psutil.Process(self.process.pid).children() if "app:app" in child.cmdline()
        ]
        return found

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)
