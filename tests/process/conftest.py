"""A data directory with a real store, a real warm parent, and workers that misbehave on request."""

from __future__ import annotations

import contextlib
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
from pydantic import SecretStr

from interview.events import EVENT, Ended, Event
from interview.models import Brief, Plan
from settings import Settings
from store.rows import InterviewRow, UserRow
from store.sqlite import SqliteStore
from worker_manager import WorkerManager
from workers import badge, launch, spool
from workers.client import Unanswered, WarmClient
from workers.protocol import Callback, Job, RoomAccess, SpeechAccess, VoiceAccess
from workers.watch import Patience

ENTRY = "tests.process.doubles:run"
QUICK = Patience(tick_s=0.05, silent_s=1.0, ready_s=1.5, ask_s=0.5, term_s=0.4, hung_term_s=0.4, linger_s=0.5)


def wait_until(condition: Callable[[], object], timeout_s: float = 15.0) -> None:
    """Look again and again until ``condition`` holds; fail when it doesn't in time."""
    deadline = time.monotonic() + timeout_s
    pause = threading.Event()
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        pause.wait(0.01)


def is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@dataclass
class House:
    """One installation on disk."""

    data_dir: Path
    store: SqliteStore
    alice: UserRow
    recipe: launch.Recipe
    ended: list[str] = field(default_factory=list)
    managers: list[WorkerManager] = field(default_factory=list)

    @property
    def spool_dir(self) -> Path:
        return self.data_dir / "spool"

    @property
    def client(self) -> WarmClient:
        return WarmClient(self.recipe)

    def manager(self, patience: Patience = QUICK) -> WorkerManager:
        """A web app's manager, open."""
        made = WorkerManager(
            Settings(data_dir=self.data_dir),
            self.store,
            self.ended.append,
            patience=patience,
            recipe=self.recipe,
        )
        self.managers.append(made)
        made.open()
        return made

    def begin(self, behaviour: str, *, canary: str = "") -> Job:
        """An interview that Start was pressed for, and the job of its worker."""
        brief = Brief(role="r", candidate_name=behaviour, resume_text=canary or "é" * 30_000)
        row = self.store.create_interview(owner_id=self.alice.id, brief=brief, plan=Plan(questions=()))
        return self.again(row.id, canary=canary)

    def again(self, interview_id: str, *, canary: str = "") -> Job:
        """The job of the next run of a ``new`` interview."""
        row = self.store.begin_run(
            self.alice.id,
            interview_id,
            room="r-1",
            candidate_identity="c-1",
            token_hash=secrets.token_hex(8),
            capacity=100,
        )
        assert row is not None
        secret = SecretStr(f"{canary}-secret-{secrets.token_hex(8)}")
        return Job(
            interview_id=row.id,
            run=row.run,
            nonce=secrets.token_hex(16),
            room=RoomAccess(
                url="ws://127.0.0.1:1",
                token=secret,
                api_url="http://127.0.0.1:1",
                delete_token=secret,
                room="r-1",
                candidate_identity="c-1",
            ),
            hearing=(SpeechAccess(base_url="http://127.0.0.1:1", api_key=secret, model="a"),),
            voice=(VoiceAccess(base_url="http://127.0.0.1:1", api_key=secret, model="b", voice="c"),),
            callback=Callback(url="http://127.0.0.1:1", token=secret),
            brief=row.brief,
            plan=row.plan,
            stages=(),
            spool_dir=str(self.spool_dir),
        )

    def path(self, job: Job, name: str) -> Path:
        """A file a double leaves beside its spool."""
        return self.spool_dir / f"{job.interview_id}.{name}"

    def wait_for(self, job: Job, name: str) -> str:
        wait_until(self.path(job, name).exists)
        return self.path(job, name).read_text()

    def deliver_ready(self, job: Job) -> None:
        """Store the first line of the worker's spool, as if the worker had posted it."""
        path = spool.path_of(self.spool_dir, job.interview_id, job.run)
        wait_until(path.exists)
        wait_until(lambda: path.read_bytes().count(b"\n") >= 1)
        self.store.append_events(job.interview_id, [EVENT.validate_json(path.read_bytes().split(b"\n")[0])])

    def row(self, job: Job) -> InterviewRow:
        return self.store.interview(self.alice.id, job.interview_id)

    def events(self, job: Job) -> list[Event]:
        return list(self.store.events(self.alice.id, job.interview_id))

    def words(self, job: Job) -> list[str]:
        return [event.data.text for event in self.events(job) if event.kind == "turn"]

    def ending(self, job: Job) -> Ended:
        """Wait until the interview has ended and its worker is buried; the ended event."""
        wait_until(lambda: self.row(job).status == "ended")
        wait_until(lambda: (found := self.store.worker(job.interview_id)) and found.state == "gone")
        (ended,) = [event for event in self.events(job) if isinstance(event, Ended)]
        return ended

    def kill_warm_parent(self) -> None:
        parent = psutil.Process(self.client.ping().pid)
        parent.kill()
        wait_until(lambda: not is_alive(parent.pid))

    def leave(self) -> None:
        """End everything; fails when a worker is left over."""
        for manager in self.managers:
            manager.close()
        with contextlib.suppress(Unanswered):
            self.client.stop_everyone(ask_s=0, term_s=0.2)
        assert self.client.wait_until_gone(10)
        for holder in badge.holders(self.client.run_dir):
            badge.end(holder, term_s=0.5)
        assert badge.holders(self.client.run_dir) == []
        self.store.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    data_dir = tmp_path / "data"
    (data_dir / "spool").mkdir(parents=True)
    store = SqliteStore(data_dir / "mockflow.db")
    alice = store.upsert_user(subject="local", name="Alice", email="")
    recipe = launch.Recipe(
        run_dir=data_dir / "run", entry=ENTRY, preload="", log_dir=data_dir / "logs", idle_s=20, build="test"
    )
    made = House(data_dir, store, alice, recipe)
    yield made
    made.leave()
