"""The form: what it accepts, what it says, what it keeps."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from web.forms import check, clean
from web.services import KEY

from .conftest import JSON, House

pytestmark = pytest.mark.unit


def form(**more: Any) -> dict[str, Any]:
    return {"role": "Backend engineer", "level": "senior", "family": "software", "length": "quick"} | more


def create(client: FlaskClient, **more: Any) -> Any:
    if "resume" in more:
        stream, name = more["resume"]
        more["resume"] = FileStorage(stream, name)
    boundary, body = encode_multipart(form(**more))  # Flask's own way leaves a temporary file open
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post("/interviews", data=body, headers=JSON, content_type=kind)


def test_it_shows_the_form_with_its_choices(alice: FlaskClient) -> None:
    page = alice.get("/interviews/new").get_data(as_text=True)
    for word in ("Backend engineer", "Senior", "Quick", "Patient", "Software"):
        assert word in page


def test_it_says_what_becomes_of_the_e_mail_address(alice: FlaskClient) -> None:
    page = alice.get("/interviews/new").get_data(as_text=True)
    [described] = re.findall(r'id="candidate_email"[^>]* aria-describedby="([^"]+)"', page)
    assert re.search(f'id="{described}"[^>]*>Kept with the interview; nothing is sent to it.<', page)


def test_a_role_is_enough_and_leads_to_the_room(house: House, alice: FlaskClient) -> None:
    answer = alice.post("/interviews", data={"role": "Nurse"})
    (row,) = house.store.interviews(house.alice.id)
    assert (answer.status_code, answer.location) == (303, f"/interviews/{row.id}/room")
    assert (row.brief.role, row.status) == ("Nurse", "new")
    assert row.plan.for_stage("past_experience")


def test_a_program_gets_json_with_the_addresses(house: House, alice: FlaskClient) -> None:
    answer = create(alice)
    body = answer.get_json()
    assert answer.status_code == 201
    assert body["room_url"] == f"/interviews/{body['id']}/room"
    assert body["review_url"] == f"/interviews/{body['id']}"


def test_the_resume_is_read_and_kept_as_text(house: House, alice: FlaskClient) -> None:
    body = create(
        alice, resume=(io.BytesIO("Kept a ledger for Müller.".encode()), "cv.txt"), resume_text="Also typed."
    ).get_json()
    row = house.store.interview(house.alice.id, body["id"])
    assert row.brief.resume_text == "Kept a ledger for Müller.\n\nAlso typed."
    (document,) = house.store.interview_documents(house.alice.id, body["id"])
    assert (document.filename, document.media_type, document.size_bytes) == ("cv.txt", "text/plain", 26)


def test_an_empty_form_says_what_is_missing_and_keeps_the_rest(house: House, alice: FlaskClient) -> None:
    answer = alice.post("/interviews", data=form(role="  ", company="Zebra & Sons", level="lead"))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Name the role" in page
    assert "Zebra &amp; Sons" in page
    assert house.store.interviews(house.alice.id) == []


def test_an_unreadable_resume_is_said_beside_its_field_and_nothing_typed_is_lost(
    house: House, alice: FlaskClient
) -> None:
    answer = alice.post(
        "/interviews",
        data=form(job_description="We need a gardener.", resume=(io.BytesIO(b"\x00\x01\x02" * 50), "cv.exe")),
        content_type="multipart/form-data",
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Upload a PDF, DOCX or TXT file" in page
    assert "We need a gardener." in page
    assert house.store.interviews(house.alice.id) == []


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("role", "x" * 121, "120 characters"),
        ("company", "x" * 121, "120 characters"),
        ("candidate_email", "nobody", "name@example.org"),
        ("candidate_email", "a@b", "name@example.org"),
        ("length", "forever", "Choose one"),
        ("level", "boss", "Choose one"),
        ("job_description", "x" * 100_001, "100,000 characters"),
        ("resume_text", "x" * 100_001, "100,000 characters"),
    ],
)
def test_each_field_says_what_to_do(
    house: House, alice: FlaskClient, field: str, value: str, says: str
) -> None:
    answer = create(alice, **{field: value})
    assert answer.status_code == 422
    error = answer.get_json()["error"]
    assert error["label"] == "invalid_input"
    assert list(error["fields"]) == [field]
    assert says in error["fields"][field]


@pytest.mark.parametrize(("field", "most"), [("role", 120), ("job_description", 100_000)])
def test_the_limit_itself_is_accepted(alice: FlaskClient, field: str, most: int) -> None:
    assert create(alice, **{field: "x" * most}).status_code == 201


def test_line_ends_are_counted_once_and_control_characters_dropped(house: House) -> None:
    assert clean(" a\r\nb\x00\x07c\t ", one_line=False) == "a\nbc"
    assert clean("a\r\nb   c", one_line=True) == "a b c"
    checked = check({"role": "a", "job_description": "x\r\n" * 50_000}, house.settings)
    assert checked.brief is not None


def test_a_resume_at_its_limit_is_accepted_and_one_byte_more_is_not(house: House, alice: FlaskClient) -> None:
    most = house.settings.max_upload_bytes
    head = b"%PDF-1.7 not really one"
    over = create(alice, resume=(io.BytesIO(head + b" " * (most + 1 - len(head))), "cv.pdf"))
    assert "larger than 5 MB" in over.get_json()["error"]["fields"]["resume"]
    at = create(alice, resume=(io.BytesIO(head + b" " * (most - len(head))), "cv.pdf"))
    assert "damaged" in at.get_json()["error"]["fields"]["resume"]


def test_a_resume_for_which_no_reader_has_time_is_told_so_with_503_and_nothing_typed_is_lost(
    make_house: Callable[..., House],
) -> None:
    house = make_house(max_readers=1)
    client, readers = house.client(house.alice), house.app.extensions[KEY].readers
    readers.wait_s = 0.0
    resume = {"resume": (io.BytesIO(b"Kept a ledger."), "cv.txt")}
    with readers.place():
        page = client.post("/interviews", data=form(role="Miller", **resume), buffered=True)
        told = create(client, resume=(io.BytesIO(b"Kept a ledger."), "cv.txt"))
        added = client.post(
            "/documents", data={"kind": "resume", "file": (io.BytesIO(b"Kept."), "cv.txt")}, headers=JSON
        )
    assert (page.status_code, told.status_code, added.status_code) == (503, 503, 503)
    assert "Wait a minute, then upload yours again" in page.get_data(as_text=True)
    assert 'value="Miller"' in page.get_data(as_text=True)
    assert told.get_json()["error"]["label"] == "readers_busy"
    again = create(client, resume=(io.BytesIO(b"Kept a ledger."), "cv.txt"))
    assert again.status_code == 201


def test_far_too_large_a_form_gets_413_with_a_sentence(house: House, alice: FlaskClient) -> None:
    data = io.BytesIO(b"x" * (2 * house.settings.max_upload_bytes + 2 * 1024 * 1024))
    answer = create(alice, resume=(data, "cv.pdf"))
    assert answer.status_code == 413
    assert "5 MB" in answer.get_json()["error"]["message"]


def test_markup_in_the_brief_is_shown_as_text(house: House, alice: FlaskClient) -> None:
    row = house.interview(role='<script>alert(1)</script>"', company="<b>")
    for path in ("/dashboard", f"/interviews/{row.id}/room"):
        page = alice.get(path).get_data(as_text=True)
        assert "<script>alert" not in page
        assert "<b>" not in page


def test_the_room_page_of_an_ended_interview_leads_to_its_review(house: House, alice: FlaskClient) -> None:
    row = house.interview()
    page = alice.get(f"/interviews/{row.id}/room").get_data(as_text=True)
    assert f"/interviews/{row.id}/start" in page
    assert alice.get(f"/interviews/{row.id}").location == f"/interviews/{row.id}/room"
