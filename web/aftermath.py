"""What happens when an interview has ended: close the room, merge, measure, write the feedback."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import logs
import postprocess
from errors import AppError, LiveKitError, NotFoundError
from feedback.schema import Feedback
from interview.models import Brief, Plan
from postprocess import MergedTurn, Metrics
from store.port import Store
from store.rows import InterviewRow

from .rooms import Rooms

FAILED = "The feedback could not be written. Your transcript is safe. Press Write it again."

Write = Callable[[Brief, Plan, Sequence[MergedTurn], Metrics], Feedback]

log = logs.get(__name__)


class Aftermath:
    """Writes feedback in the background, one interview at a time; every step is stored."""

    def __init__(self, store: Store, rooms: Rooms, write: Write) -> None:
        self._store = store
        self._rooms = rooms
        self._write = write
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="aftermath")
        self._lock = threading.Lock()
        self._waiting: set[str] = set()

    def begin(self, interview_id: str) -> None:
        """Put an ended interview in the queue. Asked again while it waits, it is written once.

        Raises:
            StoreError: the progress can't be stored.
        """
        with self._lock:
            if interview_id in self._waiting:
                return
            self._store.set_feedback(interview_id, status="waiting", step="Waiting", percent=5)
            self._pool.submit(self._run, interview_id)
            self._waiting.add(interview_id)

    def resume(self) -> int:
        """Queue what an earlier process left unfinished; how many those were."""
        rows = self._store.unfinished_feedback()
        for row in rows:
            self.begin(row.id)
        return len(rows)

    def drain(self, timeout_s: float) -> None:
        """Wait until everything queued so far is written; TimeoutError when it takes longer."""
        self._pool.submit(lambda: None).result(timeout_s)

    def close(self) -> None:
        """Let the one being written finish; what waits is resumed at the next start."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, interview_id: str) -> None:
        with self._lock:
            self._waiting.discard(interview_id)
        try:
            self._feedback(self._store.interview_of_any_owner(interview_id))
        except NotFoundError:
            log.info("interview was deleted before its feedback was written", interview_id=interview_id)
        except Exception as error:  # noqa: BLE001 - the thread's boundary: any failure must reach the page
            failure = error.log if isinstance(error, AppError) else type(error).__name__
            log.error(  # noqa: TRY400 - a traceback's text may hold anyone's words
                "feedback could not be written", interview_id=interview_id, failure=failure
            )
            self._say_failed(interview_id)

    def _say_failed(self, interview_id: str) -> None:
        try:
            self._store.set_feedback(interview_id, status="failed", percent=100, message=FAILED)
        except AppError as error:
            log.error(  # noqa: TRY400 - for the same reason
                "failure could not be stored", interview_id=interview_id, failure=error.log
            )

    def _feedback(self, interview: InterviewRow) -> None:
        self._step(interview.id, "Closing the room", 15)
        self._close_room(interview)
        self._step(interview.id, "Putting the transcript together", 35)
        events = self._store.events(interview.owner_id, interview.id)
        turns = postprocess.merge(events)
        self._step(interview.id, "Measuring your speech", 55)
        metrics = postprocess.measure(turns, events)
        self._step(interview.id, "Writing the feedback", 75)
        written = self._write(interview.brief, interview.plan, turns, metrics)
        if written.enough:
            body = written.model_dump(mode="json")
            self._store.set_feedback(interview.id, status="ready", percent=100, body=body)
        else:
            message = f"{written.takeaway} {written.next_step}".strip()
            self._store.set_feedback(interview.id, status="too_short", percent=100, message=message)

    def _close_room(self, interview: InterviewRow) -> None:
        if not interview.room:
            return
        try:
            self._rooms.delete(interview.owner_id, interview.room)
        except (LiveKitError, NotFoundError):
            # The key or the owner may be gone by now. LiveKit closes an empty room by itself.
            log.warning("room could not be deleted", interview_id=interview.id)

    def _step(self, interview_id: str, step: str, percent: int) -> None:
        self._store.set_feedback(interview_id, status="writing", step=step, percent=percent)
