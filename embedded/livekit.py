"""The embedded livekit-server: its configuration, its start, and when it is ready."""

from __future__ import annotations

import json
import secrets
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

from embedded.ports import LOOPBACK, free, is_free
from embedded.problem import EmbeddedError
from embedded.process import ROOT, open_private, spawn

BUILT = ROOT / ".cache" / "bin" / "livekit-server"
_START_S = 20.0
_LOOK_EVERY_S = 0.05


@dataclass(frozen=True)
class Ports:
    """Where livekit-server listens: HTTP and websocket over TCP, media over UDP."""

    http: int
    udp: int

    @classmethod
    def free(cls) -> Ports:
        """Two that nobody uses."""
        http, udp = free(2)
        return cls(http, udp)


@dataclass(frozen=True)
class LiveKitProcess:
    """A started server. The secret signs tokens: it goes into embedded.json and nowhere else."""

    process: subprocess.Popen[str]
    ports: Ports
    api_key: str
    api_secret: str

    @property
    def url(self) -> str:
        """For participants."""
        return f"ws://{LOOPBACK}:{self.ports.http}"

    @property
    def api_url(self) -> str:
        """For the room service."""
        return f"http://{LOOPBACK}:{self.ports.http}"


def binary() -> Path:
    """The server's program: the one set-up built, else the one on PATH.

    Raises:
        EmbeddedError: there is none.
    """
    if BUILT.is_file():
        return BUILT
    found = shutil.which("livekit-server")
    if found is None:
        raise EmbeddedError("livekit-server is not installed. Run `make setup`, then try again.")
    return Path(found)


def config(ports: Ports, keys: Mapping[str, str]) -> dict[str, object]:
    """Loopback only; one UDP port for all media; only a created room can be joined.

    Media over TCP is off: livekit-server would listen for it on every interface.
    """
    return {
        "port": ports.http,
        "bind_addresses": [LOOPBACK],
        "keys": dict(keys),
        "rtc": {
            "tcp_port": 0,
            "udp_port": ports.udp,
            "node_ip": LOOPBACK,
            "use_external_ip": False,
            "enable_loopback_candidate": True,
            "interfaces": {"includes": ["lo"]},
        },
        "room": {"auto_create": False},
        "logging": {"level": "warn", "json": True, "pion_level": "error"},
    }


def config_path(run_dir: Path) -> Path:
    """Where the server's configuration, secret included, lies until the server has read it."""
    return run_dir / "livekit.yaml"


def start(
    run_dir: Path, log: Path, ports: Ports | None = None, *, more_keys: Mapping[str, str] | None = None
) -> LiveKitProcess:
    """Start the server with a fresh random key; :func:`wait` says when it answers.

    Args:
        more_keys: further key pairs it takes, by key.

    Raises:
        EmbeddedError: a wanted port is taken, or there is no server program.
    """
    program = binary()
    ports = ports or Ports.free()
    for port, udp in ((ports.http, False), (ports.udp, True)):
        if not is_free(port, udp=udp):
            raise EmbeddedError(
                f"Port {port} is taken by another program, so LiveKit can't start. "
                "Stop that program, then try again."
            )
    api_key, api_secret = "mf" + secrets.token_hex(6), secrets.token_hex(32)
    path = config_path(run_dir)
    with open_private(path) as out:
        json.dump(config(ports, {api_key: api_secret, **(more_keys or {})}), out)  # JSON is YAML
    process = spawn([str(program), "--config", str(path)], log, quiet=True)
    return LiveKitProcess(process, ports, api_key, api_secret)


def wait(server: LiveKitProcess, log: Path) -> None:
    """Return once it answers over HTTP.

    Raises:
        EmbeddedError: it ended, or said nothing for 20 s.
    """
    deadline = time.monotonic() + _START_S
    with httpx.Client(trust_env=False, timeout=1.0) as client:
        while time.monotonic() < deadline:
            if server.process.poll() is not None:
                raise EmbeddedError(f"LiveKit ended while starting. What it said is in {log}.")
            try:
                if client.get(server.api_url).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                time.sleep(_LOOK_EVERY_S)
    raise EmbeddedError(f"LiveKit did not answer within {_START_S:.0f} s. What it said is in {log}.")
