"""Pressing Start: one room and one worker, however often it is pressed."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pydantic import SecretStr

import logs
from errors import AppError, ConflictError, GoneError, LiveKitError
from settings import Settings
from store.port import Store
from store.rows import InterviewRow
from workers.protocol import Callback, Job, Limits, RoomAccess
from workers.stages import rules

from . import tokens
from .access import Access, access
from .endpoints import Endpoints
from .rooms import Rooms, new_name

if TYPE_CHECKING:
    from .services import Manager

log = logs.get(__name__)


class LeaseHeldError(ConflictError):
    """Another tab has this interview."""

    label = "lease_held"
    default_message = "This interview is open in another tab. Take it over here, or go back to that tab."


@dataclass(frozen=True)
class Admission:
    """What the candidate's page joins with."""

    livekit_url: str
    token: str
    room: str
    identity: str


def hash_token(token: str) -> str:
    """What the store keeps of a worker's token."""
    return hashlib.sha256(token.encode()).hexdigest()


class Starter:
    """Starts interviews and hands out tokens for running ones.

    Args:
        count: told the owner before an interview of theirs begins; raises when they began too many.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        manager: Manager,
        rooms: Rooms,
        endpoints: Endpoints,
        count: Callable[[str], None],
    ) -> None:
        self._count = count
        self._settings = settings
        self._store = store
        self._manager = manager
        self._rooms = rooms
        self._endpoints = endpoints
        self._locks = [threading.Lock() for _ in range(32)]

    def start(
        self, owner_id: str, interview_id: str, *, tab: str, takeover: bool, record: bool = False
    ) -> Admission:
        """Begin the interview, or go on with the one that runs.

        Args:
            record: the candidate agrees to be recorded; one that runs already is recorded or not.

        Raises:
            GoneError, LeaseHeldError, TooOftenError, CapacityError, LiveKitError, SpeechError,
                WorkerError. After any failure to begin, the interview is ``new`` again.
        """
        # Clicks on one interview wait for each other, so that no token is handed out for a room
        # that is still being made or is about to be taken back.
        with self._locks[hash(interview_id) % len(self._locks)]:
            interview = self._store.interview(owner_id, interview_id)
            if interview.status == "ended":
                raise GoneError
            if not self._store.take_lease(owner_id, interview_id, tab, takeover=takeover):
                raise LeaseHeldError
            sources = self._endpoints.of(owner_id)
            livekit = sources.livekit()
            if interview.status == "new":
                carried = access(livekit, sources, interview.brief.language)
                interview = self._begin(interview, carried, record=record)
            return Admission(
                livekit_url=livekit.url,
                token=tokens.for_candidate(livekit, interview.room, interview.candidate_identity),
                room=interview.room,
                identity=interview.candidate_identity,
            )

    def _begin(self, interview: InterviewRow, carried: Access, *, record: bool) -> InterviewRow:
        self._count(interview.owner_id)
        token = secrets.token_urlsafe(32)
        begun = self._store.begin_run(
            interview.owner_id,
            interview.id,
            room=new_name("r"),
            candidate_identity=new_name("c"),
            token_hash=hash_token(token),
            capacity=self._settings.max_live_interviews,
        )
        if begun is None:  # another process was first
            return self._store.interview(interview.owner_id, interview.id)
        try:
            job = self._job(begun, carried, token, record=record)
            self._rooms.create(begun.owner_id, begun.room)
            self._manager.start(job)
        except BaseException as error:  # whatever it was, the interview must not hold a place
            failure = error.log if isinstance(error, AppError) else type(error).__name__
            log.warning("interview could not be started", interview_id=begun.id, failure=failure)
            self._take_back(begun)
            raise
        log.info("interview started", interview_id=begun.id, run=begun.run)
        return begun

    def _take_back(self, begun: InterviewRow) -> None:
        self._store.abort_run(begun.owner_id, begun.id)
        try:
            self._rooms.delete(begun.owner_id, begun.room)
        except LiveKitError:
            log.warning("room could not be deleted", interview_id=begun.id)

    def _job(self, begun: InterviewRow, carried: Access, token: str, *, record: bool) -> Job:
        livekit = carried.livekit
        settings, stages = self._settings, rules(self._settings, begun.brief)
        limits = Limits(cap_usd=self._endpoints.of(begun.owner_id).preferences.cap_usd)
        most_s = sum(rule.limit_s for rule in stages) + limits.overtime_s + limits.pause_s
        lasts = timedelta(seconds=most_s + 600)
        host = "127.0.0.1" if settings.host in ("0.0.0.0", "::", "") else settings.host  # noqa: S104 - compared, not bound
        return Job(
            interview_id=begun.id,
            run=begun.run,
            nonce=secrets.token_hex(16),
            room=RoomAccess(
                url=livekit.url,
                token=SecretStr(tokens.for_worker(livekit, begun.room, new_name("i"), lasts)),
                api_url=livekit.api_url,
                delete_token=SecretStr(tokens.for_deletion(livekit, begun.room, lasts)),
                room=begun.room,
                candidate_identity=begun.candidate_identity,
                allowed_hosts=livekit.allowed_hosts,
            ),
            hearing=carried.hearing,
            voice=carried.voice,
            thinking=carried.thinking,
            callback=Callback(url=f"http://{host}:{settings.port}/worker/events", token=SecretStr(token)),
            brief=begun.brief.model_copy(update={"record": record}),
            plan=begun.plan,
            stages=stages,
            limits=limits,
            spool_dir=str((settings.data_dir / "spool").resolve()),
            log_level=settings.log_level,
            log_files=settings.log_files,
        )
