"""The whole of MockFlow on free ports with a data directory of its own; nothing is left when it closes."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
import psutil

from embedded import process, stack
from embedded.ports import free
from settings import Settings
from workers import badge, launch
from workers.client import Unanswered, WarmClient, stop_all

BOOT_S = 60.0
STOP_S = 15.0


def _defaults() -> dict[str, str]:
    """Every setting's default, spelled out, so that the developer's own .env doesn't furnish this house."""
    plain = Settings.model_construct().model_dump(mode="json")
    return {name.upper(): str(value) for name, value in plain.items()}  # a secret's default is empty


class HouseError(Exception):
    """The house can't be opened; the message says what to do."""


class House:
    """Embedded servers, web app and warm parent, for as long as the block lasts.

    Args:
        data_dir: DATA_DIR; made when it isn't there.
        settings: what differs from the defaults, by its name in the environment.
        livekit_keys: key pairs that LiveKit takes besides its own, by key.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        settings: Mapping[str, str] | None = None,
        livekit_keys: Mapping[str, str] | None = None,
    ) -> None:
        self.data_dir = data_dir.resolve()
        self.url = ""
        self._settings = dict(settings or {})
        self._stack = stack.Stack(self.data_dir, livekit_keys=livekit_keys)
        self._web: subprocess.Popen[str] | None = None
        self.services: stack.EmbeddedServices

    def __enter__(self) -> Self:
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise HouseError(
                f"{self.data_dir} can't be used ({error.strerror}). Name another folder."
            ) from error
        try:
            self.services = self._stack.start()
            self._open_web()
            self._wait_until_healthy()
        except BaseException:  # a Ctrl-C too: nothing of a half-open house may be left
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End interviews, workers, web app and embedded servers, in this order."""
        stop_all(self.data_dir, STOP_S)
        if self._web is not None:
            self._web.terminate()
            try:
                self._web.wait(STOP_S)
            except subprocess.TimeoutExpired:
                self._web.kill()
                self._web.wait()
            self._web = None
        self._stack.stop()

    def pids(self) -> list[int]:
        """Every process of this house: web app, warm parent, workers and embedded servers."""
        found = {process.pid for process in self.services.pids.values()} | set(self.workers())
        with contextlib.suppress(Unanswered):
            found.add(WarmClient(launch.Recipe(run_dir=self.data_dir / "run")).ping().pid)
        if self._web is not None:
            web = psutil.Process(self._web.pid)
            found |= {web.pid, *(child.pid for child in web.children(recursive=True))}
        return sorted(found)

    @property
    def web_log(self) -> Path:
        """What the web app wrote to its stderr."""
        return self.data_dir / "logs" / "web.stderr.log"

    def spooled(self) -> list[Path]:
        """Spool files with events the web app doesn't have yet."""
        return sorted((self.data_dir / "spool").glob("*.jsonl"))

    def workers(self) -> list[int]:
        """The pids of live workers."""
        return [holder.pid for holder in badge.holders(self.data_dir / "run")]

    def wait_until_warm(self) -> float:
        """Wait until workers can be forked at once; returns the seconds waited.

        Raises:
            HouseError: the warm parent doesn't answer in time.
        """
        client = WarmClient(launch.Recipe(run_dir=self.data_dir / "run"))
        began = time.monotonic()
        while time.monotonic() < began + BOOT_S:
            try:
                client.ping()
            except Unanswered:
                time.sleep(0.1)  # between two looks at a process that is importing
            else:
                return time.monotonic() - began
        raise HouseError(f"The warm parent did not answer after {BOOT_S:.0f} s. {self.web_log} says why.")

    def _open_web(self) -> None:
        port = free()[0]
        self.url = f"http://127.0.0.1:{port}"
        own = _defaults() | self._settings
        own |= {"HOST": "127.0.0.1", "PORT": str(port), "DATA_DIR": str(self.data_dir)}
        with process.open_private(self.web_log, append=True) as log:
            self._web = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "app:app", "--workers", "1"],
                cwd=process.ROOT,
                env=process.environment() | own,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                text=True,
                start_new_session=True,
            )

    def _wait_until_healthy(self) -> None:
        deadline = time.monotonic() + BOOT_S
        with httpx.Client(base_url=self.url, timeout=5.0, trust_env=False) as http:
            while time.monotonic() < deadline:
                if self._web is None or self._web.poll() is not None:
                    raise HouseError(f"The web app stopped at once. {self.web_log} says why.")
                try:
                    if http.get("/api/health").status_code == httpx.codes.OK:
                        return
                except httpx.TransportError:
                    pass  # it doesn't listen yet
                time.sleep(0.1)  # between two looks at a server that is starting
        raise HouseError(f"The web app was not healthy after {BOOT_S:.0f} s. {self.web_log} says why.")
