"""One interview as a report: what the Markdown, PDF and JSON exports all say, in the same order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import fsm
import postprocess
from interview.stages import label_of
from postprocess import MergedTurn
from store.port import Store
from store.rows import FeedbackVersion, InterviewRow

from . import labels
from .feedback_status import newest
from .measures_view import Measure, measures_view
from .transcripts import as_corrected

NO_FEEDBACK = "There is no feedback for this interview."
TEXTS = {"good": "", "change": "One thing to change. ", "stronger": "A stronger answer. "}
"""What stands before each text about a question."""
_WHO = {"candidate": "You", "interviewer": "Interviewer"}


@dataclass(frozen=True)
class Report:
    """Everything of one interview that its owner may take along.

    Attributes:
        body: a :class:`feedback.schema.Feedback` as JSON; None when there is none.
        version: which version of the feedback it is; None when there is none.
    """

    interview: InterviewRow
    title: str
    turns: Sequence[MergedTurn]
    measures: Sequence[Measure]
    metrics: dict[str, Any]
    body: dict[str, Any] | None
    version: FeedbackVersion | None = None

    @property
    def subtitle(self) -> str:
        """Kind, date and length in one line."""
        row = self.interview
        began = f"{row.started_at:%Y-%m-%d %H:%M} UTC" if row.started_at else ""
        ended = labels.END_REASONS[row.end_reason] if row.end_reason else ""
        return " · ".join(part for part in (labels.kind(row.brief), began, ended) if part)

    def who(self, turn: MergedTurn) -> str:
        """Who spoke, and how long after the beginning."""
        began = self.interview.started_at
        seconds = max(0, int((turn.started_at - began).total_seconds())) if began else 0
        return f"{_WHO[turn.speaker]} ({seconds // 60}:{seconds % 60:02d})" if began else _WHO[turn.speaker]

    def stage(self, turn: MergedTurn) -> str:
        """The label of the stage a turn was said in."""
        return label_of(fsm.STAGES, turn.stage, self.interview.brief.track) or turn.stage


def report(store: Store, interview: InterviewRow) -> Report:
    """Gather it.

    Raises:
        StoreError, NotFoundError: it can't be read, or is gone.
    """
    brief = interview.brief
    heard = postprocess.merge(store.events(interview.owner_id, interview.id))
    metrics = postprocess.measure(heard, language=brief.language)
    versions = store.feedback_versions(interview.owner_id, interview.id)
    row = store.feedback(interview.owner_id, interview.id)
    version = newest(row, versions)
    return Report(
        interview=interview,
        title=f"{brief.role} at {brief.company}" if brief.company else brief.role,
        turns=as_corrected(store, interview, heard),
        measures=measures_view(metrics, brief),
        metrics=metrics.model_dump(mode="json"),
        body=version.body if version else row.body if row else None,
        version=version,
    )
