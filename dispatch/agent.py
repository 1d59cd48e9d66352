"""Our agent as LiveKit meets it: takes or refuses a job, and holds the interview in a worker process."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import psutil
from livekit import api
from livekit.agents import JobContext, JobRequest
from pydantic import SecretStr

import logs
from embedded import services
from interview.models import Brief
from interview.planner import plan
from settings import Settings
from workers.protocol import Callback, ExitCode, Job, Limits, RoomAccess
from workers.stages import rules

from . import transcripts
from .brief import DispatchRefusedError, brief_of
from .candidate import first_person
from .carriers import Carriers, carriers
from .child import Child
from .desk import Desk
from .header import Header, InterviewFacts

log = logs.get(__name__)


class DispatchedAgent:
    """Holds every interview LiveKit sends here.

    Jobs run in threads of their own, each with a loop; the desk lives in the loop this was made in.
    """

    def __init__(self, settings: Settings, desk: Desk) -> None:
        self._settings = settings
        self._desk = desk
        self._desk_loop = asyncio.get_running_loop()
        self._children: set[Child] = set()

    async def asked(self, request: JobRequest) -> None:
        """Take a job whose brief can be held; refuse any other for good."""
        try:
            self._wanted(request.job.metadata, request.room.metadata)
        except DispatchRefusedError as error:
            log.error("job refused", job_id=request.id, why=error.log, fields=error.fields)  # noqa: TRY400 (a traceback adds nothing)
            await request.reject()
            return
        await request.accept(name="Interviewer")

    async def serve(self, ctx: JobContext) -> None:
        """Hold one interview, from the job to its transcript."""
        try:
            brief, carried = self._wanted(ctx.job.metadata, ctx.job.room.metadata)
            await self._hold(ctx, brief, carried)
        except DispatchRefusedError as error:
            log.error("job given up", job_id=ctx.job.id, why=error.log, fields=error.fields)  # noqa: TRY400 (a traceback adds nothing)
        except OSError as error:
            log.error("worker could not be used", job_id=ctx.job.id, errno=error.errno)  # noqa: TRY400 (a traceback adds nothing)
        finally:
            ctx.shutdown("the interview is over")

    def ask_all_to_stop(self) -> None:
        """Have every interview end with a goodbye; may be called from any thread."""
        for child in tuple(self._children):
            child.ask_to_stop()

    def _wanted(self, job_metadata: str, room_metadata: str) -> tuple[Brief, Carriers]:
        brief = brief_of(job_metadata, room_metadata)
        embedded = services.read(self._settings.data_dir)
        return brief, carriers(self._settings, embedded, brief.language)

    async def _hold(self, ctx: JobContext, brief: Brief, carried: Carriers) -> None:
        child = await Child.begin()
        self._children.add(child)
        try:
            candidate = await first_person(self._settings, ctx.job.room.name, Limits().join_s)
            if not candidate:
                log.info("nobody came", job_id=ctx.job.id)
                await child.kill()
                return
            await self._interview(ctx, brief, carried, child, candidate)
        finally:
            self._children.discard(child)
            await child.aclose()

    async def _interview(
        self, ctx: JobContext, brief: Brief, carried: Carriers, child: Child, candidate: str
    ) -> None:
        interview_id = secrets.token_hex(16)
        facts = InterviewFacts.of(interview_id, ctx.job.room.name, brief, datetime.now(UTC))
        try:
            header = Header(interview=facts, worker=child.name())
        except psutil.NoSuchProcess:
            log.error("worker ended before its job", job_id=ctx.job.id)  # noqa: TRY400 (a traceback adds nothing)
            return
        self._desk.headers.write(header)
        callback = self._desk.expect(interview_id)
        job = self._job(ctx, brief, carried, callback, candidate, interview_id)
        log.info("interview begins", job_id=ctx.job.id, interview_id=interview_id)
        code = int(ExitCode.COULD_NOT_BOOT)
        try:
            await child.give(job)
            code = await child.over(self._last_heard(interview_id), self._settings.worker_silent_s)
        finally:
            await child.aclose()
            settled = asyncio.run_coroutine_threadsafe(self._desk.settle(header), self._desk_loop)
            await asyncio.wrap_future(settled)
        log.info("interview is over", interview_id=interview_id, exit_code=code)

    def _last_heard(self, interview_id: str) -> Callable[[], float | None]:
        return lambda: self._desk.heard_at.get(interview_id)

    def _job(
        self,
        ctx: JobContext,
        brief: Brief,
        carried: Carriers,
        callback: Callback,
        candidate: str,
        interview_id: str,
    ) -> Job:
        settings, stages = self._settings, rules(self._settings, brief)
        limits = Limits()
        lasts = timedelta(seconds=sum(rule.limit_s for rule in stages) + limits.overtime_s + 600)
        url = ctx._info.url or settings.livekit_url
        return Job(
            interview_id=interview_id,
            run=transcripts.RUN,
            nonce=secrets.token_hex(16),
            room=RoomAccess(
                url=url,
                token=SecretStr(ctx._info.token),
                api_url=url.replace("ws", "http", 1),
                delete_token=self._deletion_token(ctx.job.room.name, lasts),
                room=ctx.job.room.name,
                candidate_identity=candidate,
            ),
            hearing=carried.hearing,
            voice=carried.voice,
            thinking=carried.thinking,
            callback=callback,
            brief=brief,
            plan=plan(brief, stages),
            stages=stages,
            limits=limits,
            spool_dir=str(self._desk.places.spool.resolve()),
            log_level=settings.log_level,
            log_files=settings.log_files,
        )

    def _deletion_token(self, room: str, ttl: timedelta) -> SecretStr:
        key, secret = self._settings.livekit_api_key, self._settings.livekit_api_secret
        token = api.AccessToken(key.get_secret_value(), secret.get_secret_value())
        grants = api.VideoGrants(room_create=True, room=room)
        return SecretStr(token.with_grants(grants).with_ttl(ttl).to_jwt())
