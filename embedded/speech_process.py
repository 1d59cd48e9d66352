"""The speech server as a child: its key goes in through a pipe, its readiness comes out of one."""

from __future__ import annotations

import json
import os
import secrets
import selectors
import subprocess
from dataclasses import dataclass
from pathlib import Path

from embedded.ports import LOOPBACK
from embedded.problem import EmbeddedError
from embedded.process import python, spawn

_START_S = 60.0


@dataclass(frozen=True)
class SpeechOptions:
    """What the server runs: model and voice names or paths; port 0 means any free one."""

    stt_model: str = "tiny.en"
    tts_voice: str = "joe"
    port: int = 0
    log_level: str = "INFO"


@dataclass(frozen=True)
class SpeechProcess:
    """A started server and the bearer key it wants."""

    process: subprocess.Popen[str]
    key: str


def start(log: Path, options: SpeechOptions) -> SpeechProcess:
    """Start the server; :func:`wait` says when its models are loaded and where it listens."""
    key = secrets.token_urlsafe(32)
    process = spawn(python("embedded.speech"), log)
    told = {
        "key": key,
        "port": options.port,
        "stt_model": options.stt_model,
        "tts_voice": options.tts_voice,
        "log_level": options.log_level,
        "threads": max(1, min(4, os.cpu_count() or 1)),
    }
    if process.stdin is not None:
        try:
            process.stdin.write(json.dumps(told) + "\n")
            process.stdin.close()
        except BrokenPipeError:
            process.wait()
    return SpeechProcess(process, key)


def wait(server: SpeechProcess, log: Path) -> str:
    """The server's base URL (ending in ``/v1``), once it is ready.

    Raises:
        EmbeddedError: it ended, refused, or said nothing for 60 s.
    """
    line = _first_line(server.process)
    try:
        said = json.loads(line)
    except ValueError:
        raise EmbeddedError(f"The speech server ended while starting. What it said is in {log}.") from None
    if said.get("ready"):
        return f"http://{LOOPBACK}:{said['port']}/v1"
    if said.get("problem") == "port_taken":
        raise EmbeddedError(
            f"Port {said['port']} is taken by another program, so the speech server can't start. "
            "Stop that program, then try again."
        )
    raise EmbeddedError(
        f"There is no speech model called “{said.get('model')}”. "
        "Correct STT_MODEL and TTS_VOICE in .env, then try again."
    )


def _first_line(process: subprocess.Popen[str]) -> str:
    if process.stdout is None:
        return ""
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        if not selector.select(_START_S):
            raise EmbeddedError(f"The speech server was not ready within {_START_S:.0f} s. Try again.")
    return process.stdout.readline()
