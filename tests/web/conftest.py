"""An app over a real store, with doubles only where a process or a network would begin."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import flask
import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr
from werkzeug.exceptions import SecurityError
from werkzeug.test import TestResponse

from auth_helpers import SIGN_IN
from embedded.process import ProcessId
from embedded.services import EmbeddedServices
from errors import LiveKitError, SpeechError, WorkerError
from feedback.schema import CompetencyFeedback, Feedback
from interview.models import Brief, Plan, PlannedQuestion
from settings import Settings
from store.port import Store
from store.rows import InterviewRow, UserRow, WorkerRow
from store.sqlite import SqliteStore
from store.vault import MasterKey, Vault
from tests.feedback.model_answers import USED
from web import csrf
from web.aftermath import Aftermath
from web.chat import Answer, Message, ModelError
from web.endpoints import Endpoints
from web.factory import create_app
from web.feedback_writers import FeedbackWriters
from web.keyring import Keyring
from web.places import ModelEndpoint
from web.planning import Planning
from web.rooms import Rooms
from web.speech import Speech
from workers.protocol import Job

BRIEF = Brief(role="Backend engineer", company="Acme")
PLAN = Plan(
    questions=(PlannedQuestion(id="q1", stage="self_intro", text="Who are you?", competency="clarity"),)
)
JSON = {"Accept": "application/json"}


@dataclass
class FakeManager:
    """WorkerManager's contract without a process."""

    store: Store
    jobs: list[Job] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    heard: list[tuple[str, int]] = field(default_factory=list)
    rows: dict[str, WorkerRow] = field(default_factory=dict)
    fails: bool = False

    def start(self, job: Job) -> None:
        if self.fails:
            raise WorkerError
        self.jobs.append(job)
        self.rows[job.interview_id] = WorkerRow(
            job.interview_id, job.run, job.nonce, 0, 0.0, "starting", None, None, datetime.now(UTC)
        )

    def stop(self, interview_id: str, reason: str = "stopped") -> None:
        self.stopped.append(interview_id)

    def status(self, interview_id: str) -> WorkerRow | None:
        return self.rows.get(interview_id)

    def trouble(self, interview_id: str) -> str:
        return "It did not come up. Press Start to try again." if self.fails else ""

    def heartbeat(self, interview_id: str, run: int) -> None:
        self.heard.append((interview_id, run))

    def hang(self, interview_id: str) -> None:
        """Be silent for a minute."""
        row = self.rows[interview_id]
        self.rows[interview_id] = replace(row, heartbeat_at=datetime.now(UTC) - timedelta(minutes=1))


class FakeRooms(Rooms):
    """Real tokens; a server that is a set."""

    def __init__(self, endpoints: Endpoints) -> None:
        super().__init__(endpoints)
        self.open: set[str] = set()
        self.made = 0
        self.down = False

    def create(self, owner_id: str, room: str) -> None:
        if self.down:
            raise LiveKitError
        self.open.add(room)
        self.made += 1

    def delete(self, owner_id: str, room: str) -> None:
        if self.down:
            raise LiveKitError
        self.open.discard(room)

    def names(self, owner_id: str | None) -> list[str]:
        if self.down:
            raise LiveKitError
        return sorted(self.open)


class FakeSpeech(Speech):
    """Hears the same sentence always."""

    down = False

    def transcribe(self, owner_id: str, audio: bytes, media_type: str, language: str = "en") -> str:
        if self.down:
            raise SpeechError
        return f"heard {len(audio)} bytes"

    def healthy(self) -> bool:
        return not self.down


@dataclass
class Coach:
    """Writes one sentence, or fails."""

    fails: bool = False
    calls: int = 0

    def __call__(self, brief: Brief, plan: Plan, turns: Any, metrics: Any) -> Feedback:
        self.calls += 1
        if self.fails:
            raise RuntimeError("the coach tripped over: SECRET WORDS")
        said = sum(len(turn.text.split()) for turn in turns if turn.speaker == "candidate")
        return Feedback(
            written_by="a double",
            enough=said > 10,
            takeaway=f"Practise {brief.role} again.",
            next_step="Say more.",
            competencies=(CompetencyFeedback(id="a", label="A", score=3),) if said > 10 else (),
        )


@dataclass
class Modeller:
    """A language model that answers what it was told to; the last answer stays."""

    answers: list[str | ModelError] = field(default_factory=list)
    asked: list[tuple[ModelEndpoint, Sequence[Message]]] = field(default_factory=list)

    def __call__(
        self, model: ModelEndpoint, messages: Sequence[Message], *, schema: Mapping[str, Any], name: str
    ) -> Answer:
        self.asked.append((model, messages))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, ModelError):
            raise answer
        return Answer(answer, USED)


class PageClient(FlaskClient):
    """Sends the CSRF token with every unsafe request, as our pages do."""

    sends_token = True

    def open(self, *args: Any, **options: Any) -> TestResponse:
        unsafe = str(options.get("method", "GET")).upper() in csrf.UNSAFE_METHODS
        if self.sends_token and unsafe and args and not str(args[0]).startswith("/worker/"):
            headers = dict(options.pop("headers", None) or {})
            headers.setdefault(csrf.HEADER, self.token(options.get("base_url")))
            options["headers"] = headers
        return super().open(*args, **options)

    def token(self, base_url: str | None = None) -> str:
        """What a page would hold now."""
        try:
            with (
                self.session_transaction(base_url=base_url) as session,
                self.application.test_request_context(),
            ):
                flask.session.update(session)
                token = csrf.token()
                session.update(flask.session)
        except SecurityError:  # a page at an address that isn't ours holds none
            return ""
        return token


@dataclass
class House:
    """Everything a test may turn a knob of."""

    app: Flask
    settings: Settings
    store: SqliteStore
    manager: FakeManager
    rooms: FakeRooms
    speech: FakeSpeech
    aftermath: Aftermath
    coach: Coach
    planning: Planning
    modeller: Modeller
    marker: Modeller
    alice: UserRow
    charlie: UserRow

    @property
    def spool(self) -> Path:
        return self.settings.data_dir / "spool"

    def client(self, user: UserRow | None = None, *, sends_token: bool = True) -> PageClient:
        """A browser on this computer, signed in as ``user``, on a page of ours or of somebody else's."""
        client = PageClient(self.app, self.app.response_class)
        client.sends_token = sends_token
        if user is not None:
            with client.session_transaction() as session:
                session[SIGN_IN] = self.store.create_sign_in(user.id)
        return client

    def interview(self, **more: Any) -> InterviewRow:
        """A new interview of Alice's."""
        return self.store.create_interview(
            owner_id=self.alice.id, brief=BRIEF.model_copy(update=more), plan=PLAN
        )

    def again(self, row: InterviewRow) -> InterviewRow:
        """The row as it is now."""
        return self.store.interview(row.owner_id, row.id)


def embedded(_data_dir: Path) -> EmbeddedServices:
    return EmbeddedServices(
        livekit_url="ws://127.0.0.1:7880",
        livekit_api_url="http://127.0.0.1:7880",
        api_key="key",
        api_secret=SecretStr("a secret of at least thirty-two characters"),
        speech_url="http://127.0.0.1:1/v1",
        speech_key=SecretStr("speech-key"),
        pids={},
        owner=ProcessId.mine(),
    )


@pytest.fixture
def make_house(tmp_path: Path) -> Iterator[Callable[..., House]]:
    made: list[House] = []

    def make(**settings: Any) -> House:
        values = Settings(_env_file=None, **{"data_dir": tmp_path, **settings})
        store = SqliteStore(values.data_dir / "mockflow.db")
        keyring = Keyring(values, store, Vault([MasterKey(bytes(range(64, 128, 2)))]))
        endpoints = Endpoints(values, store, keyring, embedded)
        rooms, speech, coach = FakeRooms(endpoints), FakeSpeech(endpoints), Coach()
        manager = FakeManager(store)
        aftermath = Aftermath(
            store,
            rooms,
            FeedbackWriters(endpoints, coach, marker := Modeller([ModelError("No model here.", log="none")])),
            values.data_dir / "spool",
        )
        planning = Planning(
            store, endpoints, modeller := Modeller([ModelError("No model here.", log="none")])
        )
        app = create_app(
            values,
            store,
            manager,
            keyring,
            endpoints=endpoints,
            rooms=rooms,
            aftermath=aftermath,
            planning=planning,
            speech=speech,
        )
        alice = store.upsert_user(subject="local", name="Alice", email="")
        charlie = store.upsert_user(subject="issuer|charlie", name="Charlie", email="")
        doubles = (manager, rooms, speech, aftermath, coach, planning, modeller, marker)
        made.append(House(app, values, store, *doubles, alice, charlie))
        return made[-1]

    yield make
    for house in made:
        house.planning.close()
        house.aftermath.close()
        house.store.close()


@pytest.fixture
def house(make_house: Callable[..., House]) -> House:
    return make_house()


@pytest.fixture
def alice(house: House) -> FlaskClient:
    return house.client(house.alice)
