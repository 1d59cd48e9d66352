"""The append-only list of an interview: one :class:`Event` per thing that happened.

``(interview_id, run, seq)`` names an event for ever. Run 0 belongs to the web app (an ending it
had to write itself); runs from 1 up belong to workers. The state of an interview is the fold of
its events; nothing else is kept.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, TypeAdapter

from interview.models import EndReason, Frozen, QuestionKind, Speaker, TurnSource
from interview.models import UsageData as UsageData

WEB_RUN = 0


class ReadyData(Frozen):
    """The worker is in the room and about to greet. ``boot_s``: seconds since its process began."""

    boot_s: float


class HeartbeatData(Frozen):
    """Still alive; answered, never stored."""

    stage: str = ""


class Word(Frozen):
    """One recognised word.

    Attributes:
        start_s, end_s: seconds after the turn's ``started_at``.
        confidence: 0 to 1; None when the provider gives none.
    """

    text: str
    start_s: float
    end_s: float
    confidence: float | None = None


class TurnData(Frozen):
    """One party's finished contribution, or a segment of it (``postprocess`` joins segments).

    Attributes:
        started_at: when the first word was heard or spoken; None for a typed answer.
        ended_at: when the last word was.
        interrupted: the interviewer was cut off; ``text`` holds only what was heard.
        words: the candidate's words with their times, where the provider gives them.
        provider: who recognised the words, e.g. ``deepgram``; empty for the interviewer and typed answers.
    """

    speaker: Speaker
    text: str
    stage: str
    source: TurnSource = "speech"
    started_at: AwareDatetime | None = None
    ended_at: AwareDatetime | None = None
    interrupted: bool = False
    question_id: str = ""
    words: tuple[Word, ...] = ()
    provider: str = ""


class StageData(Frozen):
    """The interview moved from one stage to another.

    Attributes:
        cause: ``start``, ``transition`` (asked for and granted), ``deadline``, ``inactivity``,
            ``skip`` (by the candidate) or ``end``.
        exceptions: minimums that were not met, as sentences (empty when all were).
    """

    stage: str
    previous: str = ""
    cause: Literal["start", "transition", "deadline", "inactivity", "skip", "end"]
    reason: str = ""
    exceptions: tuple[str, ...] = ()


class QuestionData(Frozen):
    """A question was heard by the candidate. Repeats are recorded and not counted."""

    stage: str
    kind: QuestionKind
    number: int
    text: str
    question_id: str = ""


class NoticeData(Frozen):
    """Something the candidate was told on screen: ``code`` for programs, ``text`` for people."""

    code: str
    text: str


Level = Annotated[int, Field(ge=0, le=100)]
"""The loudest moment of a stretch of sound, per cent of the loudest there can be."""


class RecordingData(Frozen):
    """Both sides are recorded. Said when that begins, and once more, with the rest, when it is whole.

    Attributes:
        started_at: when its first moment was.
        seconds: how long it is; None while it is made, and for good when its worker was killed.
        candidate, interviewer: how loud each side was in equal parts of its length; for a waveform.
    """

    started_at: AwareDatetime
    seconds: float | None = Field(default=None, ge=0)
    candidate: tuple[Level, ...] = Field(default=(), max_length=1000)
    interviewer: tuple[Level, ...] = Field(default=(), max_length=1000)


class EndedData(Frozen):
    """The interview is over. Nothing but a replayed spool is accepted after it."""

    reason: EndReason
    detail: str = ""


class _Envelope(Frozen):
    run: int = Field(ge=0)
    seq: int = Field(ge=0)
    at: AwareDatetime


class Ready(_Envelope):
    kind: Literal["ready"] = "ready"
    data: ReadyData


class Heartbeat(_Envelope):
    kind: Literal["heartbeat"] = "heartbeat"
    data: HeartbeatData


class Turn(_Envelope):
    kind: Literal["turn"] = "turn"
    data: TurnData


class StageChange(_Envelope):
    kind: Literal["stage"] = "stage"
    data: StageData


class Question(_Envelope):
    kind: Literal["question"] = "question"
    data: QuestionData


class Usage(_Envelope):
    kind: Literal["usage"] = "usage"
    data: UsageData


class Notice(_Envelope):
    kind: Literal["notice"] = "notice"
    data: NoticeData


class Recording(_Envelope):
    kind: Literal["recording"] = "recording"
    data: RecordingData


class Ended(_Envelope):
    kind: Literal["ended"] = "ended"
    data: EndedData


Event = Annotated[
    Ready | Heartbeat | Turn | StageChange | Question | Usage | Notice | Recording | Ended,
    Field(discriminator="kind"),
]
EventData = (
    ReadyData
    | HeartbeatData
    | TurnData
    | StageData
    | QuestionData
    | UsageData
    | NoticeData
    | RecordingData
    | EndedData
)
EVENT: TypeAdapter[Event] = TypeAdapter(Event)
EVENTS: TypeAdapter[list[Event]] = TypeAdapter(list[Event])

_KINDS: dict[type[EventData], type[Event]] = {
    ReadyData: Ready,
    HeartbeatData: Heartbeat,
    TurnData: Turn,
    StageData: StageChange,
    QuestionData: Question,
    UsageData: Usage,
    NoticeData: Notice,
    RecordingData: Recording,
    EndedData: Ended,
}


def envelope(data: EventData, *, run: int, seq: int, at: datetime) -> Event:
    """Wrap ``data`` as the event its type names."""
    return EVENT.validate_python(
        {
            "kind": _KINDS[type(data)].model_fields["kind"].default,
            "run": run,
            "seq": seq,
            "at": at,
            "data": data,
        }
    )
