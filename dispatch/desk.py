"""What comes back from workers: their events are acknowledged, their spools become transcripts."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass, field

from aiohttp import web
from pydantic import SecretStr

import logs
from embedded.ports import LOOPBACK
from workers.protocol import Callback

from . import transcripts
from .delivery import Delivery
from .header import Header, Headers
from .places import Places

log = logs.get(__name__)

_MOST_BYTES = 16 * 1024 * 1024


@dataclass
class Desk:
    """Answers workers on loopback and files what they leave.

    The events themselves stay where each worker put them before it posted: in its spool. Answering is what
    tells a worker that somebody is there. Lives in one event loop; the jobs' threads only read and set
    single entries.
    """

    places: Places
    headers: Headers
    delivery: Delivery
    url: str = ""
    heard_at: dict[str, float] = field(default_factory=dict)
    _tokens: dict[str, str] = field(default_factory=dict)
    _tasks: set[asyncio.Task[bool]] = field(default_factory=set)
    _runner: web.AppRunner | None = None

    async def open(self) -> None:
        """Listen, and finish what an earlier run of this program left."""
        app = web.Application(client_max_size=_MOST_BYTES)
        app.router.add_post("/worker/events", self._events)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, LOOPBACK, 0).start()
        self.url = f"http://{LOOPBACK}:{self._runner.addresses[0][1]}/worker/events"
        for header in self.headers.all():
            if header.worker.alive():
                log.warning("a worker of an earlier run still talks", interview_id=header.interview.id)
            else:
                await self.settle(header)
        for interview_id in self.delivery.owed():
            self._send(interview_id)

    async def aclose(self) -> None:
        """Stop; what is being delivered waits for the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._runner is not None:
            await self._runner.cleanup()

    def expect(self, interview_id: str) -> Callback:
        """Where one worker's events go, with the token that is good for it alone."""
        token = secrets.token_urlsafe(32)
        self._tokens[token] = interview_id
        return Callback(url=self.url, token=SecretStr(token))

    async def settle(self, header: Header) -> None:
        """The worker is gone: write the transcript of what it left, then see to its delivery."""
        interview_id = header.interview.id
        self._tokens = {token: one for token, one in self._tokens.items() if one != interview_id}
        self.heard_at.pop(interview_id, None)
        try:
            await asyncio.to_thread(self._file, header)
        except OSError as error:  # spool and header stay: the next start tries again
            log.error("transcript could not be written", interview_id=interview_id, errno=error.errno)  # noqa: TRY400 (a traceback adds nothing)
            return
        log.info("transcript written", interview_id=interview_id)
        if interview_id in self.delivery.owed():
            self._send(interview_id)

    def _file(self, header: Header) -> None:
        interview_id = header.interview.id
        spool = transcripts.spool_path(self.places.spool, interview_id)
        made = transcripts.transcript(header.interview, list(transcripts.read_spool(spool)))
        self.delivery.owe(interview_id)
        transcripts.write(self.places.transcripts, made)
        spool.unlink(missing_ok=True)
        self.headers.forget(interview_id)

    def _send(self, interview_id: str) -> None:
        task = asyncio.create_task(self.delivery.deliver(interview_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _events(self, request: web.Request) -> web.Response:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        interview_id = self._tokens.get(token)
        if interview_id is None:
            return web.json_response({}, status=401)
        await request.read()
        self.heard_at[interview_id] = time.monotonic()
        return web.json_response({})
