"""The watched workers: heard, judged, sent down the ladder, and buried when they are gone."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import logs
from errors import AppError, NotFoundError, StoreError, WorkerError
from store.port import Store
from store.rows import InterviewRow, WorkerRow
from workers import badge
from workers.burial import Burial, Cause
from workers.client import Unanswered, WarmClient
from workers.wire import Reply, StopReason

log = logs.get(__name__)


@dataclass(frozen=True)
class Patience:
    """Seconds. A worker that hangs or never gets ready is not asked: it gets TERM, then KILL.

    Attributes:
        tick_s: between two looks.
        silent_s: without a heartbeat: hung.
        ready_s: from its start to ready; later: it could not boot.
        ask_s, term_s: of a stop that was asked for.
        hung_term_s: from TERM to KILL of one that hangs.
        linger_s: a process may live after its interview has ended.
    """

    tick_s: float = 2.0
    silent_s: float = 15.0
    ready_s: float = 20.0
    ask_s: float = 10.0
    term_s: float = 5.0
    hung_term_s: float = 3.0
    linger_s: float = 20.0


@dataclass
class Watched:
    """A worker's row and what is known beyond it; times are monotonic seconds."""

    row: WorkerRow
    since: float
    heard_at: float
    spawning: bool = False
    cause: Cause = ""
    ended_at: float | None = None
    ladder: threading.Thread | None = None


class Watch:
    """All workers of one web app. Safe to use from many threads; :meth:`tick` from one."""

    def __init__(self, store: Store, client: WarmClient, burial: Burial, patience: Patience) -> None:
        self._store = store
        self._client = client
        self._burial = burial
        self._patience = patience
        self._workers: dict[str, Watched] = {}
        self._lock = threading.Lock()
        self._looked_at = time.monotonic()

    def add(self, row: WorkerRow, *, spawning: bool = False) -> Watched:
        """Watch a worker from now on.

        Raises:
            WorkerError: this run, or a later one, is watched already.
        """
        now = time.monotonic()
        with self._lock:
            known = self._workers.get(row.interview_id)
            if known is not None and known.row.run >= row.run:
                raise WorkerError(log="worker is already there")
            watched = self._workers[row.interview_id] = Watched(row, now, now, spawning)
        return watched

    def get(self, interview_id: str) -> Watched | None:
        with self._lock:
            return self._workers.get(interview_id)

    def ids(self) -> set[str]:
        """Interviews that have a watched worker."""
        with self._lock:
            return set(self._workers)

    def born(self, watched: Watched, *, pid: int, create_time: float) -> None:
        """Its process exists."""
        now = time.monotonic()
        with self._lock:
            watched.row = replace(watched.row, pid=pid, process_started=create_time)
            watched.since = watched.heard_at = now
            watched.spawning = False
        self.put(watched.row)

    def heard(self, interview_id: str, run: int) -> None:
        """The worker of this run gave a sign of life."""
        with self._lock:
            watched = self._workers.get(interview_id)
            if watched is not None and watched.row.run == run:
                watched.heard_at = time.monotonic()
                watched.row = replace(watched.row, heartbeat_at=datetime.now(UTC))

    def forget(self, watched: Watched) -> None:
        """Watch it no more."""
        with self._lock:
            if self._workers.get(watched.row.interview_id) is watched:
                del self._workers[watched.row.interview_id]

    def adopt(self, row: WorkerRow) -> Watched:
        """Watch what an earlier web app started; of two runs only the later."""
        known = self.get(row.interview_id)
        if known is not None and known.row.run < row.run:
            self.put(replace(known.row, state="gone"))
        with self._lock:
            known = self._workers.get(row.interview_id)
            if known is None or known.row.run < row.run:
                now = time.monotonic()
                known = self._workers[row.interview_id] = Watched(row, now, now)
        return known

    def put(self, row: WorkerRow) -> None:
        """Write a row whose loss is harmless: what it says is in memory and on the badge too."""
        try:
            self._store.put_worker(row)
        except (StoreError, NotFoundError):
            log.warning("worker row could not be stored", interview_id=row.interview_id)

    def end(self, watched: Watched, cause: Cause, *, ask_s: float, term_s: float) -> None:
        """Send a worker down the ladder, in the background. The first cause is the one recorded."""
        with self._lock:
            watched.cause = watched.cause or cause
        reason: StopReason = "cap_reached" if cause == "cap_reached" else "stopped"
        if self._client.stop(watched.row.nonce, reason=reason, ask_s=ask_s, term_s=term_s):
            return
        holder = self._holder(watched.row)
        if holder is None or (watched.ladder is not None and watched.ladder.is_alive()):
            return
        watched.ladder = threading.Thread(
            target=badge.end, args=(holder,), kwargs={"term_s": term_s}, name="worker-ladder", daemon=True
        )
        watched.ladder.start()

    def tick(self) -> None:
        """Look at every worker once.

        A death that can't be recorded now is tried again at the next tick.

        Raises:
            StoreError: the database doesn't answer at all.
        """
        self._forgive_our_own_silence()
        try:
            listing = self._client.listing()
        except Unanswered:
            listing = None
        live = self._burial.live()
        with self._lock:
            workers = [watched for watched in self._workers.values() if not watched.spawning]
        for watched in workers:
            alive, code = self._fate(watched.row, listing)
            if alive:
                self._judge(watched, live.get(watched.row.interview_id))
            else:
                self._bury(watched, code)

    def _bury(self, watched: Watched, code: int | None) -> None:
        cause = watched.cause or ("stopped" if self._client.is_closed() else "")
        try:
            watched.row = self._burial.record(watched.row, code, cause)
        except (AppError, OSError) as error:
            failure = error.log if isinstance(error, AppError) else type(error).__name__
            log.warning("death not recorded yet", interview_id=watched.row.interview_id, failure=failure)
        else:
            self.forget(watched)

    def _forgive_our_own_silence(self) -> None:
        """Heartbeats nobody could take while this process stood still count as heard."""
        now = time.monotonic()
        missed_s = now - self._looked_at - 3 * self._patience.tick_s
        self._looked_at = now
        if missed_s > 0:
            with self._lock:
                for watched in self._workers.values():
                    watched.heard_at = now

    def _fate(self, row: WorkerRow, listing: Reply | None) -> tuple[bool, int | None]:
        """Whether the worker lives, and the code it exited with where that is known."""
        if listing is not None:
            if any(child.nonce == row.nonce for child in listing.workers):
                return True, None
            for gone in listing.exits:
                if gone.nonce == row.nonce:
                    return False, gone.code
        return self._holder(row) is not None, None

    def _holder(self, row: WorkerRow) -> badge.Holder | None:
        """The row's process when pid, start time and nonce all match; else None."""
        holder = badge.holder_of(self._client.run_dir, row.nonce)
        if holder is None or row.pid not in (0, holder.pid):
            return None
        if row.pid and abs(row.process_started - holder.create_time) > badge.START_TOLERANCE_S:
            return None
        return holder if badge.is_held(holder) else None

    def _judge(self, watched: Watched, interview: InterviewRow | None) -> None:
        patience, now = self._patience, time.monotonic()
        if interview is None or interview.run != watched.row.run:
            watched.ended_at = watched.ended_at or now
            if now - watched.ended_at > patience.linger_s:
                self.end(watched, "", ask_s=0, term_s=patience.hung_term_s)
        elif interview.status != "live":
            if now - watched.since > patience.ready_s:
                log.warning("worker is not ready", interview_id=interview.id)
                self.end(watched, "not_ready", ask_s=0, term_s=patience.hung_term_s)
        elif watched.row.state == "starting":
            with self._lock:
                watched.row = replace(watched.row, state="ready")
                watched.heard_at = now
            self.put(watched.row)
        elif now - watched.heard_at > patience.silent_s:
            log.warning("worker is silent", interview_id=interview.id)
            self.end(watched, "hung", ask_s=0, term_s=patience.hung_term_s)
