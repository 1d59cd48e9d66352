"""Who writes the feedback of an interview: the owner's language model, or MockFlow's own coach."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import logs
from errors import AppError
from feedback import generator
from feedback.coach import write as by_rule
from feedback.model_schema import NAME
from feedback.schema import Feedback
from interview.events import UsageData
from interview.models import Brief, Plan
from postprocess import MergedTurn, Metrics
from store.rows import InterviewRow

from .chat import Answer, Asker, Chat, Message, ModelError
from .endpoints import Endpoints
from .places import ModelEndpoint

Order = Literal["", "model", "coach", "again", "changed"]
"""Who is to write: whoever usually does, the owner's model, the coach, or the model three times over.

``changed``: whoever usually does, but only what the owner corrected since is rated anew.
"""
ORDERS: tuple[Order, ...] = ("", "model", "coach", "again", "changed")
_PAUSE_S, _LONGEST_PAUSE_S = 2.0, 10.0

log = logs.get(__name__)


class FeedbackError(AppError):
    """The feedback can't be written; its message is for the owner."""

    label = "feedback_failed"
    default_message = "The feedback could not be written."


Coach = Callable[[Brief, Plan, Sequence[MergedTurn], Metrics], Feedback]
"""What :func:`feedback.coach.write` is."""


@dataclass(frozen=True)
class FeedbackWriters:
    """Chooses who writes, at the time of writing, since keys come and go.

    Attributes:
        coach: who writes without a model.
        ask: how a model is asked.
    """

    endpoints: Endpoints
    coach: Coach = by_rule
    ask: Asker = field(default_factory=Chat)

    def model(self, owner_id: str) -> ModelEndpoint | None:
        """The owner's language model; None when they have none.

        Raises:
            StoreError: the owner's keys can't be read.
        """
        return self.endpoints.of(owner_id).model()

    def by_rule(self, interview: InterviewRow, turns: Sequence[MergedTurn], metrics: Metrics) -> Feedback:
        """What MockFlow's own coach writes."""
        return self.coach(interview.brief, interview.plan, turns, metrics)

    def by_model(
        self,
        interview: InterviewRow,
        turns: Sequence[MergedTurn],
        metrics: Metrics,
        model: ModelEndpoint,
        *,
        ratings: int,
    ) -> Feedback:
        """What the owner's model marks, checked.

        Raises:
            FeedbackError: no answer, or none that can be used; the message says what to do.
        """

        used: list[UsageData] = []

        def ask(messages: Sequence[Message], schema: Mapping[str, Any]) -> str:
            answer = self._answered(model, messages, schema)
            used.append(answer.used)
            return answer.text

        try:
            written = generator.write(
                interview.brief,
                interview.plan,
                turns,
                metrics,
                ask=ask,
                written_by=model.model,
                ratings=ratings,
            )
            return written.model_copy(update={"used": tuple(used)})
        except ModelError as error:
            raise FeedbackError(error.message, log=error.log) from None
        except generator.NothingUsable:
            raise FeedbackError(
                f"{model.model} gave no answer that could be checked against your transcript.",
                log="the model's feedback could not be used",
            ) from None

    def _answered(
        self, model: ModelEndpoint, messages: Sequence[Message], schema: Mapping[str, Any]
    ) -> Answer:
        """One answer; what passes by itself is asked once more after a pause."""
        try:
            return self.ask(model, messages, schema=schema, name=NAME)
        except ModelError as error:
            if not error.passing or error.after_s > _LONGEST_PAUSE_S:
                raise
            time.sleep(max(_PAUSE_S, error.after_s))
        return self.ask(model, messages, schema=schema, name=NAME)
