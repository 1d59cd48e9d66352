"""The archive of everything an owner has: what is in it, what never is, and its names."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from pydantic import SecretStr

import postprocess
from errors import NotFoundError, StoreError
from interview.events import EndedData, TurnData, envelope
from interview.models import EndReason
from store.rows import InterviewRow
from store.vault import MasterKey, Vault
from tests.store.belongings import begin, fill
from web import export
from web.export_names import ending, numbered, slug
from web.transcript_markdown import transcript_markdown

from .conftest import House

pytestmark = pytest.mark.unit


def archive(client: FlaskClient) -> zipfile.ZipFile:
    with client.get("/account/export.zip") as answer:
        assert answer.status_code == 200
        assert answer.mimetype == "application/zip"
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=mockflow-")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.content_length == len(answer.data)
    opened = zipfile.ZipFile(io.BytesIO(answer.data))
    assert opened.testzip() is None
    return opened


def read(opened: zipfile.ZipFile, name: str) -> Any:
    return json.loads(opened.read(name))


def test_everything_is_in_it(house: House, alice: FlaskClient) -> None:
    row = house.interview(role="Führungskraft / Backend", company="Acme")
    had = fill(house.store, row)
    house.interview(role="Never started")
    opened = archive(alice)
    folder = "interviews/001-fuhrungskraft-backend"
    assert sorted(opened.namelist()) == [
        "README.txt",
        "documents/001-cv-pdf.json",
        "documents/001-cv-pdf.pdf",
        f"{folder}/interview.json",
        f"{folder}/recordings/001-answer-1.ogg",
        f"{folder}/transcript.md",
        "interviews/002-never-started/interview.json",
        "interviews/002-never-started/transcript.md",
        "profile.json",
    ]
    assert opened.read("documents/001-cv-pdf.pdf") == b"%PDF-1.7 cv"
    assert opened.read(f"{folder}/recordings/001-answer-1.ogg") == b"OggS sound"
    assert b"**You**" in opened.read(f"{folder}/transcript.md")
    document = read(opened, "documents/001-cv-pdf.json")
    assert (document["text"], document["original"], document["filename"]) == (
        "Kept a ledger.",
        "001-cv-pdf.pdf",
        "cv.pdf",
    )
    assert document["sections"][0]["chunks"][0]["page"] == 1
    content = read(opened, f"{folder}/interview.json")
    assert content["brief"]["role"] == "Führungskraft / Backend"
    assert content["plan"]["questions"][0]["text"] == "Who are you?"
    assert [event["kind"] for event in content["events"]] == ["turn", "ended"]
    assert content["transcript"][0]["text"] == "I kept a ledger."
    assert content["feedback"]["body"] == {"takeaway": "Say the number."}
    assert content["recordings"][0]["file"] == "001-answer-1.ogg"
    assert content["documents"] == [{"id": had.document.id, "filename": "cv.pdf"}]
    assert read(opened, "interviews/002-never-started/interview.json")["feedback"] is None


def test_the_profile_names_the_keys_and_holds_no_value_of_any(house: House, alice: FlaskClient) -> None:
    vault = Vault([MasterKey(bytes(range(64, 128, 2)))])
    sealed = vault.seal(house.alice.id, "openai_api_key", SecretStr("sk-canary-1234567890"))
    house.store.put_keys(house.alice.id, [sealed])
    house.store.set_preferences(house.alice.id, {"voice": "joe"})
    opened = archive(alice)
    profile = read(opened, "profile.json")
    assert [key["field"] for key in profile["provider_keys"]] == ["openai_api_key"]
    assert set(profile["provider_keys"][0]) == {"field", "updated_at"}
    assert (profile["name"], profile["preferences"]) == ("Alice", {"voice": "joe"})
    everything = b"".join(opened.read(name) for name in opened.namelist())
    for secret in (b"sk-canary", b"7890", sealed.ciphertext, sealed.nonce, sealed.ciphertext.hex().encode()):
        assert secret not in everything


def test_a_stranger_gets_their_own_and_nothing_of_mine(house: House) -> None:
    fill(house.store, house.interview(role="Keeper of the lighthouse"))
    opened = archive(house.client(house.charlie))
    assert sorted(opened.namelist()) == ["README.txt", "profile.json"]
    assert read(opened, "profile.json")["name"] == "Charlie"


NASTY = (
    "../../etc/passwd",
    "..\\..\\windows\\system32",
    "/absolute",
    "C:evil",
    "a\x00b\r\nc",
    "\u202egnp.exe",
    "CON",
    "漢字",
    "." * 300,
    "x" * 5000,
)


def test_names_are_plain_unique_and_no_paths(house: House, alice: FlaskClient) -> None:
    row = house.interview(role="../../../up")
    for number, name in enumerate(NASTY):
        house.store.add_document(
            house.alice.id,
            kind="resume",
            filename=name,
            media_type="text/plain",
            data=f"{number}".encode(),
            text="",
        )
        house.store.add_recording(house.alice.id, row.id, name=name, media_type="audio/evil", data=b"x")
    names = archive(alice).namelist()
    assert len(names) == len({name.lower() for name in names}) == 4 + 3 * len(NASTY)
    for name in names:
        assert name.isascii()
        assert len(name) < 150
        parts = name.split("/")
        assert all(part.strip(".") and not part.startswith(".") for part in parts), name
        assert not set(name) & set('\\:*?"<>|\x00\r\n '), name


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Führte (2).pdf", "fuhrte-2-pdf"),
        ("", "unnamed"),
        ("漢字", "unnamed"),
        ("..", "unnamed"),
        ("A B", "a-b"),
    ],
)
def test_a_slug_keeps_what_plain_ascii_can_say(text: str, plain: str) -> None:
    assert slug(text) == plain
    assert numbered(7, text) == f"007-{plain}"


def test_a_files_ending_follows_its_media_type() -> None:
    assert [ending(kind) for kind in ("audio/webm; codecs=opus", "application/pdf", "text/html", "")] == [
        ".webm",
        ".pdf",
        ".bin",
        ".bin",
    ]


def test_a_document_without_its_original_is_there_with_what_was_read(
    house: House, alice: FlaskClient
) -> None:
    had = fill(house.store, house.interview())
    (house.settings.data_dir / "files" / house.alice.id / had.document.id).unlink()
    opened = archive(alice)
    assert read(opened, "documents/001-cv-pdf.json")["original"] is None
    assert "documents/001-cv-pdf.pdf" not in opened.namelist()


def test_what_is_deleted_while_it_is_written_is_left_out(
    house: House, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = house.interview()
    fill(house.store, row)

    def gone(*_: object) -> None:
        raise NotFoundError

    monkeypatch.setattr(house.store, "recordings", gone)
    assert [name for name in archive(alice).namelist() if name.startswith("interviews/")] == []


def test_a_failing_store_gives_no_half_archive_and_leaves_no_file(
    house: House, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(house.store, house.interview())
    made: list[Any] = []
    real = tempfile.TemporaryFile

    def watched(**options: Any) -> Any:
        made.append(real(**options))
        return made[-1]

    monkeypatch.setattr(tempfile, "TemporaryFile", watched)
    before = set(house.settings.data_dir.rglob("*"))
    archive(alice)
    monkeypatch.setattr(house.store, "events", lambda *_: (_ for _ in ()).throw(StoreError()))
    assert alice.get("/account/export.zip").status_code == 503
    assert [file.closed for file in made] == [True, True]
    assert set(house.settings.data_dir.rglob("*")) == before


def test_it_is_written_to_a_file_of_the_data_directory_that_has_no_name(
    house: House, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    where: list[tuple[str, list[Path]]] = []

    def look(store: object, user: object, file: Any, *, at: datetime) -> None:
        link = Path(f"/proc/self/fd/{file.fileno()}").readlink()
        where.append((str(link), [path for path in house.settings.data_dir.iterdir() if path.is_file()]))
        file.write(b"zip")

    monkeypatch.setattr(export, "write", look)
    with alice.get("/account/export.zip") as answer:
        assert answer.data == b"zip"
    ((link, named),) = where
    assert link.startswith(str(house.settings.data_dir))
    assert link.endswith("(deleted)")
    assert {path.name for path in named} <= {"mockflow.db", "mockflow.db-wal", "mockflow.db-shm"}


def spoken(house: House, *texts: str) -> InterviewRow:
    row = house.interview(role="Engineer <b>", company="A*c*me")
    begin(house.store, row)
    at = house.again(row).started_at or datetime.now(UTC)
    turns = [
        envelope(
            TurnData(
                speaker="candidate" if number % 2 else "interviewer",
                text=text,
                stage="self_intro",
                started_at=at,
                ended_at=at,
            ),
            run=1,
            seq=number,
            at=at,
        )
        for number, text in enumerate(texts)
    ]
    last = envelope(EndedData(reason=EndReason.COMPLETED), run=1, seq=len(texts), at=at)
    house.store.append_events(row.id, [*turns, last])
    return house.again(row)


def test_a_transcript_reads_well_and_words_in_it_are_no_markup(house: House) -> None:
    row = spoken(
        house, "Who are you?", "# <script>alert(1)</script>\n\n- [x](javascript:1) `code` **bold** &lt;"
    )
    turns = postprocess.merge(house.store.events(row.owner_id, row.id))
    text = transcript_markdown(row, turns)
    assert text.startswith("# Engineer \\<b\\> at A\\*c\\*me\n")
    assert "**Interviewer** (0:00): Who are you?" in text
    assert "## " in text
    said = next(line for line in text.splitlines() if line.startswith("**You**"))
    assert said == (
        "**You** (0:00): \\# \\<script\\>alert(1)\\</script\\> - \\[x\\](javascript:1) "
        "\\`code\\` \\*\\*bold\\*\\* \\&lt;"
    )


def test_an_interview_in_which_nothing_was_said_says_so(house: House) -> None:
    assert "Nothing was said in this interview." in transcript_markdown(house.interview(), [])
