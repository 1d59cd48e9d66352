"""``python -m embedded.run``: the embedded servers and the web app, until Ctrl-C; then an orderly end."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import AbstractContextManager, nullcontext
from types import FrameType

import httpx

import logs
from embedded import ports, stack
from embedded.problem import EmbeddedError, usable_settings
from embedded.process import ROOT
from settings import Settings

_HEALTH_S = 60.0
_LOOK_EVERY_S = 0.1
_END_INTERVIEWS_S = 20.0
_END_WEB_S = 30.0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _catch_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)


def _ignore_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def web_url(settings: Settings) -> str:
    """The web app's own address, for this computer."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::", "") else settings.host  # noqa: S104 - compared, not bound
    return f"http://{host}:{settings.port}"


def start_web() -> subprocess.Popen[bytes]:
    """gunicorn in its own session, so that the terminal's Ctrl-C comes to us alone. It reads the settings."""
    return subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "app:app", "--workers", "1"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def wait_until_healthy(web: subprocess.Popen[bytes], settings: Settings) -> None:
    """Return when /api/health says 200.

    Raises:
        EmbeddedError: the web app ended, or is not healthy within 60 s.
    """
    deadline = time.monotonic() + _HEALTH_S
    with httpx.Client(trust_env=False, timeout=5.0) as client:
        while time.monotonic() < deadline:
            if web.poll() is not None:
                raise EmbeddedError("The web app ended while starting. Its reason stands above.")
            try:
                if client.get(f"{web_url(settings)}/api/health").status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass
            time.sleep(_LOOK_EVERY_S)
    raise EmbeddedError(f"The web app was not healthy within {_HEALTH_S:.0f} s. Its log stands above.")


def stop_web(web: subprocess.Popen[bytes], settings: Settings) -> None:
    """Interviews end first, while the web app can still take their last events; then the web app."""
    from workers.client import stop_all  # noqa: PLC0415 - imports LiveKit, which the start needn't wait for

    if web.poll() is None:
        stop_all(settings.data_dir, _END_INTERVIEWS_S)
        web.terminate()
    try:
        web.wait(_END_WEB_S)
    except subprocess.TimeoutExpired:
        web.kill()
        web.wait()


def _watch(web: subprocess.Popen[bytes], services: stack.EmbeddedServices | None) -> None:
    told = False
    while web.poll() is None:
        if services is not None and not services.running() and not told:
            told = True
            _say("An embedded server ended unexpectedly. Press Ctrl-C and run the same command again.")
        time.sleep(0.5)
    raise EmbeddedError("The web app ended unexpectedly. Its reason stands above.")


def _serve(settings: Settings) -> None:
    own = stack.for_settings(settings)
    manager: AbstractContextManager[stack.EmbeddedServices | None] = own or nullcontext(None)
    if own is not None:
        _say("Starting LiveKit and speech …")
    with manager as services:
        _say("Starting the web app …")
        web = start_web()
        try:
            wait_until_healthy(web, settings)
            _say(f"\nMockFlow is ready: {settings.public_url or web_url(settings)}\nPress Ctrl-C to stop.")
            _watch(web, services)
        finally:
            _ignore_signals()
            _say("\nStopping: interviews first, then the web app, then LiveKit and speech …")
            stop_web(web, settings)


def main() -> int:
    """Returns 0 after Ctrl-C or TERM, 1 with one sentence on stderr when it can't run."""
    _catch_signals()
    try:
        settings = usable_settings()
        logs.configure("run", "WARNING")
        ports.check(settings.port, host=settings.host)
        _serve(settings)
    except KeyboardInterrupt:
        _say("Stopped.")
        return 0
    except EmbeddedError as error:
        sys.stderr.write(f"{error.message}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
