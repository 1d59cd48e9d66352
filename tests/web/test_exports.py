"""An interview to take along: PDF, Markdown and JSON say the same, whatever was said in it."""

from __future__ import annotations

import io
import json
import re

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader

from interview.events import EndedData, EventData, TurnData, envelope
from interview.models import Brief, EndReason
from store.rows import InterviewRow
from tests.feedback import model_answers as m
from tests.feedback.scenes import PLAN, START

from .conftest import House
from .test_versions import ended, written

pytestmark = pytest.mark.unit


@pytest.fixture
def alice(house: House) -> FlaskClient:
    client = house.client(house.alice)
    client.post("/settings/keys/openai", data={"openai_api_key": "sk-of-alice-0001"})
    return client


def taken(client: FlaskClient, row: InterviewRow, ending: str) -> bytes:
    answer = client.get(f"/interviews/{row.id}/export.{ending}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].endswith(f'.{ending}"')
    return bytes(answer.data)


def pdf_text(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def said(house: House, text: str, *, role: str = "Nurse") -> InterviewRow:
    row = house.store.create_interview(
        owner_id=house.alice.id, brief=Brief(role=role, company="Hill Clinic"), plan=PLAN
    )
    house.store.begin_run(row.owner_id, row.id, room="r", candidate_identity="c", token_hash=row.id)
    turn = TurnData(speaker="candidate", text=text, stage="self_intro", started_at=START, ended_at=START)
    events: list[EventData] = [turn, EndedData(reason=EndReason.COMPLETED)]
    house.store.append_events(row.id, [envelope(one, run=1, seq=n, at=START) for n, one in enumerate(events)])
    return house.again(row)


def test_all_three_hold_the_feedback_its_quotes_and_the_transcript(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    written(house, row, m.text(m.honest()))
    printed = pdf_text(taken(alice, row, "pdf"))
    read = taken(alice, row, "md").decode()
    data = json.loads(taken(alice, row, "json"))
    assert (data["shape"], data["feedback_version"]) == (1, 1)
    quotes = [one["quote"] for item in data["feedback"]["competencies"] for one in item["evidence"]]
    assert len(quotes) >= 4
    for words in (*quotes, data["feedback"]["takeaway"], m.TURNS[0].text, m.REASON):
        assert words in printed, words
        assert words in read.replace("\\", "")
    assert [turn["text"] for turn in data["transcript"]] == [turn.text for turn in m.TURNS]
    for part in ("Competencies", "Question by question", "How you spoke", "Transcript"):
        assert part in printed
        assert f"## {part}" in read
    outline = PdfReader(io.BytesIO(taken(alice, row, "pdf"))).outline
    parts = [one.title for one in outline if not isinstance(one, list)]
    assert parts == ["Competencies", "Question by question", "How you spoke", "Transcript"]


def test_without_feedback_the_transcript_is_still_there(house: House, alice: FlaskClient) -> None:
    row = said(house, "I said this and no more.")
    assert "There is no feedback" in pdf_text(taken(alice, row, "pdf"))
    assert "I said this and no more." in taken(alice, row, "md").decode()
    assert json.loads(taken(alice, row, "json"))["feedback"] is None


@pytest.mark.parametrize("text", ["Łukasz Żółć", "Ιωάννα από την Αθήνα", "Юрий из Киева", "Müller, señora"])
def test_names_of_europe_come_out_right(house: House, alice: FlaskClient, text: str) -> None:
    assert text in pdf_text(taken(alice, said(house, text), "pdf"))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> **bold** [x](http://evil.example) __under__",
        "word" * 3000,
        "a b " * 20000,
        "😀 emoji and 漢字 and عربى and עברית",
        "zero\x00byte \x1b[31m and \u202e turned",
        "``` fence # heading\n> quote | table",
    ],
    ids=["markup", "one long word", "very long", "signs", "control", "markdown"],
)
def test_whatever_was_said_stays_text(house: House, alice: FlaskClient, text: str) -> None:
    row = said(house, text.replace("\x00", ""))
    data = taken(alice, row, "pdf")
    assert data.startswith(b"%PDF-")
    assert not re.search(rb"/(?:JavaScript|JS|URI|Launch|EmbeddedFile)\b", data)
    read = taken(alice, row, "md").decode()
    assert not re.search(r"(?<!\\)(?:<script|\]\()", read)
    assert not re.search(r"^(?:```|#+ heading)", read, re.MULTILINE)
    json.loads(taken(alice, row, "json"))


def test_the_files_name_is_plain_whatever_the_role_is(house: House, alice: FlaskClient) -> None:
    row = said(house, "Hello there.", role='Crème "brûlée"\u2028 cook/../x; a=b')
    answer = alice.get(f"/interviews/{row.id}/export.md")
    assert (
        answer.headers["Content-Disposition"] == 'attachment; filename="mockflow-creme-brulee-cook-x-a-b.md"'
    )


@pytest.mark.parametrize(
    ("role", "name"), [("看護師", "interview"), ("a" * 39 + " nurse", "a" * 39), ("a" * 60, "a" * 40)]
)
def test_a_files_name_is_never_empty_long_or_cut_at_a_dash(
    house: House, alice: FlaskClient, role: str, name: str
) -> None:
    answer = alice.get(f"/interviews/{said(house, 'Hello there.', role=role).id}/export.md")
    assert answer.headers["Content-Disposition"].endswith(f'"mockflow-{name}.md"')


def test_an_interview_that_goes_on_is_refused_with_a_sentence(house: House, alice: FlaskClient) -> None:
    row = house.interview()
    answer = alice.get(f"/interviews/{row.id}/export.pdf")
    assert answer.status_code == 409
    assert "hasn’t ended" in answer.get_data(as_text=True)


def test_a_stranger_gets_none(house: House, alice: FlaskClient) -> None:
    row = ended(house)
    for ending in ("pdf", "md", "json"):
        assert house.client(house.charlie).get(f"/interviews/{row.id}/export.{ending}").status_code == 404
