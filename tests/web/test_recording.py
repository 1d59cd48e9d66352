"""A recording: agreed to at the start, kept once, played from any moment, gone with its interview."""

from __future__ import annotations

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from errors import StoreError
from interview.events import EndedData, EventData, RecordingData, TurnData, Word, envelope
from interview.models import EndReason
from store.rows import InterviewRow
from web import recordings
from web.player import player
from web.transcripts import transcript

from .conftest import House
from .test_live import start
from .test_review import T0, ended

pytestmark = pytest.mark.unit

SOUND = b"OggS" + bytes(range(256)) * 4
BEGAN = T0 - timedelta(seconds=10)
ANSWER = "We cut the failed deploys by forty percent in two months. " * 4


def turn(speaker: str, text: str, after_s: float) -> TurnData:
    began = T0 + timedelta(seconds=after_s)
    words = tuple(Word(text=one, start_s=n / 2, end_s=n / 2 + 0.4) for n, one in enumerate(text.split()))
    return TurnData.model_validate(
        {
            "speaker": speaker,
            "text": text.strip(),
            "stage": "self_intro",
            "started_at": began,
            "ended_at": began + timedelta(seconds=len(words) / 2),
            "words": words if speaker == "candidate" else (),
        }
    )


def recorded(house: House, *, whole: bool = True, sound: bytes = SOUND) -> InterviewRow:
    """An ended interview whose worker left a recording in the spool."""
    row = house.interview()
    house.store.begin_run(row.owner_id, row.id, room="r", candidate_identity="c", token_hash=row.id)
    said: list[EventData] = [
        RecordingData(started_at=BEGAN),
        turn("interviewer", "What did you do?", 0),
        turn("candidate", ANSWER, 3),
    ]
    if whole:
        said.append(
            RecordingData(started_at=BEGAN, seconds=60.0, candidate=(0, 40, 90), interviewer=(80, 0, 0))
        )
    said.append(EndedData(reason=EndReason.COMPLETED))
    house.store.append_events(row.id, [envelope(one, run=1, seq=n, at=T0) for n, one in enumerate(said)])
    spooled(house, row).parent.mkdir(exist_ok=True)
    spooled(house, row).write_bytes(sound)
    return house.again(row)


def spooled(house: House, row: InterviewRow) -> Path:
    return house.spool / f"{row.id}.1.ogg"


def written(house: House, row: InterviewRow) -> str:
    house.aftermath.begin(row.id)
    house.aftermath.drain(10)
    return house.client(house.alice).get(f"/interviews/{row.id}").get_data(as_text=True)


def test_an_interview_is_recorded_only_when_that_was_agreed_to_at_its_start(house: House) -> None:
    client, row, other = house.client(house.alice), house.interview(record=True), house.interview()
    start(client, row)
    client.post(f"/interviews/{other.id}/start", json={"tab": "t", "record": True})
    client.post(f"/interviews/{row.id}/start", json={"tab": "t", "record": True})  # after a reload
    assert [job.brief.record for job in house.manager.jobs] == [False, True]


def test_the_room_page_asks_and_nothing_is_agreed_to_beforehand(house: House, alice: FlaskClient) -> None:
    page = alice.get(f"/interviews/{house.interview().id}/room").get_data(as_text=True)
    box = re.search(r"<input[^>]*data-record[^>]*>", page)
    assert box is not None
    assert "checked" not in box[0]
    assert "Record this interview: what you say and what the interviewer says" in page


def test_it_is_moved_into_the_store_once(house: House, alice: FlaskClient) -> None:
    row = recorded(house)
    written(house, row)
    [kept] = house.store.recordings(row.owner_id, row.id)
    assert (kept.name, kept.media_type, kept.size_bytes) == ("run 1", "audio/ogg", len(SOUND))
    assert not spooled(house, row).exists()
    spooled(house, row).write_bytes(SOUND)  # as if the process had died before it was removed
    assert recordings.keep(house.store, house.spool, row.id) == 0
    assert not spooled(house, row).exists()
    assert len(house.store.recordings(row.owner_id, row.id)) == 1


def test_any_range_of_it_can_be_had(house: House, alice: FlaskClient) -> None:
    row = recorded(house)
    written(house, row)
    url = f"/interviews/{row.id}/recording"
    whole = alice.get(url)
    assert (whole.status_code, whole.mimetype, whole.data) == (200, "audio/ogg", SOUND)
    part = alice.get(url, headers={"Range": "bytes=4-9"})
    assert (part.status_code, part.data) == (206, SOUND[4:10])
    assert part.headers["Content-Range"] == f"bytes 4-9/{len(SOUND)}"
    assert alice.get(url, headers={"Range": "bytes=90000-"}).status_code == 416


def test_turns_and_quotes_play_from_their_own_moment(house: House) -> None:
    page = written(house, recorded(house))
    assert 'data-wave="60.0"' in page
    assert 'd="M0.5 50v1M1.5 50' not in page  # the candidate's half goes up
    assert 'class="wave-you" d="M0.5 50v-1' in page
    assert re.findall(r'data-from="([\d.]+)"', page) == ["9.6", "12.6"]
    assert 'data-play="12.6"' in page


def test_a_quote_of_the_coach_plays_from_its_first_word(house: House) -> None:
    row = recorded(house)
    house.aftermath.begin(row.id)
    house.aftermath.drain(10)
    with house.app.test_request_context():
        turns = transcript(house.store, row)
        found = player(house.store, house.spool, row, house.store.events(row.owner_id, row.id), turns)
    assert found is not None
    assert found.at(1, "by forty percent in two") == 15.1  # 10 s before, 3 s after, five words, 0.4 s early
    assert found.at(0) == 9.6
    assert found.at(7) is None


def test_a_killed_workers_recording_plays_without_a_waveform(house: House) -> None:
    page = written(house, recorded(house, whole=False))
    assert "data-sound" in page
    assert "data-wave=" not in page
    assert 'data-from="12.6"' in page


def test_an_interview_that_was_not_recorded_has_no_player(house: House) -> None:
    row = ended(house)
    page = written(house, row)
    assert "data-sound" not in page
    assert "data-play" not in page
    assert "recording" not in page.replace("css/", "")
    assert house.client(house.alice).get(f"/interviews/{row.id}/recording").status_code == 404


def test_two_web_apps_that_overlap_keep_it_once(house: House) -> None:
    row, second = recorded(house), recorded(house)
    spooled(house, second).unlink()
    add, both = house.store.add_recording, threading.Barrier(2, timeout=5)

    def slow(*given: Any, **more: Any) -> Any:
        time.sleep(0.2)  # the other one has opened the same file by now
        return add(*given, **more)

    house.store.add_recording = slow  # type: ignore[method-assign]

    def keep() -> int:
        both.wait()
        return recordings.keep(house.store, house.spool, row.id)

    with ThreadPoolExecutor(2) as pool:
        assert sum(one.result() for one in [pool.submit(keep), pool.submit(keep)]) == 1
    assert len(house.store.recordings(row.owner_id, row.id)) == 1


def test_an_empty_file_is_no_recording(house: House) -> None:
    row = recorded(house, sound=b"")
    written(house, row)
    assert not house.store.recordings(row.owner_id, row.id)
    assert not spooled(house, row).exists()
    page = house.client(house.alice).get(f"/interviews/{row.id}").get_data(as_text=True)
    assert "nothing of the recording could be saved" in page


def test_one_that_cannot_be_kept_costs_no_feedback_and_is_kept_at_the_next_start(
    house: House, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreError

    row = recorded(house)
    monkeypatch.setattr(house.store, "add_recording", full)
    page = written(house, row)
    assert alice.get(f"/interviews/{row.id}/feedback.json").get_json()["status"] == "ready"
    assert "The recording isn’t here yet" in page
    assert spooled(house, row).exists()
    monkeypatch.undo()
    house.aftermath.resume()
    house.aftermath.drain(10)
    assert len(house.store.recordings(row.owner_id, row.id)) == 1
    assert "data-sound" in alice.get(f"/interviews/{row.id}").get_data(as_text=True)


def test_after_a_deletion_nothing_of_it_is_left(house: House, alice: FlaskClient) -> None:
    row, other = recorded(house), recorded(house)
    written(house, row)
    [kept] = house.store.recordings(row.owner_id, row.id)
    files = house.settings.data_dir / "files"
    assert [path.name for path in files.rglob("*") if path.is_file()] == [kept.id]
    for one in (row, other):  # the other's recording lies in the spool
        alice.post(f"/interviews/{one.id}/delete")
    assert not [path for path in files.rglob("*") if path.is_file()]
    assert not list(house.spool.glob("*.ogg"))


def test_a_file_of_a_deleted_interview_is_removed_at_the_next_start(house: House) -> None:
    house.spool.mkdir(exist_ok=True)
    stray = house.spool / f"{'0' * 32}.1.ogg"
    stray.write_bytes(SOUND)
    house.aftermath.resume()
    house.aftermath.drain(10)
    assert not stray.exists()


def test_what_a_running_interview_records_is_left_alone_at_a_start(house: House) -> None:
    row = house.interview()
    house.store.begin_run(row.owner_id, row.id, room="r", candidate_identity="c", token_hash=row.id)
    house.spool.mkdir(exist_ok=True)
    spooled(house, row).write_bytes(SOUND)
    house.aftermath.resume()
    house.aftermath.drain(10)
    assert spooled(house, row).exists()
