"""A dispatched interview as it lies on the disk, for the tests beside it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from dispatch.header import Header, InterviewFacts
from embedded.process import ProcessId
from interview.events import EndedData, Event, EventData, StageData, TurnData, envelope
from interview.models import Brief, EndReason

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
GONE = ProcessId(pid=1, started=1.0)
BRIEF = Brief(role="Baker", candidate_name="Ada", resume_text="I baked a secret cake.")


def header(interview_id: str = "a1", worker: ProcessId = GONE) -> Header:
    return Header(interview=InterviewFacts.of(interview_id, "../a room", BRIEF, AT), worker=worker)


def turn(speaker: str, text: str) -> TurnData:
    return TurnData.model_validate(
        {"speaker": speaker, "text": text, "stage": "greeting", "started_at": AT, "ended_at": AT}
    )


WHOLE: tuple[EventData, ...] = (
    StageData(stage="greeting", cause="start"),
    turn("interviewer", "Hello Ada."),
    turn("candidate", "Good morning."),
    EndedData(reason=EndReason.STOPPED, detail="You ended the interview."),
)


def events(*data: EventData) -> list[Event]:
    return [envelope(one, run=1, seq=number, at=AT) for number, one in enumerate(data, 1)]


def spool(directory: Path, *data: EventData, interview_id: str = "a1", tail: bytes = b"") -> Path:
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / f"{interview_id}.1.jsonl"
    path.write_bytes(b"".join(one.model_dump_json().encode() + b"\n" for one in events(*data)) + tail)
    return path
