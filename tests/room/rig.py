"""One real worker process in one real room, an event sink for a web app, and a guest to steer by hand."""

from __future__ import annotations

import secrets
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from livekit import api
from pydantic import SecretStr

import fsm
from embedded.services import EmbeddedServices
from interview.events import EVENTS, Event
from interview.models import Brief, Length, Patience
from interview.planner import plan
from simulation.synthesis import Voice
from tests.room.guest import Guest
from tests.room.waiting import until
from workers.protocol import Callback, Job, Limits, RoomAccess, SpeechAccess, StopAsked, VoiceAccess

ROOT = Path(__file__).parents[2]


class EventSink:
    """The web app's end of the event wire; ``status`` is what it answers."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.status = 200
        self.url = ""

    async def handle(self, request: web.Request) -> web.Response:
        batch = EVENTS.validate_json(await request.read())
        if self.status == 200:
            known = {(event.run, event.seq) for event in self.events}
            self.events += [e for e in batch if e.kind != "heartbeat" and (e.run, e.seq) not in known]
        return web.json_response({}, status=self.status)

    def of(self, kind: str) -> list[Any]:
        return [event.data for event in self.events if event.kind == kind]

    def stages(self) -> list[str]:
        return [data.stage for data in self.of("stage") if data.cause != "end"]

    def turns(self, speaker: str) -> list[Any]:
        return [data for data in self.of("turn") if data.speaker == speaker]

    def end(self) -> Any:
        ended = self.of("ended")
        return ended[0] if ended else None


class Rig:
    """A room, a job, and the process that runs it."""

    def __init__(self, services: EmbeddedServices, tmp: Path) -> None:
        self.services, self.tmp = services, tmp
        self.sink = EventSink()
        self.room_name = "r-" + secrets.token_hex(16)
        self.worker_identity = "i-" + secrets.token_hex(16)
        self.candidate_identity = "c-" + secrets.token_hex(16)
        self.voice = Voice(services.speech_url, services.speech_key.get_secret_value())
        self.secrets: list[str] = []
        self.process: subprocess.Popen[bytes] | None = None
        self.log_path = tmp / "worker.log"
        self._guests: list[Guest] = []

    @property
    def lk(self) -> api.LiveKitAPI:
        return api.LiveKitAPI(
            self.services.livekit_api_url, self.services.api_key, self.services.api_secret.get_secret_value()
        )

    def _token(self) -> api.AccessToken:
        return api.AccessToken(self.services.api_key, self.services.api_secret.get_secret_value())

    def candidate_token(self, identity: str) -> str:
        grants = api.VideoGrants(
            room_join=True,
            room=self.room_name,
            can_publish=True,
            can_publish_sources=["microphone"],
            can_subscribe=True,
            can_publish_data=True,
        )
        token = self._token().with_identity(identity).with_ttl(timedelta(seconds=120))
        return token.with_grants(grants).to_jwt()

    def _worker_token(self) -> str:
        grants = api.VideoGrants(
            room_join=True,
            room=self.room_name,
            agent=True,
            can_publish=True,
            can_subscribe=True,
            can_publish_data=True,
            can_update_own_metadata=True,
        )
        return (
            self._token().with_identity(self.worker_identity).with_kind("agent").with_grants(grants).to_jwt()
        )

    def job(self, brief: Brief, limits: Limits, overrides: dict[str, dict[str, float]]) -> Job:
        rules = fsm.rules_for(brief.length, overrides)
        delete = self._token().with_identity("d").with_grants(api.VideoGrants(room_create=True)).to_jwt()
        return Job(
            interview_id="interview1",
            run=1,
            nonce="nonce",
            room=RoomAccess(
                url=self.services.livekit_url,
                token=SecretStr(self._worker_token()),
                api_url=self.services.livekit_api_url,
                delete_token=SecretStr(delete),
                room=self.room_name,
                candidate_identity=self.candidate_identity,
            ),
            hearing=(
                SpeechAccess(
                    base_url=self.services.speech_url, api_key=self.services.speech_key, model="tiny.en"
                ),
            ),
            voice=(
                VoiceAccess(
                    base_url=self.services.speech_url,
                    api_key=self.services.speech_key,
                    model="piper",
                    voice="joe",
                ),
            ),
            callback=Callback(url=self.sink.url, token=SecretStr(secrets.token_hex(16))),
            brief=brief,
            plan=plan(brief, rules),
            stages=rules,
            limits=limits,
            spool_dir=str(self.tmp / "spool"),
        )

    async def start(
        self,
        *,
        patience: Patience = Patience.BRISK,
        limits: Limits | None = None,
        overrides: dict[str, dict[str, float]] | None = None,
        role: str = "Backend Engineer",
        resume_text: str = "",
        record: bool = False,
        log_level: str = "INFO",
        **change: Any,
    ) -> None:
        """Make the room and start the worker, with any ``change`` of its job; returns at once."""
        brief = Brief(
            role=role,
            candidate_name="Ada",
            length=Length.QUICK,
            patience=patience,
            resume_text=resume_text,
            record=record,
        )
        async with self.lk as lk:
            await lk.room.create_room(
                api.CreateRoomRequest(
                    name=self.room_name, max_participants=1, empty_timeout=60, departure_timeout=90
                )
            )
        job = self.job(brief, limits or Limits(), overrides or {})
        job = job.model_copy(update={"log_level": log_level, **change})
        self.secrets = [
            secret.get_secret_value()
            for secret in (
                *(job.room.token, job.room.delete_token, job.callback.token),
                *(job.hearing[0].api_key, job.voice[0].api_key),
            )
        ]
        with self.log_path.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: ASYNC220 (the fork takes a millisecond; poll() is wanted)
                [sys.executable, "agent_worker.py"], cwd=ROOT, stdin=subprocess.PIPE, stderr=log
            )
        self._write(job.to_pipe())

    def ask_to_stop(self) -> None:
        self._write(StopAsked().model_dump_json())

    def _write(self, line: str) -> None:
        assert self.process is not None
        assert self.process.stdin is not None
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    async def guest(self, *, microphone: bool = True, identity: str = "") -> Guest:
        guest = Guest(self, identity or self.candidate_identity)
        self._guests.append(guest)
        return await guest.join(microphone=microphone)

    async def exit_code(self, within_s: float = 40.0) -> int:
        assert self.process is not None
        await until(lambda: self.process and self.process.poll() is not None, within_s, "the worker exits")
        return int(self.process.returncode)

    async def rooms(self) -> list[str]:
        async with self.lk as lk:
            found = await lk.room.list_rooms(api.ListRoomsRequest())
            return [room.name for room in found.rooms]

    async def aclose(self) -> None:
        for guest in self._guests:
            await guest.leave()
        await self.voice.aclose()
        if self.process is not None:
            if self.process.poll() is None:
                self.process.kill()
            self.process.wait()
            if self.process.stdin:
                self.process.stdin.close()
        if self.room_name in await self.rooms():
            async with self.lk as lk:
                await lk.room.delete_room(api.DeleteRoomRequest(room=self.room_name))


@asynccontextmanager
async def open_rig(services: EmbeddedServices, tmp: Path) -> AsyncIterator[Rig]:
    """A rig whose sink listens on loopback."""
    rig = Rig(services, tmp)
    app = web.Application()
    app.router.add_post("/worker/events", rig.sink.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    rig.sink.url = f"http://127.0.0.1:{runner.addresses[0][1]}/worker/events"
    try:
        yield rig
    finally:
        await rig.aclose()
        await runner.cleanup()
