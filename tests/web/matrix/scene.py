"""What there is when the matrix asks: Alice's things, full of words that only she may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import SecretStr
from sqlalchemy import update

from interview.events import EVENTS, EndedData, EventData, HeartbeatData, TurnData, envelope
from interview.models import EndReason
from store.rows import InterviewRow
from store.sqlite.tables import interviews
from tests.web.conftest import House
from web.services import KEY
from web.starter import hash_token

from .routes import Route

WORDS = "CANARY-words"  # in everything Alice wrote, said or uploaded
SECRET = "CANARY-secret"  # in what she may not see again herself
NOBODYS_ID = "f" * 32


@dataclass(frozen=True)
class Scene:
    """A house with an owner who has everything, and a stranger who has an interview."""

    house: House
    ready: InterviewRow
    ended: InterviewRow
    document_id: str

    def url(self, route: Route, *, known: bool) -> str:
        """The address of a route, with Alice's ids or with made-up ones."""
        interview = self.ready if route.of == "ready" else self.ended
        values = {
            "<interview_id>": interview.id if known else NOBODYS_ID,
            "<document_id>": self.document_id if known else NOBODYS_ID,
            "<provider>": "deepgram",
            "<track>": "technical",
            "<name>": "1.0",  # the answer in the interview that ended
            "<path:filename>": "favicon.svg",
        }
        path = route.path
        for name, value in values.items():
            path = path.replace(name, value)
        return path

    def belongings(self) -> Mapping[str, Any]:
        """All that Alice has, to see that nobody else changed it."""
        store, alice = self.house.store, self.house.alice.id
        rows = store.interviews(alice)
        return {
            "interviews": rows,
            "events": [store.events(alice, row.id) for row in rows],
            "feedback": [store.feedback(alice, row.id) for row in rows],
            "recordings": [store.recordings(alice, row.id) for row in rows],
            "documents": store.documents(alice),
            "keys": store.keys(alice),
            "preferences": store.preferences(alice),
            "jobs": list(self.house.manager.jobs),
            "stopped": list(self.house.manager.stopped),
        }


def furnish(house: House, words: str = WORDS) -> Scene:
    """Give Alice one of everything, with these words in all of it."""
    store, alice = house.store, house.alice.id
    brief = {"company": words, "candidate_name": words, "resume_text": words, "job_description": words}
    ready, ended = (
        house.interview(role=f"Baker {words}", **brief),
        house.interview(role=f"Cook {words}", **brief),
    )
    begin(house, ended, token="alice's second")
    end(house, ended, words=words)
    store.set_feedback(
        ended.id, status="failed", percent=100, message=f"{words} was not said well.", body=None
    )
    store.add_recording(alice, ended.id, name="run 1", media_type="audio/ogg", data=words.encode())
    document = store.add_document(
        alice,
        kind="resume",
        filename=f"{words}.txt",
        media_type="text/plain",
        data=words.encode(),
        text=words,
    )
    store.link_document(alice, ready.id, document.id)
    house.app.extensions[KEY].keyring.save(alice, {"openai_api_key": SecretStr(f"sk-{SECRET}-0000")})
    store.set_preferences(alice, {"voice": "joe"})
    return Scene(house, house.again(ready), house.again(ended), document.id)


def begin(house: House, interview: InterviewRow, *, token: str) -> None:
    """Start an interview whose worker has this token."""
    house.store.begin_run(
        *(interview.owner_id, interview.id),
        room=f"r-{token}",
        candidate_identity=f"c-{token}",
        token_hash=hash_token(token),
    )


def end(house: House, interview: InterviewRow, *, ago: timedelta = timedelta(), words: str = WORDS) -> None:
    """Let an interview be over for so long."""
    now = datetime.now(UTC)
    said: list[EventData] = [
        TurnData(
            speaker="candidate", text=f"I said {words}.", stage="self_intro", started_at=now, ended_at=now
        ),
        EndedData(reason=EndReason.COMPLETED),
    ]
    house.store.append_events(
        interview.id, [envelope(data, run=1, seq=seq, at=now) for seq, data in enumerate(said)]
    )
    with house.store._db.write() as connection:
        connection.execute(
            update(interviews).where(interviews.c.id == interview.id).values(ended_at=now - ago)
        )


def sign_of_life() -> bytes:
    """A batch that any running worker may post."""
    return EVENTS.dump_json([envelope(HeartbeatData(), run=1, seq=0, at=datetime.now(UTC))])
