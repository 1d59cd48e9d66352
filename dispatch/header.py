"""What is known of a dispatched interview beside its events, kept on disk so that a restart can finish it."""

from __future__ import annotations

from pathlib import Path

from pydantic import AwareDatetime, ValidationError

from embedded.process import ProcessId, open_private
from interview.models import Brief, Drill, Family, Frozen, Length, Level, Track


class InterviewFacts(Frozen):
    """The ``interview`` part of a transcript.

    Attributes:
        room: as LiveKit's caller named it.
        started_at: when the job was taken.
    """

    id: str
    room: str
    role: str
    company: str
    candidate_name: str
    level: Level
    family: Family
    track: Track
    length: Length
    language: str
    drill: Drill | None
    started_at: AwareDatetime

    @classmethod
    def of(cls, interview_id: str, room: str, brief: Brief, started_at: AwareDatetime) -> InterviewFacts:
        """Everything of the brief that a transcript tells: neither résumé nor job description."""
        told = cls.model_fields.keys() - {"id", "room", "started_at"}
        part = {name: getattr(brief, name) for name in told}
        return cls(id=interview_id, room=room, started_at=started_at, **part)


class Header(Frozen):
    """One taken interview; ``worker`` is the process that holds it."""

    interview: InterviewFacts
    worker: ProcessId


class Headers:
    """The headers of interviews whose transcript isn't written yet, in ``DATA_DIR/dispatch``."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def path(self, interview_id: str) -> Path:
        """Where one lies."""
        return self._directory / f"{interview_id}.header.json"

    def write(self, header: Header) -> None:
        """Keep it, mode 0600."""
        with open_private(self.path(header.interview.id)) as out:
            out.write(header.model_dump_json())

    def forget(self, interview_id: str) -> None:
        """Remove it."""
        self.path(interview_id).unlink(missing_ok=True)

    def all(self) -> list[Header]:
        """Every one that can be read."""
        found = []
        for path in sorted(self._directory.glob("*.header.json")):
            try:
                found.append(Header.model_validate_json(path.read_text(encoding="utf-8")))
            except (OSError, ValidationError):
                continue  # half-written when the machine went down; its interview never began
        return found
