"""After a deletion no word of it is left in any file: database, journal, files, spool, whole DATA_DIR."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from interview.events import EndedData, EventData, TurnData, envelope
from interview.models import EndReason
from store.rows import InterviewRow, UserRow
from store.sqlite import database
from store.vault import MasterKey, Vault
from tests.store.belongings import T0, begin

from .conftest import BRIEF, PLAN, House

pytestmark = pytest.mark.unit


@dataclass
class Planted:
    """Words put somewhere, each used once; ``raw`` is what isn't text."""

    prefix: str
    words: set[bytes] = field(default_factory=set)
    raw: set[bytes] = field(default_factory=set)

    def word(self, place: str) -> str:
        word = f"canary{self.prefix}{place}"
        self.words.add(word.encode())
        return word

    def found(self, root: Path) -> list[tuple[str, bytes]]:
        return [
            (str(path.relative_to(root)), word)
            for path in sorted(root.rglob("*"))
            if path.is_file()
            for word in (*self.words, *self.raw)
            if word in path.read_bytes()
        ]

    def there(self, root: Path) -> set[bytes]:
        return {word for _, word in self.found(root)}


def plant_interview(house: House, owner: UserRow, planted: Planted) -> InterviewRow:
    """An interview with a word in every field that takes one."""
    word, store = planted.word, house.store
    brief = BRIEF.model_copy(
        update={
            "role": word("role"),
            "company": word("company"),
            "candidate_name": word("candidate"),
            "candidate_email": word("mail") + "@example.org",
            "resume_text": word("resume") + " and much more" * 900,
            "job_description": word("job"),
        }
    )
    question = PLAN.questions[0].model_copy(update={"text": word("question"), "rephrase": word("rephrase")})
    row = store.create_interview(
        owner_id=owner.id, brief=brief, plan=PLAN.model_copy(update={"questions": (question,)})
    )
    begin(store, row)
    turns: list[EventData] = [
        TurnData(speaker="candidate", text=word(f"turn{number}") + " so" * 200, stage="self_intro")
        for number in range(30)
    ]
    ending = EndedData(reason=EndReason.PROVIDER_FAILED, detail=word("detail"))
    batch = [envelope(data, run=1, seq=seq, at=T0) for seq, data in enumerate([*turns, ending])]
    store.append_events(row.id, batch)
    for body in ({"takeaway": word("draft")}, {"takeaway": word("takeaway"), "long": ["a" * 60] * 90}):
        store.set_feedback(
            row.id, status="ready", step=word("step"), percent=100, body=body, message=word("said")
        )
    sound = word("sound").encode() + bytes(range(256)) * 40
    store.add_recording(owner.id, row.id, name=word("recording"), media_type="audio/ogg", data=sound)
    spool = house.settings.data_dir / "spool"
    spool.mkdir(exist_ok=True)
    for name in ("1.jsonl", "2.damaged"):
        (spool / f"{row.id}.{name}").write_text(word(f"spool{name[0]}"), encoding="utf-8")
    return row


def plant_account(house: House, owner: UserRow, planted: Planted) -> None:
    """A word in everything else that an owner has."""
    word, store = planted.word, house.store
    planted.words |= {text.encode() for text in (owner.name, owner.email, owner.subject, owner.id)}
    store.add_document(
        owner.id,
        kind="resume",
        filename=word("filename") + ".pdf",
        media_type="application/pdf",
        data=b"%PDF-1.7 " + word("bytes").encode() + bytes(9000),
        text=word("text") + " more" * 900,
        sections=[{"title": word("section")}],
        notices=[word("notice")],
    )
    vault = Vault([MasterKey(bytes(range(64, 128, 2)))])
    sealed = [vault.seal(owner.id, name, SecretStr(word(name))) for name in ("openai_api_key", "livekit_url")]
    planted.raw |= {part for key in sealed for part in (key.nonce, key.ciphertext)}
    store.put_keys(owner.id, sealed)
    store.set_preferences(owner.id, {"voice": word("voice")})


@pytest.fixture(params=["rollback journal", "write-ahead log"])
def scanned(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, make_house: Any) -> House:
    monkeypatch.setattr(database, "wal_is_safe", lambda _version: request.param == "write-ahead log")
    house: House = make_house()
    return house


def person(house: House, name: str) -> UserRow:
    return house.store.upsert_user(
        subject=f"https://issuer.example|{name}subject", name=f"{name}name", email=f"{name}mail@example.org"
    )


def test_a_deleted_account_is_in_no_file_and_its_neighbours_is(scanned: House) -> None:
    root = scanned.settings.data_dir
    zelda, neighbour = person(scanned, "zelda"), person(scanned, "neighbour")
    hers, his = Planted("z"), Planted("n")
    for _ in range(2):
        for owner, planted in ((zelda, hers), (neighbour, his)):
            plant_interview(scanned, owner, planted)
    plant_account(scanned, zelda, hers)
    plant_account(scanned, neighbour, his)
    client = scanned.client(zelda)
    hidden = {word for word in hers.words if word.endswith((b"openai_api_key", b"livekit_url", b"draft"))}
    assert len(hidden) == 3
    assert hers.there(root) >= (hers.words | hers.raw) - hidden
    assert client.post("/account/delete", data={"confirm": "DELETE"}).status_code == 200
    assert hers.found(root) == []
    assert his.there(root) >= his.raw | {b"neighbourname", b"canarynturn29", b"canarynbytes", b"canarynsound"}


def test_a_deleted_interview_is_in_no_file_and_the_owners_other_one_is(scanned: House) -> None:
    root = scanned.settings.data_dir
    zelda = person(scanned, "zelda")
    goes, stays, account = Planted("g"), Planted("s"), Planted("a")
    plant_interview(scanned, zelda, stays)
    row = plant_interview(scanned, zelda, goes)
    plant_account(scanned, zelda, account)
    kept = (stays.there(root) | account.there(root)) - {b"canarysdraft"}  # a replaced text may be in a log
    assert goes.there(root) >= goes.words - {b"canarygdraft"}
    assert scanned.client(zelda).post(f"/interviews/{row.id}/delete").status_code == 303
    assert goes.found(root) == []
    assert stays.there(root) | account.there(root) == kept
