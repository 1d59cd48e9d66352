"""Everything an owner can have, put through the port."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from interview.events import EndedData, Event, TurnData, envelope
from interview.models import EndReason
from store.port import Store
from store.rows import DocumentRow, InterviewRow, RecordingRow, SealedKey, UserRow

T0 = datetime(2030, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Belongings:
    """One owner's ended interview with its document and recording; keys, preferences and a sign-in too."""

    interview: InterviewRow
    document: DocumentRow
    recording: RecordingRow
    sign_in: str
    token_hash: str


def begin(
    store: Store, row: InterviewRow, *, capacity: int | None = None, token_hash: str = ""
) -> InterviewRow | None:
    """Press Start."""
    return store.begin_run(
        row.owner_id,
        row.id,
        room="r-1",
        candidate_identity="c-1",
        token_hash=token_hash or uuid.uuid4().hex,
        capacity=capacity,
    )


def ended(reason: EndReason = EndReason.COMPLETED, *, seq: int = 2) -> Event:
    """The worker's last event."""
    return envelope(EndedData(reason=reason), run=1, seq=seq, at=T0)


def sealed(owner: UserRow, field: str, *, key_id: str = "k1", mark: int = 1) -> SealedKey:
    """A row the vault might have made; ``mark`` tells one value from another."""
    return SealedKey(owner.id, field, key_id, bytes([mark] * 12), bytes([mark] * 40), T0)


def keep(store: Store, owner: UserRow, data: bytes = b"%PDF-1.7 cv", **more: str) -> DocumentRow:
    """Upload a résumé."""
    return store.add_document(
        owner.id,
        kind="job_description" if more.get("kind") == "job_description" else "resume",
        filename=more.get("filename", "cv.pdf"),
        media_type="application/pdf",
        data=data,
        text=more.get("text", "Kept a ledger."),
        sections=[{"title": "Work", "chunks": [{"text": "Kept a ledger.", "page": 1}]}],
        notices=["hidden_text"],
    )


def fill(store: Store, interview: InterviewRow) -> Belongings:
    """Everything, hung on an interview that is new and ends here."""
    owner = store.user(interview.owner_id)
    sign_in, document = store.create_sign_in(owner.id), keep(store, owner)
    store.link_document(owner.id, interview.id, document.id)
    token_hash = uuid.uuid4().hex
    begin(store, interview, token_hash=token_hash)
    said = TurnData(speaker="candidate", text="I kept a ledger.", stage="self_intro")
    store.append_events(interview.id, [envelope(said, run=1, seq=1, at=T0), ended()])
    store.set_feedback(interview.id, status="writing", percent=75)
    store.finish_feedback(interview.id, written_by="the coach", body={"takeaway": "Say the number."})
    store.correct_turn(owner.id, interview.id, "1.1", "I kept the ledger.")
    recording = store.add_recording(
        owner.id, interview.id, name="answer 1", media_type="audio/ogg", data=b"OggS sound"
    )
    store.put_keys(owner.id, [sealed(owner, "openai_api_key"), sealed(owner, "deepgram_api_key")])
    store.set_preferences(owner.id, {"voice": "joe"})
    return Belongings(interview, document, recording, sign_in, token_hash)
