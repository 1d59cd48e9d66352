"""The account page, sign out everywhere, and deletion of an interview and of the account."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from threading import Timer

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert

from auth_helpers import SIGN_IN
from errors import StoreError
from interview.events import EndedData, envelope
from interview.models import EndReason
from store.files import FileBox
from store.rows import InterviewRow, Removed
from store.sqlite.tables import users
from tests.store.belongings import begin, fill
from web import deletion, receipt

from .conftest import House

pytestmark = pytest.mark.unit


def end(house: House, row: InterviewRow) -> None:
    house.store.append_events(
        row.id, [envelope(EndedData(reason=EndReason.STOPPED), run=1, seq=9, at=datetime.now(UTC))]
    )


def spooled(house: House, name: str) -> Path:
    path = house.settings.data_dir / "spool" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("words", encoding="utf-8")
    return path


def test_the_page_counts_what_is_kept(house: House, alice: FlaskClient) -> None:
    fill(house.store, house.interview())
    page = alice.get("/settings/account").get_data(as_text=True)
    for meaning, number in (("Interviews", 1), ("Documents", 1), ("Recordings", 1)):
        assert f'<dt>{meaning}</dt>\n  <dd><span class="stat-number">{number}</span>' in page
    assert "2 provider key values, sealed" in page


def test_signing_out_everywhere_ends_every_browsers_sign_in_and_says_so(house: House) -> None:
    here, there, charlie = (
        house.client(house.alice),
        house.client(house.alice),
        house.client(house.charlie),
    )
    answer = here.post("/account/sign-out-everywhere")
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert "You are signed out everywhere" in here.get("/sign-in").get_data(as_text=True)
    assert "You are signed out everywhere" not in here.get("/sign-in").get_data(as_text=True)
    for client in (here, there):
        assert client.get("/settings/account").status_code == 303
    assert charlie.get("/settings/account").status_code == 200


def test_the_review_page_leads_to_a_page_that_asks_before_it_deletes(
    house: House, alice: FlaskClient
) -> None:
    row = house.interview()
    fill(house.store, row)
    address = f"/interviews/{row.id}/delete"
    assert address in alice.get(f"/interviews/{row.id}").get_data(as_text=True)
    assert address in alice.get("/dashboard").get_data(as_text=True)
    page = alice.get(address).get_data(as_text=True)
    assert "Delete this interview?" in page
    assert f'action="{address}"' in page
    assert house.again(row).status == "ended"


def test_a_deleted_interview_is_gone_with_its_spool_and_its_room_and_the_dashboard_shows_the_receipt(
    house: House, alice: FlaskClient
) -> None:
    row, other = house.interview(), house.interview()
    fill(house.store, row)
    house.rooms.open.update({"r-1", "r-2"})
    gone = [spooled(house, f"{row.id}.1.jsonl"), spooled(house, f"{row.id}.2.damaged")]
    stays = spooled(house, f"{other.id}.1.jsonl")
    answer = alice.post(f"/interviews/{row.id}/delete")
    assert (answer.status_code, answer.location) == (303, "/dashboard")
    page = alice.get("/dashboard").get_data(as_text=True)
    assert "The interview is deleted. Removed for good: 1 interview, 2 lines of what was said" in page
    assert "1 recording" in page
    assert "1 file (10 bytes)" in page
    assert alice.get(f"/interviews/{row.id}").status_code == 404
    assert [path.exists() for path in (*gone, stays)] == [False, False, True]
    assert house.rooms.open == {"r-2"}
    assert [left.id for left in house.store.interviews(house.alice.id)] == [other.id]


def test_an_interview_that_runs_is_not_deleted_and_the_page_says_what_to_do(
    house: House, alice: FlaskClient
) -> None:
    row = house.interview()
    begin(house.store, row)
    page = alice.get(f"/interviews/{row.id}/delete").get_data(as_text=True)
    assert "End it in its room first" in page
    assert 'type="submit">' not in page.partition("<main")[2]
    answer = alice.post(f"/interviews/{row.id}/delete")
    assert answer.status_code == 409
    assert "End it first, then delete it." in answer.get_data(as_text=True)
    assert house.again(row).status == "starting"


def test_a_livekit_that_does_not_answer_keeps_no_interview(house: House, alice: FlaskClient) -> None:
    row = house.interview()
    fill(house.store, row)
    house.rooms.down = True
    assert alice.post(f"/interviews/{row.id}/delete").status_code == 303
    assert house.store.interviews(house.alice.id) == []


def test_the_account_is_not_deleted_before_the_word_is_typed(house: House, alice: FlaskClient) -> None:
    page = alice.get("/account/delete").get_data(as_text=True)
    assert "Type DELETE to confirm" in page
    for words in ("", "delete", "DELETE everything"):
        answer = alice.post("/account/delete", data={"confirm": words})
        assert answer.status_code == 422
        assert "Type DELETE in capitals to go on." in answer.get_data(as_text=True)
    assert house.store.user(house.alice.id) == house.alice


def test_a_deleted_account_leaves_no_trace_ends_every_sign_in_and_shows_a_receipt_without_names(
    house: House,
) -> None:
    user = house.store.upsert_user(subject="issuer|zelda", name="Zelda Marple", email="zelda@example.org")
    row = house.store.create_interview(
        owner_id=user.id, brief=house.interview(role="Lighthouse keeper").brief, plan=house.interview().plan
    )
    fill(house.store, row)
    spool = spooled(house, f"{row.id}.1.jsonl")
    here, there = house.client(user), house.client(user)
    answer = here.post("/account/delete", data={"confirm": " DELETE "})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Your account is deleted." in page
    for line in ("1 profile", "1 interview", "1 document", "2 provider keys", "2 files (21 bytes)"):
        assert f"<li>{line}</li>" in page
    for word in ("Zelda", "zelda@", user.id, row.id, "Lighthouse"):
        assert word not in page
    assert house.store.traces(user.id) == {}
    with here.session_transaction() as session:
        assert SIGN_IN not in session
    assert not spool.exists()
    for client in (here, there):
        assert client.get("/dashboard").status_code == 303
    assert house.store.user(house.alice.id) == house.alice


def test_deleting_the_account_ends_a_running_interview_first(
    house: House, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = house.interview()
    begin(house.store, row)
    house.rooms.open.add("r-1")
    assert "It is ended first" in alice.get("/account/delete").get_data(as_text=True)
    asked: list[Timer] = []

    def stop(interview_id: str, reason: str = "stopped") -> None:
        asked.append(Timer(0.1, end, (house, row)))
        asked[-1].start()

    monkeypatch.setattr(house.manager, "stop", stop)
    assert alice.post("/account/delete", data={"confirm": "DELETE"}).status_code == 200
    assert len(asked) == 1
    assert house.store.traces(house.alice.id) == {}
    assert house.rooms.open == set()


def test_an_interview_that_does_not_end_in_time_keeps_the_account(
    house: House, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deletion, "STOP_WITHIN_S", 0.1)
    row = house.interview()
    begin(house.store, row)
    answer = alice.post("/account/delete", data={"confirm": "DELETE"})
    assert answer.status_code == 409
    assert "Wait a few seconds, then delete your account again." in answer.get_data(as_text=True)
    assert house.manager.stopped == [row.id]
    assert alice.get("/settings/account").status_code == 200


def test_a_file_that_cannot_be_removed_is_no_receipt(
    house: House, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(house.store, house.interview())

    def refuse(*_: object) -> None:
        raise StoreError("A file could not be removed from the disk.", log="no")

    monkeypatch.setattr(FileBox, "delete", refuse)
    answer = alice.post("/account/delete", data={"confirm": "DELETE"})
    assert answer.status_code == 503
    assert "could not be removed" in answer.get_data(as_text=True)


def test_a_receipt_names_what_is_still_there(
    house: House, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store that leaves a row behind, and a disk that keeps a file."""
    row = house.interview()
    fill(house.store, row)
    (house.settings.data_dir / "spool" / f"{row.id}.1.jsonl").mkdir(parents=True)  # no file, so it stays
    real = house.store.delete_user

    def forgetful(user_id: str) -> Removed:
        removed = real(user_id)
        row = {
            "id": user_id,
            "subject": "local",
            "name": "Alice",
            "email": "",
            "created_at": datetime.now(UTC),
        }
        with house.store._db.write() as connection:
            connection.execute(insert(users).values(**row))
        return removed

    monkeypatch.setattr(house.store, "delete_user", forgetful)
    answer = alice.post("/account/delete", data={"confirm": "DELETE"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert "Your account is deleted, but not all of it." in page
    assert "Nothing of it is left here" not in page
    left = page.partition("data-left")[2].partition("</ul>")[0]
    assert "<li>1 profile</li>" in left
    assert "<li>1 file of words that weren’t stored yet</li>" in left
    assert "<li>1 interview</li>" in page.partition("data-receipt")[2]
    assert alice.get("/dashboard").status_code == 303


def test_a_room_that_closed_long_ago_is_not_asked_for(
    house: House, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(house.store, house.interview())

    asked: list[str] = []
    monkeypatch.setattr(house.rooms, "delete", asked.append)
    monkeypatch.setattr(deletion, "ROOMS_LAST", -deletion.ROOMS_LAST)
    assert alice.post("/account/delete", data={"confirm": "DELETE"}).status_code == 200
    assert asked == []


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (3400, "3.4 kB"), (12_000_000, "12.0 MB")],
)
def test_a_size_reads_like_a_size(size: int, text: str) -> None:
    assert receipt.size_text(size) == text
