"""An operator's own LiveKit, our agent registered there, and the operator's callback."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web
from livekit import rtc

from embedded import livekit, process, services
from embedded.process import ROOT, ProcessId
from embedded.services import EmbeddedServices
from settings import Settings
from simulation.synthesis import Voice
from tests.room.guest import Guest
from tests.room.waiting import until

KEY, SECRET, CALLBACK_SECRET = "APIoperator", "s" * 40, "shared with the operator"


@contextmanager
def operators_livekit(directory: Path) -> Iterator[str]:
    """A livekit-server as one installs it: a room is made by who joins it first. Yields its address."""
    ports, log = livekit.Ports.free(), directory / "livekit.log"
    path = directory / "livekit.json"
    with process.open_private(path) as out:
        json.dump(livekit.config(ports, {KEY: SECRET}) | {"room": {"auto_create": True}}, out)
    started = process.spawn([str(livekit.binary()), "--config", str(path)], log, quiet=True)
    server = livekit.LiveKitProcess(started, ports, KEY, SECRET)
    try:
        livekit.wait(server, log)
        yield server.url
    finally:
        ProcessId.of(started.pid).stop()
        started.wait()


@dataclass
class Callback:
    """What the operator's address was sent."""

    url: str = ""
    got: list[tuple[bytes, dict[str, str]]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.Response:
        self.got.append((await request.read(), dict(request.headers)))
        return web.Response(status=204)


@asynccontextmanager
async def callback() -> AsyncIterator[Callback]:
    """The operator's address, on loopback."""
    found, app = Callback(), web.Application()
    app.router.add_post("/hook", found.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield found
    finally:
        await runner.cleanup()


class Dispatch:
    """``agent_worker.py start`` beside the operator's LiveKit; a host for one guest."""

    def __init__(self, stack: EmbeddedServices, tmp: Path, url: str, callback_url: str) -> None:
        self.tmp = tmp
        self.services = stack.model_copy(update={"livekit_url": url})
        self.voice = Voice(stack.speech_url, stack.speech_key.get_secret_value())
        self.log = tmp / "dispatch.log"
        self.token = ""
        self.guest: Guest | None = None
        self._data = tmp / "data"
        services.write(self._data, stack)
        plain = Settings.model_construct().model_dump(mode="json")
        own = {name.upper(): str(value) for name, value in plain.items()}
        own |= {"DATA_DIR": str(self._data), "CALLBACK_URL": callback_url, "CALLBACK_SECRET": CALLBACK_SECRET}
        own |= {"LIVEKIT_URL": url, "LIVEKIT_API_KEY": KEY, "LIVEKIT_API_SECRET": SECRET}
        self._environment = process.environment() | own
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def transcripts(self) -> list[Path]:
        return sorted((self._data / "transcripts").glob("*.json"))

    @property
    def worker_identity(self) -> str:
        assert self.guest is not None
        agents = rtc.ParticipantKind.PARTICIPANT_KIND_AGENT
        there = self.guest.room.remote_participants.values()
        return next(one.identity for one in there if one.kind == agents)

    def candidate_token(self, identity: str) -> str:
        return self.token

    async def start(self) -> None:
        """Start it and wait until it is registered."""
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: ASYNC220 (the fork takes a millisecond; poll() is wanted)
                [sys.executable, "agent_worker.py", "start"],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stderr=log,
            )
        await until(lambda: "registered worker" in self.log.read_text(), 30, "the agent is registered")

    def invite(self, *arguments: str) -> str:
        """Run generate_token.py; returns the address it prints."""
        done = subprocess.run(
            [sys.executable, "generate_token.py", *arguments],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            text=True,
            check=True,
        )
        self.token, address = done.stdout.split()
        return address

    async def join(self) -> Guest:
        """A guest with the token."""
        self.guest = Guest(self, "named by the token")
        return await self.guest.join()

    async def aclose(self) -> None:
        if self.guest is not None:
            await self.guest.leave()
        await self.voice.aclose()
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(30)
            finally:
                self.process.kill()
                self.process.wait()
