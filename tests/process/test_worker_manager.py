"""WorkerManager over real processes that are slow, hang, die, or are somebody else's."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import UTC, datetime

import psutil
import pytest

from errors import StoreError, WorkerError
from interview.events import EndedData, EventData, ReadyData, envelope
from interview.models import EndReason
from store.rows import Stored, WorkerRow
from tests.process.conftest import QUICK, House, is_alive, wait_until
from workers.protocol import ExitCode

pytestmark = pytest.mark.process


def spool_is_gone(house: House) -> bool:
    return not list(house.spool_dir.glob("*.jsonl"))


def test_it_writes_the_row_before_the_process_exists(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    manager, job = house.manager(), house.begin("ends when asked")
    rows: list[WorkerRow] = []
    put = house.store.put_worker

    def remember(row: WorkerRow) -> None:
        rows.append(row)
        put(row)

    monkeypatch.setattr(house.store, "put_worker", remember)
    manager.start(job)
    assert (rows[0].pid, rows[0].state, rows[0].nonce) == (0, "starting", job.nonce)
    assert rows[1].pid == int(house.wait_for(job, "started").split()[0])
    assert psutil.Process(rows[1].pid).create_time() == pytest.approx(rows[1].process_started, abs=1)


def test_it_starts_nothing_when_the_row_cannot_be_written(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager, job = house.manager(), house.begin("ends when asked")

    def down(row: WorkerRow) -> None:
        raise StoreError

    monkeypatch.setattr(house.store, "put_worker", down)
    with pytest.raises(StoreError):
        manager.start(job)
    house.client.ensure()
    assert house.client.listing().workers == ()


def test_it_watches_nothing_after_a_failure_nobody_foresaw(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager, job = house.manager(), house.begin("ends when asked")

    def no_pipe(_client: object, _job: object) -> None:
        raise OSError(24, "too many open files")

    with monkeypatch.context() as full:
        full.setattr("workers.client.WarmClient.spawn", no_pipe)
        with pytest.raises(OSError, match="too many"):
            manager.start(job)
    row = manager.status(job.interview_id)
    assert row is not None
    assert (row.state, row.exit_code) == ("gone", ExitCode.COULD_NOT_BOOT)
    manager.start(job)


def test_it_says_so_in_a_sentence_when_no_worker_can_be_started(house: House) -> None:
    house.recipe = replace(house.recipe, preload="no_such_module:preload")
    manager, job = house.manager(), house.begin("ends when asked")
    with pytest.raises(WorkerError) as caught:
        manager.start(job)
    assert caught.value.message == "The interviewer could not be started. Press Try again."
    assert manager.trouble(job.interview_id) == caught.value.message


def test_it_refuses_a_second_worker_for_the_same_run(house: House) -> None:
    manager, job = house.manager(), house.begin("ends when asked")
    manager.start(job)
    with pytest.raises(WorkerError):
        manager.start(job)
    assert len(house.client.listing().workers) == 1


def test_it_starts_ten_at_once(house: House) -> None:
    manager = house.manager(replace(QUICK, ready_s=30))
    house.client.ensure()
    jobs = [house.begin("ends when asked") for _ in range(10)]
    threads = [threading.Thread(target=manager.start, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    pids = {house.wait_for(job, "started").split()[0] for job in jobs}
    assert len(pids) == 10


def test_it_asks_a_polite_worker_to_end_and_records_what_it_said(house: House) -> None:
    manager, job = house.manager(), house.begin("ends when asked")
    manager.start(job)
    house.wait_for(job, "started")
    manager.stop(job.interview_id, "cap_reached")
    assert '"cap_reached"' in house.wait_for(job, "asked")
    ended = house.ending(job)
    assert (ended.data.reason, ended.run) == (EndReason.STOPPED, 1)
    assert house.words(job) == ["before the stop"]
    wait_until(lambda: house.ended == [job.interview_id])
    assert spool_is_gone(house)
    row = manager.status(job.interview_id)
    assert row is not None
    assert row.exit_code == ExitCode.ENDED


def test_it_kills_a_worker_that_ignores_term_and_its_grandchildren(house: House) -> None:
    manager, job = house.manager(replace(QUICK, silent_s=60)), house.begin("hangs")
    manager.start(job)
    grandchild = int(house.wait_for(job, "grandchild"))
    house.deliver_ready(job)
    manager.stop(job.interview_id)
    ended = house.ending(job)
    assert (ended.run, ended.data.reason) == (0, EndReason.STOPPED)
    assert house.words(job) == ["said before it hung"]
    wait_until(lambda: not is_alive(grandchild))


def test_it_finds_a_worker_that_hangs_and_keeps_what_was_said(house: House) -> None:
    manager, job = house.manager(), house.begin("hangs")
    manager.start(job)
    grandchild = int(house.wait_for(job, "grandchild"))
    house.deliver_ready(job)
    ended = house.ending(job)
    assert ended.data.reason is EndReason.WORKER_LOST
    assert ended.data.detail == (
        "The interviewer stopped answering, so the interview ended early. What was said until then is kept."
    )
    assert house.words(job) == ["said before it hung"]
    assert house.ended == [job.interview_id]
    wait_until(lambda: not is_alive(grandchild))


def test_it_leaves_a_worker_alone_that_is_heard(house: House) -> None:
    manager, job = house.manager(), house.begin("hangs")
    manager.start(job)
    house.wait_for(job, "grandchild")
    house.deliver_ready(job)
    until = time.monotonic() + 2 * QUICK.silent_s

    def beat() -> bool:
        manager.heartbeat(job.interview_id, job.run)
        return time.monotonic() > until

    wait_until(beat)
    assert house.row(job).status == "live"
    row = manager.status(job.interview_id)
    assert row is not None
    assert row.state == "ready"
    assert is_alive(row.pid)


def test_it_ignores_the_heartbeat_of_another_run(house: House) -> None:
    manager, job = house.manager(), house.begin("hangs")
    manager.start(job)
    house.deliver_ready(job)

    def ended_all_the_same() -> bool:
        manager.heartbeat(job.interview_id, 7)
        return house.row(job).status == "ended"

    wait_until(ended_all_the_same)


def test_it_gives_the_candidate_start_again_when_the_worker_is_never_ready(house: House) -> None:
    manager, job = house.manager(), house.begin("never ready")
    manager.start(job)
    pid = int(house.wait_for(job, "started").split()[0])
    wait_until(lambda: house.row(job).status == "new")
    assert not is_alive(pid)
    wait_until(lambda: manager.trouble(job.interview_id) != "")
    assert manager.trouble(job.interview_id) == "The interviewer could not be started. Press Try again."
    assert house.ended == []
    second = house.again(job.interview_id)
    manager.start(second)
    assert second.run == 2
    assert manager.trouble(job.interview_id) == ""


@pytest.mark.parametrize("behaviour", ["could not boot", "raises"])
def test_it_gives_the_candidate_start_again_when_the_worker_could_not_boot(
    house: House, behaviour: str
) -> None:
    manager, job = house.manager(), house.begin(behaviour)
    manager.start(job)
    wait_until(lambda: house.row(job).status == "new")
    wait_until(lambda: manager.trouble(job.interview_id) != "")
    row = manager.status(job.interview_id)
    assert row is not None
    assert (row.state, row.exit_code) == ("gone", 3)
    assert "canary-words" not in (house.data_dir / "logs" / "workers.log").read_text()


@pytest.mark.parametrize(
    ("behaviour", "code", "reason"),
    [
        ("ends with 0", 0, EndReason.WORKER_LOST),
        ("ends with 4", 4, EndReason.WORKER_LOST),
        ("ends with 5", 5, EndReason.PROVIDER_FAILED),
        ("segfaults", -11, EndReason.WORKER_LOST),
        ("tears", -9, EndReason.WORKER_LOST),
    ],
)
def test_it_ends_the_interview_of_a_worker_that_dies(
    house: House, behaviour: str, code: int, reason: EndReason
) -> None:
    manager, job = house.manager(), house.begin(behaviour)
    manager.start(job)
    ended = house.ending(job)
    assert (ended.run, ended.data.reason) == (0, reason)
    assert ended.data.detail.endswith("What was said until then is kept.")
    assert len(house.words(job)) == 1
    wait_until(lambda: house.ended == [job.interview_id])  # told last, when the row is written
    row = manager.status(job.interview_id)
    assert row is not None
    assert row.exit_code == code
    assert spool_is_gone(house)


def test_it_adds_no_ending_to_an_interview_that_has_one(house: House) -> None:
    manager, job = house.manager(), house.begin("completes")
    manager.start(job)
    ended = house.ending(job)
    assert (ended.run, ended.data.reason) == (1, EndReason.COMPLETED)
    assert house.words(job) == ["all of it"]
    wait_until(lambda: house.ended == [job.interview_id])


def test_it_ends_a_process_that_outlives_its_interview(house: House) -> None:
    manager, job = house.manager(), house.begin("never ready")
    manager.start(job)
    pid = int(house.wait_for(job, "started").split()[0])
    over: list[EventData] = [ReadyData(boot_s=0.1), EndedData(reason=EndReason.COMPLETED)]
    house.store.append_events(
        job.interview_id,
        [envelope(data, run=1, seq=seq, at=datetime.now(UTC)) for seq, data in enumerate(over)],
    )
    wait_until(lambda: not is_alive(pid))
    assert house.ending(job).data.reason is EndReason.COMPLETED
    assert house.ended == []


def test_it_records_a_death_later_when_the_database_is_down(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager, job = house.manager(), house.begin("tears")
    refused = threading.Event()

    def down(interview_id: str, events: object) -> Stored:
        refused.set()
        raise StoreError

    with monkeypatch.context() as broken:
        broken.setattr(house.store, "append_events", down)
        manager.start(job)
        assert refused.wait(15)
        assert not spool_is_gone(house)
    assert house.ending(job).data.reason is EndReason.WORKER_LOST
    assert house.words(job) == ["whole"]
