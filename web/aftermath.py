"""What happens when an interview has ended: close the room, merge, measure, write the feedback."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor, wait

import logs
import postprocess
from errors import AppError, LiveKitError, NotFoundError
from feedback.again import only_changed
from feedback.generator import CHECKS
from feedback.schema import Feedback
from postprocess import MergedTurn, Metrics
from store.port import Store
from store.rows import InterviewRow

from .feedback_writers import FeedbackError, FeedbackWriters, Order
from .rooms import Rooms
from .transcripts import as_corrected

FAILED = "The feedback could not be written. Your transcript is safe. Press Write it again."
WORKERS = 3
"""Interviews written at once, so that one owner's slow model holds up nobody else."""

log = logs.get(__name__)


class Aftermath:
    """Writes feedback in the background, each interview once at a time; every step is stored.

    Whatever is killed in the middle is begun again at the next start, and the store keeps one finished
    feedback of it (:meth:`store.port.Store.finish_feedback`).
    """

    def __init__(self, store: Store, rooms: Rooms, writers: FeedbackWriters) -> None:
        self._store = store
        self._rooms = rooms
        self.writers = writers
        self._pool = ThreadPoolExecutor(max_workers=WORKERS, thread_name_prefix="aftermath")
        self._lock = threading.Lock()
        self._orders: dict[str, Order] = {}  # waiting or being written
        self._begun: set[Future[None]] = set()

    def begin(self, interview_id: str, order: Order = "") -> None:
        """Put an ended interview in the queue. Asked again until it is written, it is written once.

        Raises:
            StoreError: the progress can't be stored.
        """
        with self._lock:
            if interview_id in self._orders:
                return
            self._store.set_feedback(interview_id, status="waiting", step="Waiting", percent=5)
            self._orders[interview_id] = order
            begun = self._pool.submit(self._run, interview_id)
            self._begun.add(begun)
        begun.add_done_callback(self._begun.discard)

    def resume(self) -> int:
        """Queue what an earlier process left unfinished; how many those were."""
        rows = self._store.unfinished_feedback()
        for row in rows:
            self.begin(row.id)
        return len(rows)

    def drain(self, timeout_s: float) -> None:
        """Wait until everything queued so far is written; TimeoutError when it takes longer."""
        with self._lock:
            begun = set(self._begun)
        if wait(begun, timeout_s).not_done:
            raise TimeoutError

    def close(self) -> None:
        """Let those being written finish; what waits is resumed at the next start."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, interview_id: str) -> None:
        try:
            self._feedback(self._store.interview_of_any_owner(interview_id), self._orders[interview_id])
        except NotFoundError:
            log.info("interview was deleted before its feedback was written", interview_id=interview_id)
        except FeedbackError as error:
            log.warning("feedback could not be written", interview_id=interview_id, failure=error.log)
            self._say_failed(interview_id, error.message)
        except Exception as error:  # noqa: BLE001 - the thread's boundary: any failure must reach the page
            failure = error.log if isinstance(error, AppError) else type(error).__name__
            log.error(  # noqa: TRY400 - a traceback's text may hold anyone's words
                "feedback could not be written", interview_id=interview_id, failure=failure
            )
            self._say_failed(interview_id, FAILED)
        finally:
            with self._lock:
                self._orders.pop(interview_id, None)

    def _say_failed(self, interview_id: str, message: str) -> None:
        try:
            self._store.set_feedback(interview_id, status="failed", percent=100, message=message)
        except AppError as error:
            log.error(  # noqa: TRY400 - for the same reason
                "failure could not be stored", interview_id=interview_id, failure=error.log
            )

    def _feedback(self, interview: InterviewRow, order: Order) -> None:
        self._step(interview.id, "Closing the room", 15)
        self._close_room(interview)
        self._step(interview.id, "Putting the transcript together", 30)
        events = self._store.events(interview.owner_id, interview.id)
        heard = postprocess.merge(events)
        self._step(interview.id, "Measuring your speech", 45)
        metrics = postprocess.measure(heard, events, language=interview.brief.language)
        self._step(interview.id, "Writing the feedback", 60)
        turns = as_corrected(self._store, interview, heard)
        written = self._written(interview, order, turns, metrics)
        self._finish(
            interview, self._only_changed(interview, written, turns) if order == "changed" else written
        )

    def _written(
        self, interview: InterviewRow, order: Order, turns: tuple[MergedTurn, ...], metrics: Metrics
    ) -> Feedback:
        """By whoever writes; while a model does, the coach's first sentence is there to read."""
        model = None if order == "coach" else self.writers.model(interview.owner_id)
        first = self.writers.by_rule(interview, turns, metrics)
        if model is None:
            return first
        ratings = CHECKS if order == "again" else 1
        step = f"{model.model} reads your answers" + (", three times over" if ratings > 1 else "")
        words = first.takeaway if first.enough else ""
        self._step(interview.id, step, 70, words)
        written = self.writers.by_model(interview, turns, metrics, model, ratings=ratings)
        self._step(interview.id, "Keeping what could be checked", 95, words)
        return written

    def _only_changed(
        self, interview: InterviewRow, written: Feedback, turns: tuple[MergedTurn, ...]
    ) -> Feedback:
        """Nothing but what was corrected since the newest version is rated anew."""
        versions = self._store.feedback_versions(interview.owner_id, interview.id)
        if not versions or not written.enough:
            return written
        since = versions[0].created_at
        kept = self._store.corrections(interview.owner_id, interview.id)
        names = {one.turn for one in kept if one.corrected_at > since}
        changed = {n for n, turn in enumerate(turns) if turn.name in names}
        old = Feedback.model_validate(versions[0].body)
        return only_changed(old, written, changed, brief=interview.brief, plan=interview.plan, turns=turns)

    def _finish(self, interview: InterviewRow, written: Feedback) -> None:
        body = written.model_dump(mode="json")
        if written.enough or written.unscored == "one_question":
            number = self._store.finish_feedback(interview.id, written_by=written.written_by, body=body)
            log.info("feedback written", interview_id=interview.id, version=number)
        else:
            message = f"{written.takeaway} {written.next_step}".strip()
            self._store.set_feedback(
                interview.id, status="too_short", percent=100, body=body, message=message
            )

    def _close_room(self, interview: InterviewRow) -> None:
        if not interview.room:
            return
        try:
            self._rooms.delete(interview.owner_id, interview.room)
        except (LiveKitError, NotFoundError):
            # The key or the owner may be gone by now. LiveKit closes an empty room by itself.
            log.warning("room could not be deleted", interview_id=interview.id)

    def _step(self, interview_id: str, step: str, percent: int, message: str = "") -> None:
        self._store.set_feedback(interview_id, status="writing", step=step, percent=percent, message=message)
