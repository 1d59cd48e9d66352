"""After an interview: close the room, keep the recording, merge, measure, write the feedback."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import logs
import postprocess
from errors import AppError, LiveKitError, NotFoundError
from feedback.again import only_changed
from feedback.generator import CHECKS
from feedback.schema import Feedback
from feedback.speech import taken
from postprocess import MergedTurn, Metrics
from store.port import Store
from store.rows import InterviewRow

from . import recordings
from .crew import Crew
from .feedback_writers import FeedbackError, FeedbackWriters, Order
from .places import ModelEndpoint
from .rooms import Rooms
from .transcripts import as_corrected

FAILED = "The feedback could not be written. Your transcript is safe. Press Write it again."
BY_RULE = 4
"""Interviews gathered, measured and judged by rule at once."""
BY_MODEL, BY_MODEL_OF_ONE = 32, 2
"""Models that are waited for at once, and of one owner. Nothing that needs no model waits behind them."""
SOUNDS = 2
"""Recordings moved into the store at once."""
_CLOSE_S, _CLOSE_MODELS_S = 5.0, 1.0

log = logs.get(__name__)
Found = TypeVar("Found")


@dataclass(frozen=True)
class _Material:
    """What an interview's feedback is written from.

    Attributes:
        first: what the coach writes.
        model: who is to write instead; None: nobody.
    """

    interview: InterviewRow
    order: Order
    turns: tuple[MergedTurn, ...]
    metrics: Metrics
    first: Feedback
    model: ModelEndpoint | None


class Aftermath:
    """Writes feedback in the background, each interview once at a time; every step is stored.

    Whatever is killed in the middle is begun again at the next start, and the store keeps one finished
    feedback of it (:meth:`store.port.Store.finish_feedback`). So an end of the web app waits for no model.
    """

    def __init__(self, store: Store, rooms: Rooms, writers: FeedbackWriters, spool_dir: Path) -> None:
        self._store = store
        self._spool_dir = spool_dir
        self._rooms = rooms
        self.writers = writers
        self._rules = Crew("aftermath", most=BY_RULE, most_of_one=BY_RULE)
        self._models = Crew("aftermath-model", most=BY_MODEL, most_of_one=BY_MODEL_OF_ONE)
        self._sounds = Crew("aftermath-sound", most=SOUNDS, most_of_one=1)
        self._lock = threading.Lock()
        self._orders: dict[str, Order] = {}  # waiting or being written
        self._closing = threading.Event()

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
        self._put(interview_id, order)

    def resume(self) -> int:
        """Queue what an earlier process left unfinished; how many those were.

        That process may still be finishing one: whoever is second then stores nothing.
        """
        for interview_id in recordings.left_over(self._spool_dir):
            self._keep(interview_id)
        rows = self._store.unfinished_feedback()
        for row in rows:
            with self._lock:
                if row.id in self._orders:
                    continue
                self._orders[row.id] = ""
            self._put(row.id, "")
        return len(rows)

    def _put(self, interview_id: str, order: Order) -> None:
        self._keep(interview_id)
        self._rules.put(interview_id, lambda: self._by_rule(interview_id, order))

    def _keep(self, interview_id: str) -> None:
        """Feedback waits for no recording; one that can't be moved is tried again at the next start."""
        self._sounds.put(interview_id, lambda: recordings.keep(self._store, self._spool_dir, interview_id))

    def drain(self, timeout_s: float) -> None:
        """Wait until everything queued so far is written; TimeoutError when one crew takes longer."""
        self._rules.drain(timeout_s)
        self._models.drain(timeout_s)
        self._sounds.drain(timeout_s)

    def close(self) -> None:
        """Let what needs no model finish; everything else is resumed at the next start.

        A model that answers meanwhile may still be written down, one that fails is not told as a failure.
        """
        self._closing.set()
        self._rules.close(_CLOSE_S)
        self._models.close(_CLOSE_MODELS_S)
        self._sounds.close(_CLOSE_MODELS_S)

    def _by_rule(self, interview_id: str, order: Order) -> None:
        """All that needs no model; where one is to write, it goes on in the other crew."""
        found = self._tried(interview_id, lambda: self._material(interview_id, order))
        if found is not None and (model := found.model) is not None:
            self._models.put(found.interview.owner_id, lambda: self._by_model(found, model))
            return
        if found is not None:
            self._tried(interview_id, lambda: self._finish(found, found.first))
        self._done(interview_id)

    def _by_model(self, found: _Material, model: ModelEndpoint) -> None:
        self._tried(found.interview.id, lambda: self._finish(found, self._written(found, model)))
        self._done(found.interview.id)

    def _done(self, interview_id: str) -> None:
        with self._lock:
            self._orders.pop(interview_id, None)

    def _tried(self, interview_id: str, work: Callable[[], Found]) -> Found | None:
        """What the work gives; None when it failed, which the page is told unless the web app ends."""
        try:
            return work()
        except NotFoundError:
            log.info("interview was deleted before its feedback was written", interview_id=interview_id)
        except FeedbackError as error:
            if not self._closing.is_set():
                log.warning("feedback could not be written", interview_id=interview_id, failure=error.log)
                self._say_failed(interview_id, error.message)
        except Exception as error:  # noqa: BLE001 - the thread's boundary: any failure must reach the page
            if not self._closing.is_set():
                failure = error.log if isinstance(error, AppError) else type(error).__name__
                log.error(  # noqa: TRY400 - a traceback's text may hold anyone's words
                    "feedback could not be written", interview_id=interview_id, failure=failure
                )
                self._say_failed(interview_id, FAILED)
        return None

    def _say_failed(self, interview_id: str, message: str) -> None:
        try:
            self._store.set_feedback(interview_id, status="failed", percent=100, message=message)
        except AppError as error:
            log.error(  # noqa: TRY400 - for the same reason
                "failure could not be stored", interview_id=interview_id, failure=error.log
            )

    def _material(self, interview_id: str, order: Order) -> _Material:
        interview = self._store.interview_of_any_owner(interview_id)
        self._step(interview.id, "Closing the room", 15)
        self._close_room(interview)
        self._step(interview.id, "Putting the transcript together", 30)
        events = self._store.events(interview.owner_id, interview.id)
        heard = postprocess.merge(events)
        self._step(interview.id, "Measuring your speech", 45)
        metrics = postprocess.measure(heard, events, language=interview.brief.language)
        self._step(interview.id, "Writing the feedback", 60)
        turns = as_corrected(self._store, interview, heard)
        model = None if order == "coach" else self.writers.model(interview.owner_id)
        first = self.writers.by_rule(interview, turns, metrics)
        if first.unscored == "too_little":
            model = None  # nobody is asked about what isn't there
        return _Material(interview, order, turns, metrics, first, model)

    def _written(self, found: _Material, model: ModelEndpoint) -> Feedback:
        """By the model; until it answers, the coach's first sentence is there to read."""
        ratings = CHECKS if found.order == "again" else 1
        step = f"{model.model} reads your answers" + (", three times over" if ratings > 1 else "")
        first = found.first
        words = first.takeaway if first.enough or first.unscored == "one_question" else _spoken(found.metrics)
        self._step(found.interview.id, step, 70, words)
        written = self.writers.by_model(found.interview, found.turns, found.metrics, model, ratings=ratings)
        self._step(found.interview.id, "Keeping what could be checked", 95, words)
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

    def _finish(self, found: _Material, written: Feedback) -> None:
        interview = found.interview
        if found.order == "changed":
            written = self._only_changed(interview, written, found.turns)
        written = written.model_copy(update={"speech": taken(found.metrics, interview.brief.language)})
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


def _spoken(metrics: Metrics) -> str:
    """One sentence that is true whatever was said; empty when too little was spoken for it."""
    if metrics.words_per_minute is None:
        return ""
    return f"You spoke at {metrics.words_per_minute:.0f} words a minute."
