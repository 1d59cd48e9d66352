"""WorkerManager after restarts of either side, and over processes that are somebody else's."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import psutil
import pytest

from interview.models import EndReason
from settings import Settings
from store.rows import WorkerRow
from tests.process.conftest import QUICK, House, is_alive, wait_until
from worker_manager import WorkerManager
from workers import badge, spool
from workers.address import private_directory
from workers.client import stop_all

pytestmark = pytest.mark.process


def spool_is_gone(house: House) -> bool:
    return not list(house.spool_dir.glob("*.jsonl"))


def test_it_leaves_workers_alive_when_the_web_app_closes_and_the_next_one_watches_them(house: House) -> None:
    first, job = house.manager(), house.begin("hangs")
    first.start(job)
    house.wait_for(job, "grandchild")
    house.deliver_ready(job)
    first.close()
    (worker,) = house.client.listing().workers
    assert is_alive(worker.pid)
    second = house.manager(replace(QUICK, silent_s=30))
    wait_until(lambda: (row := second.status(job.interview_id)) is not None and row.state == "ready")
    psutil.Process(worker.pid).kill()
    assert house.ending(job).data.reason is EndReason.WORKER_LOST
    assert house.words(job) == ["said before it hung"]
    assert house.ended == [job.interview_id]


def test_it_stops_a_worker_of_an_earlier_web_app_before_the_sweep_comes_to_it(house: House) -> None:
    first, job = house.manager(), house.begin("ends when asked")
    first.start(job)
    house.wait_for(job, "started")
    first.close()
    second = WorkerManager(
        Settings(data_dir=house.data_dir),
        house.store,
        house.ended.append,
        patience=QUICK,
        recipe=house.recipe,
    )
    second.stop(job.interview_id)
    house.wait_for(job, "asked")
    second.close()


def test_it_settles_what_died_while_there_was_no_web_app(house: House) -> None:
    first, job, early = house.manager(), house.begin("hangs"), house.begin("never ready")
    first.start(job)
    first.start(early)
    house.wait_for(job, "grandchild")
    house.deliver_ready(job)
    first.close()
    workers = house.client.listing().workers
    for worker in workers:
        psutil.Process(worker.pid).kill()
    wait_until(lambda: house.client.listing().workers == ())
    second = house.manager()
    ended = house.ending(job)
    assert ended.data.reason is EndReason.WORKER_LOST
    wait_until(lambda: house.row(early).status == "new")
    wait_until(lambda: second.trouble(early.interview_id) != "")
    assert house.ended == [job.interview_id]


def test_it_goes_on_watching_when_the_warm_parent_dies(house: House) -> None:
    manager, job = house.manager(replace(QUICK, silent_s=60)), house.begin("hangs")
    manager.start(job)
    house.wait_for(job, "grandchild")
    house.deliver_ready(job)
    pid = house.client.listing().workers[0].pid
    house.kill_warm_parent()
    other = house.begin("ends when asked")
    manager.start(other)
    assert is_alive(pid)
    assert house.row(job).status == "live"
    manager.stop(job.interview_id)
    assert house.ending(job).data.reason is EndReason.STOPPED
    assert not is_alive(pid)
    row = manager.status(job.interview_id)
    assert row is not None
    assert row.exit_code is None


@pytest.mark.parametrize("knows", ["pid", "pid and start", "pid, start and a badge it does not hold"])
def test_it_never_signals_a_stranger_named_by_a_forged_row(house: House, knows: str) -> None:
    job = house.begin("hangs")
    with subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"]) as stranger:
        started = psutil.Process(stranger.pid).create_time()
        if "badge" in knows:
            fd = badge.open_for(private_directory(house.client.run_dir), job.nonce)
            badge.sign(fd, stranger.pid, started)
            os.close(fd)
        row = WorkerRow(
            interview_id=job.interview_id,
            run=job.run,
            nonce=job.nonce,
            pid=stranger.pid,
            process_started=started if "start" in knows else started - 100,
            state="starting",
            exit_code=None,
            heartbeat_at=None,
            created_at=datetime.now(UTC),
        )
        house.store.put_worker(row)
        manager = house.manager()
        manager.stop(job.interview_id)
        wait_until(lambda: house.row(job).status in ("new", "ended"))
        assert stop_all(house.data_dir, 2) == 0
        assert stranger.poll() is None
        stranger.kill()


def test_it_stores_and_removes_a_spool_that_nobody_writes_to(house: House) -> None:
    first, job = house.manager(), house.begin("completes")
    first.close()
    house.client.ensure()
    house.client.spawn(job)
    wait_until(lambda: house.client.listing().exits)
    assert spool.path_of(house.spool_dir, job.interview_id, job.run).exists()
    house.manager()
    assert house.ending(job).data.reason is EndReason.COMPLETED
    wait_until(lambda: spool_is_gone(house))
    assert house.ended == [job.interview_id]


def test_it_ends_a_worker_that_no_row_speaks_of(house: House) -> None:
    house.client.ensure()
    job = house.begin("never ready")
    house.store.abort_run(house.alice.id, job.interview_id)
    child = house.client.spawn(job)
    house.manager()
    wait_until(lambda: not is_alive(child.pid))
