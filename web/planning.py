"""Better questions than the bank's, written by the owner's model while they check their microphone.

The bank's plan is stored when the interview is made, so nobody waits; a written one takes its place if it
is ready before Start is pressed. What is on its way is known to this process alone: after a restart the
bank's plan simply stays.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import logs
from errors import AppError, NotFoundError
from fsm import StageRule
from interview import plan_check, plan_schema
from interview.models import Plan
from interview.requirements import NOTHING_UNTOLD, Untold
from store.port import Store
from store.rows import InterviewRow

from .chat import Answer, Asker, Chat, Message, ModelError
from .crew import Crew
from .endpoints import Endpoints
from .places import ModelEndpoint

State = Literal["writing", "failed", "idle"]
AT_ONCE, MOST_OF_ONE_OWNER, MOST_WAITING = 16, 3, 60
MOST_REMEMBERED = 500
LONGEST_PAUSE_S = 10.0
_PAUSE_S = 2.0
_CLOSE_S = 1.0
_BUSY = "Too many plans are being written just now."
_UNUSABLE = "The language model’s questions couldn’t be traced to your documents, or couldn’t be read."
_FAILED = "The questions couldn’t be written."

log = logs.get(__name__)


@dataclass(frozen=True)
class _Order:
    """One plan to be written."""

    interview: InterviewRow
    rules: tuple[StageRule, ...]
    avoid: tuple[str, ...]
    untold: Untold
    model: ModelEndpoint


def _question(order: _Order, marker: str) -> list[dict[str, str]]:
    brief, bank = order.interview.brief, order.interview.plan
    return plan_schema.messages(
        brief, order.rules, bank, avoid=order.avoid, untold=order.untold, marker=marker
    )


def _why(interview_id: str, error: Exception) -> str:
    """A failure in words for the owner, noted in the log; empty when there is nobody to tell."""
    if isinstance(error, NotFoundError):
        log.info("interview was deleted before its plan was written", interview_id=interview_id)
        return ""
    failure = error.log if isinstance(error, AppError) else type(error).__name__
    if isinstance(error, ModelError):
        log.warning("plan could not be written", interview_id=interview_id, failure=failure)
        return error.message
    log.error("plan could not be written", interview_id=interview_id, failure=failure)
    return _FAILED


class Planning:
    """Writes plans in the background, those of all owners side by side.

    Args:
        ask: how a model is asked.
    """

    def __init__(self, store: Store, endpoints: Endpoints, ask: Asker | None = None) -> None:
        self._store = store
        self._endpoints = endpoints
        self._ask: Asker = ask or Chat()
        self._crew = Crew("planning", most=AT_ONCE, most_of_one=MOST_OF_ONE_OWNER)
        self._changed = threading.Condition()
        self._writing: dict[str, str] = {}  # interview -> owner
        self._failed: OrderedDict[str, str] = OrderedDict()  # interview -> why
        self._closing = threading.Event()

    def begin(
        self,
        interview: InterviewRow,
        rules: Sequence[StageRule],
        *,
        avoid: Sequence[str] = (),
        untold: Untold = NOTHING_UNTOLD,
    ) -> None:
        """Have a plan written, if the owner has a model; returns at once.

        Args:
            interview: a new one, with the bank's plan.
            avoid: what its owner was asked before.
            untold: requirements of this job they haven't told about.

        Raises:
            StoreError: the owner's keys can't be read.
        """
        model = self._endpoints.of(interview.owner_id).model()
        if model is None or interview.brief.benchmark or interview.brief.one_question:
            return
        with self._changed:
            theirs = sum(owner == interview.owner_id for owner in self._writing.values())
            if theirs >= MOST_OF_ONE_OWNER or len(self._writing) >= MOST_WAITING:
                self._remember(interview.id, _BUSY)
                return
            self._writing[interview.id] = interview.owner_id
        order = _Order(interview, tuple(rules), tuple(avoid), untold, model)
        self._crew.put(interview.owner_id, lambda: self._work(order))

    def state(self, interview_id: str) -> tuple[State, str]:
        """Whether a plan is on its way or failed, and why it failed."""
        with self._changed:
            if interview_id in self._writing:
                return "writing", ""
            why = self._failed.get(interview_id)
        return ("failed", why) if why else ("idle", "")

    def drain(self, timeout_s: float) -> None:
        """Wait until everything begun so far is written or given up; TimeoutError when it takes longer."""
        with self._changed:
            if not self._changed.wait_for(lambda: not self._writing, timeout_s):
                raise TimeoutError

    def close(self) -> None:
        """Begin nothing more; what is being written is waited for a second and then left."""
        self._closing.set()
        self._crew.close(_CLOSE_S)

    def _work(self, order: _Order) -> None:
        why = self._written(order)
        with self._changed:
            del self._writing[order.interview.id]
            if why:
                self._remember(order.interview.id, why)
            self._changed.notify_all()

    def _written(self, order: _Order) -> str:
        """Why it could not be written; empty when it was, or when the web app ends meanwhile."""
        try:
            return self._stored(order, self._plan(order))
        except Exception as error:  # noqa: BLE001 - the thread's boundary: the next plan must be written
            return "" if self._closing.is_set() else _why(order.interview.id, error)

    def _stored(self, order: _Order, found: Plan | plan_check.Unusable) -> str:
        key = order.interview.id
        if isinstance(found, plan_check.Unusable):
            log.warning("plan could not be used", interview_id=key)
            return _UNUSABLE
        stored = self._store.set_plan(order.interview.owner_id, key, found)
        log.info("plan written", interview_id=key, stored=stored, questions=len(found.questions))
        return ""

    def _plan(self, order: _Order) -> Plan | plan_check.Unusable:
        """The plan a model writes, put right once if need be."""
        marker = secrets.token_hex(16)
        answer = self._answered(order, _question(order, marker))
        used = [answer.used]
        found = self._read(order, answer.text)
        if isinstance(found, plan_check.Unusable):
            marker = secrets.token_hex(16)
            once_more = plan_schema.repair(found.reasons, answer.text, marker=marker)
            answer = self._answered(order, [*_question(order, marker), once_more])
            used.append(answer.used)
            found = self._read(order, answer.text)
        return found.model_copy(update={"used": tuple(used)}) if isinstance(found, Plan) else found

    def _read(self, order: _Order, answer: str) -> Plan | plan_check.Unusable:
        return plan_check.read(
            answer,
            order.interview.brief,
            order.rules,
            order.interview.plan,
            avoid=order.avoid,
            written_by=order.model.model,
        )

    def _answered(self, order: _Order, messages: Sequence[Message]) -> Answer:
        """One answer; what passes by itself is asked once more after a pause."""
        schema = plan_schema.schema(order.rules, order.interview.plan)
        try:
            return self._ask(order.model, messages, schema=schema, name=plan_schema.NAME)
        except ModelError as error:
            if not error.passing or error.after_s > LONGEST_PAUSE_S:
                raise
            if self._closing.wait(max(_PAUSE_S, error.after_s)):
                raise
        return self._ask(order.model, messages, schema=schema, name=plan_schema.NAME)

    def _remember(self, interview_id: str, why: str) -> None:
        self._failed[interview_id] = why
        while len(self._failed) > MOST_REMEMBERED:
            self._failed.popitem(last=False)
