"""The speech server's process: its configuration comes on stdin, one line on stdout says it is ready."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import sys
from typing import Any

import numpy as np
from aiohttp import web

import logs
from embedded.speech.audio import HEARING_RATE, Floats
from embedded.speech.recognition import Recogniser
from embedded.speech.server import SpeechApi
from embedded.speech.synthesis import Synthesiser


def _report(**fields: Any) -> None:
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


def _warm(recogniser: Recogniser, synthesiser: Synthesiser) -> None:
    """Speak once and listen to it, so that the first request is as quick as the tenth."""
    pcm = b"".join(synthesiser.stream("Hello, and welcome to your interview. Let us begin."))
    spoken: Floats = np.frombuffer(pcm, dtype="<i2").astype(np.float32) / 32768.0
    heard_at = np.arange(0, spoken.size, 24_000 / HEARING_RATE)
    recogniser.transcribe(np.interp(heard_at, np.arange(spoken.size), spoken).astype(np.float32))


async def _serve(api: SpeechApi, key: str, listener: socket.socket) -> None:
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, over.set)
    runner = web.AppRunner(api.app(key), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.SockSite(runner, listener).start()
    _report(ready=True, port=listener.getsockname()[1])
    await over.wait()
    await runner.cleanup()


def main() -> int:
    """Run until TERM. Returns 0, or 3 when it could not start (the reason is on stdout)."""
    config = json.loads(sys.stdin.readline())
    logs.configure("speech", config["log_level"])
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", config["port"]))
    except OSError:
        _report(ready=False, problem="port_taken", port=config["port"])
        return 3
    try:
        recogniser = Recogniser(config["stt_model"], threads=config["threads"])
        synthesiser = Synthesiser(config["tts_voice"], threads=config["threads"])
    except FileNotFoundError as error:
        _report(ready=False, problem="model_missing", model=str(error))
        return 3
    _warm(recogniser, synthesiser)
    asyncio.run(_serve(SpeechApi(recogniser, synthesiser), config["key"], listener))
    return 0


if __name__ == "__main__":
    sys.exit(main())
