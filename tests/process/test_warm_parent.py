"""The warm parent: what its workers inherit, how fast they start, and how all of it ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from errors import WorkerError
from tests.process.conftest import House, is_alive, wait_until
from workers import address, badge
from workers.client import Unanswered, WarmClient, stop_all
from workers.protocol import StopAsked

pytestmark = pytest.mark.process

CANARY = "canary-9f27c1"


def everyones_words() -> str:
    """Command line and environment of every process we may look at."""
    seen = []
    for folder in Path("/proc").glob("[0-9]*"):
        for name in ("cmdline", "environ"):
            try:
                seen.append((folder / name).read_bytes().decode(errors="replace"))
            except OSError:
                continue
    return "\n".join(seen)


def test_it_shows_no_secret_of_a_job_in_any_command_line_or_environment(house: House) -> None:
    house.client.ensure()
    job = house.begin("shows what it inherited", canary=CANARY)
    house.client.spawn(job)
    house.wait_for(job, "seen")
    assert "workers.warm_parent" in everyones_words()
    assert CANARY not in everyones_words()
    for path in house.data_dir.rglob("*"):
        if path.is_file() and not path.name.startswith("mockflow.db"):
            assert CANARY.encode() not in path.read_bytes(), path


def test_it_never_has_a_job_in_its_own_memory(house: House) -> None:
    house.client.ensure()
    house.client.spawn(job := house.begin("ends when asked", canary=CANARY))
    house.wait_for(job, "started")
    parent = house.client.ping().pid
    found = 0
    for line in Path(f"/proc/{parent}/maps").read_text().splitlines():
        span, rights = line.split()[:2]
        if not rights.startswith("rw"):
            continue
        first, last = (int(part, 16) for part in span.split("-"))
        with Path(f"/proc/{parent}/mem").open("rb", buffering=0) as memory:
            memory.seek(first)
            found += CANARY.encode() in (memory.read(last - first) or b"")
    assert found == 0


def test_it_lets_workers_inherit_an_allow_list_and_nothing_of_its_own(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MF_CANARY_KEY", CANARY)
    house.client.ensure()
    other, job = house.begin("ends when asked"), house.begin("shows what it inherited")
    house.client.spawn(other)
    child = house.client.spawn(job)
    seen = json.loads(house.wait_for(job, "seen"))
    allowed = {"PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "SSL_CERT_FILE", "TMPDIR"}
    others = {name for name in seen["environment"] if name not in allowed and not name.startswith("PYTHON")}
    assert others == {"OPENBLAS_NUM_THREADS"}
    assert [path for path in seen["descriptors"] if path.startswith("socket:")] == []
    assert len([path for path in seen["descriptors"] if path.startswith("pipe:")]) == 1
    assert (seen["session"], seen["term"], seen["blocked"]) == (child.pid, True, [])


def test_it_is_private_to_this_user(house: House) -> None:
    house.client.ensure()
    path = address.socket_path(house.client.run_dir)
    assert path.stat().st_mode & 0o777 == 0o600
    assert house.client.run_dir.stat().st_mode & 0o777 == 0o700


def test_it_finds_a_short_place_for_its_socket_when_the_path_is_long(house: House) -> None:
    recipe = replace(house.recipe, run_dir=house.data_dir / ("long" * 30) / "run")
    client = WarmClient(recipe)
    client.ensure()
    assert len(os.fsencode(address.socket_path(recipe.run_dir))) <= address.SUN_PATH_LIMIT
    assert client.ping().pid > 0
    client.stop_everyone(ask_s=0, term_s=0)
    assert client.wait_until_gone(10)


@pytest.mark.parametrize(
    "line", [b"hello\n", b"{}\n", b'{"op":"spawn","interview_id":"i","run":1,"nonce":"n"}\n']
)
def test_it_answers_nonsense_and_goes_on(house: House, line: bytes) -> None:
    house.client.ensure()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.connect(str(address.socket_path(house.client.run_dir)))
        connection.sendall(line)
        answer = json.loads(connection.makefile().readline())
    assert answer["error"] in ("bad_request", "stale")


def test_it_is_not_kept_waiting_by_a_peer_that_says_nothing(house: House) -> None:
    house.client.ensure()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as silent:
        silent.connect(str(address.socket_path(house.client.run_dir)))
        assert house.client.ping().pid > 0


def test_it_is_started_once_by_many_at_once(house: House) -> None:
    pids: list[int] = []

    def ensure() -> None:
        house.client.ensure()
        pids.append(house.client.ping().pid)

    threads = [threading.Thread(target=ensure) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(pids) == 5
    assert len(set(pids)) == 1


def test_it_leaves_when_nobody_needs_it(house: House) -> None:
    house.recipe = replace(house.recipe, idle_s=0.5)
    house.client.ensure()
    assert house.client.wait_until_gone(10)
    assert not address.socket_path(house.client.run_dir).exists()


def test_it_stays_as_long_as_it_has_a_worker(house: House) -> None:
    house.recipe = replace(house.recipe, idle_s=2)
    house.client.ensure()
    job = house.begin("ends when asked")
    child = house.client.spawn(job)
    parent = psutil.Process(house.client.ping().pid)
    assert not house.client.wait_until_gone(4)
    os.kill(child.pid, signal.SIGKILL)
    wait_until(lambda: not is_alive(parent.pid))


def test_it_asks_its_workers_to_end_when_it_gets_a_term(house: House) -> None:
    house.client.ensure()
    job = house.begin("ends when asked")
    house.client.spawn(job)
    house.wait_for(job, "started")
    os.kill(house.client.ping().pid, signal.SIGTERM)
    assert json.loads(house.wait_for(job, "asked")) == StopAsked().model_dump()
    assert house.client.wait_until_gone(10)


def test_it_kills_what_a_worker_leaves_behind(house: House) -> None:
    house.client.ensure()
    job = house.begin("leaves a grandchild")
    house.client.spawn(job)
    grandchild = int(house.wait_for(job, "grandchild"))
    wait_until(lambda: not is_alive(grandchild))


def test_it_remembers_how_workers_ended(house: House) -> None:
    house.client.ensure()
    jobs = [house.begin(f"ends with {code}") for code in (0, 4, 5)]
    for job in jobs:
        house.client.spawn(job)
    wait_until(lambda: len(house.client.listing().exits) == 3)
    codes = {gone.nonce: gone.code for gone in house.client.listing().exits}
    assert [codes[job.nonce] for job in jobs] == [0, 4, 5]
    assert list(badge.directory(house.client.run_dir).iterdir()) == []


def test_it_gives_way_to_one_with_newer_code(house: House) -> None:
    house.client.ensure()
    old = house.client.ping().pid
    house.recipe = replace(house.recipe, build="newer")
    house.client.ensure()
    assert house.client.ping().pid != old
    wait_until(lambda: not is_alive(old))


def test_stop_all_ends_polite_and_stubborn_workers_and_the_parent(house: House) -> None:
    house.client.ensure()
    parent = house.client.ping().pid
    polite, stubborn = house.begin("ends when asked"), house.begin("hangs")
    pids = [house.client.spawn(job).pid for job in (polite, stubborn)]
    house.wait_for(stubborn, "grandchild")
    house.wait_for(polite, "started")
    assert stop_all(house.data_dir, 3) == 2
    assert "stopped" in house.wait_for(polite, "asked")
    assert [pid for pid in (*pids, parent) if is_alive(pid)] == []
    with pytest.raises(WorkerError):
        house.client.ensure()
    house.client.reopen()
    house.client.ensure()


def test_stop_all_ends_workers_that_lost_their_parent(house: House) -> None:
    house.client.ensure()
    job = house.begin("hangs")
    pid = house.client.spawn(job).pid
    house.wait_for(job, "grandchild")
    house.kill_warm_parent()
    assert is_alive(pid)
    assert stop_all(house.data_dir, 1) == 1
    wait_until(lambda: not is_alive(pid))
    assert stop_all(house.data_dir, 1) == 0
    with pytest.raises(Unanswered):
        house.client.ping()


def test_it_has_one_thread_after_the_real_preload_so_that_forking_is_safe(house: House) -> None:
    house.recipe = replace(house.recipe, preload="voice.preload:preload")
    house.client.ensure()
    assert house.client.ping().tasks == 1
    job = house.begin("ends when asked")
    house.client.spawn(job)
    assert house.wait_for(job, "started")
