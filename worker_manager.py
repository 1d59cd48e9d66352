"""WorkerManager: starts, watches, stops and buries the one worker of each interview.

The processes belong to the warm parent (:mod:`workers.warm_parent`), which outlives the web app; this
is the web app's view of them. A page learns of a worker's death, hang or failure to start within 30 s.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import logs
from errors import StoreError, WorkerError
from settings import Settings
from store.port import Store
from store.rows import InterviewRow, WorkerRow
from workers.burial import Burial
from workers.client import Unanswered, WarmClient
from workers.launch import Recipe
from workers.protocol import ExitCode, Job
from workers.watch import Patience, Watch

PING_S = 10.0

log = logs.get(__name__)


class WorkerManager:
    """One per web app. :meth:`open` sweeps and begins to watch.

    Args:
        on_ended: called with an interview's id, from the watcher's thread, when its ending was found
            or written here instead of posted by its worker. May name one whose ending is known.
        patience: seconds it waits for workers; ``settings.worker_silent_s`` where not given.
        recipe: how the warm parent is started; for tests.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        on_ended: Callable[[str], None],
        *,
        patience: Patience | None = None,
        recipe: Recipe | None = None,
    ) -> None:
        self._store = store
        self._patience = patience or Patience(silent_s=settings.worker_silent_s)
        self._client = WarmClient(recipe or recipe_for(settings))
        self._burial = Burial(store, settings.data_dir / "spool", on_ended)
        self._watch = Watch(store, self._client, self._burial, self._patience)
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._swept = threading.Event()
        self._thread: threading.Thread | None = None
        self._pinged_at = 0.0
        self._strays: list[InterviewRow] = []

    def open(self) -> None:
        """Sweep what an earlier process left, warm up, and watch from now on. Returns at once.

        Call it before the first request is served: interviews that are live at this moment were
        started by an earlier process.

        Raises:
            StoreError: the database doesn't answer.
        """
        with self._lock:
            if self._thread is None and not self._wake.is_set():
                self._strays = list(self._store.live_interviews())
                self._client.reopen()
                self._thread = threading.Thread(target=self._run, name="worker-watcher", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Stop watching. Workers and the warm parent go on: a deploy ends no interview."""
        with self._lock:
            self._wake.set()
            thread = self._thread
        if thread is not None:
            thread.join()

    def start(self, job: Job) -> None:
        """Start the interview's worker; its registry row is there before its process.

        Raises:
            WorkerError: with a sentence for the candidate; the caller takes the run back.
            StoreError: nothing was started.
        """
        if self._wake.is_set():
            raise WorkerError(log="worker refused: the web app is closing")
        watched = self._watch.add(_new_row(job), spawning=True)
        try:
            self.open()
            self._store.put_worker(watched.row)
            child = self._client.spawn(job)
        except BaseException:  # whatever it was, nobody watches a worker that isn't there
            self._watch.forget(watched)
            self._watch.put(replace(watched.row, state="gone", exit_code=int(ExitCode.COULD_NOT_BOOT)))
            raise
        self._watch.born(watched, pid=child.pid, create_time=child.create_time)
        if watched.cause:  # stopped before there was a process to stop
            self.stop(job.interview_id, watched.cause)

    def stop(self, interview_id: str, reason: str = "stopped") -> None:
        """Ask the worker to end; TERM and KILL follow in the background. Returns at once.

        Raises:
            StoreError: an earlier web app's worker can't be looked up now.
        """
        watched = self._watch.get(interview_id)
        if watched is None:
            row = self._store.worker(interview_id)
            if row is not None and row.state != "gone":  # the sweep hasn't come to it yet
                watched = self._watch.adopt(row)
        if watched is not None:
            self._watch.end(
                watched,
                "cap_reached" if reason == "cap_reached" else "stopped",
                ask_s=self._patience.ask_s,
                term_s=self._patience.term_s,
            )

    def status(self, interview_id: str) -> WorkerRow | None:
        """The latest run's row; None when there never was one. Raises StoreError."""
        watched = self._watch.get(interview_id)
        return watched.row if watched is not None else self._store.worker(interview_id)

    def trouble(self, interview_id: str) -> str:
        """Why the last attempt to start came to nothing, for the page of a ``new`` interview.

        Returns:
            A sentence, or "" when nothing went wrong. Raises StoreError.
        """
        row = self.status(interview_id)
        failed = row is not None and row.state == "gone" and row.exit_code == ExitCode.COULD_NOT_BOOT
        return WorkerError.default_message if failed else ""

    def heartbeat(self, interview_id: str, run: int) -> None:
        """The worker of this run was heard: call for every post it makes. Never fails."""
        self._watch.heard(interview_id, run)

    def sweep(self) -> None:
        """Watch the workers an earlier web app left, and settle what has none any more.

        Raises:
            StoreError, OSError: not now; the watcher tries again.
        """
        for row in self._store.workers():
            self._watch.adopt(row)
        self._watch.tick()
        busy = self._watch.ids()
        for stray in self._strays:
            if stray.id not in busy:
                self._burial.settle(stray)
        self._burial.empty_spool(self._watch.ids)
        self._stop_strangers()
        self._swept.set()

    def _stop_strangers(self) -> None:
        """End workers of the warm parent that no row speaks of: nobody would ever stop them."""
        try:
            listing = self._client.listing()
        except Unanswered:
            return
        for child in listing.workers:
            known = self._watch.get(child.interview_id)
            if known is None or known.row.run != child.run:
                log.warning("worker without a row", interview_id=child.interview_id, pid=child.pid)
                self._client.stop(child.nonce, ask_s=0, term_s=self._patience.term_s)

    def _run(self) -> None:
        """The watcher's thread."""
        while not self._wake.is_set():
            self._attempt(self._keep_warm)
            self._attempt(self._watch.tick if self._swept.is_set() else self.sweep)
            self._wake.wait(self._patience.tick_s)

    def _keep_warm(self) -> None:
        now = time.monotonic()
        if now - self._pinged_at >= PING_S or not self._pinged_at:
            self._pinged_at = now
            self._client.ensure()

    def _attempt(self, work: Callable[[], None]) -> None:
        try:
            work()
        except (StoreError, WorkerError) as error:
            log.warning("watcher met a failure and will try again", failure=error.log)
        except Exception as error:  # noqa: BLE001 (the thread's boundary: who watches must go on)
            log.error(  # noqa: TRY400 (a traceback may hold anyone's words)
                "watcher failed and will try again", error=type(error).__name__
            )


def recipe_for(settings: Settings) -> Recipe:
    """How this installation's warm parent is started."""
    return Recipe(
        run_dir=settings.data_dir / "run",
        log_dir=settings.data_dir / "logs" if settings.log_files else None,
        log_level=settings.log_level,
    )


def _new_row(job: Job) -> WorkerRow:
    return WorkerRow(
        interview_id=job.interview_id,
        run=job.run,
        nonce=job.nonce,
        pid=0,
        process_started=0.0,
        state="starting",
        exit_code=None,
        heartbeat_at=None,
        created_at=datetime.now(UTC),
    )
