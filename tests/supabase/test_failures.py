"""A database that is down, hangs or talks nonsense is a StoreError, and its words stay where they are."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import httpx
import pytest
from pydantic import SecretStr

from embedded.ports import free
from errors import CapacityError, StoreError
from interview.events import HeartbeatData, envelope
from store.rows import SealedKey
from store_supabase import api
from supabase_client import SupabaseStore
from tests.store.belongings import T0

pytestmark = pytest.mark.process

KEY = SecretStr("sb_secret_canary-of-the-key")
WORDS = "canary of somebody's words"
REFUSAL = {"code": "23505", "message": WORDS, "details": WORDS, "hint": WORDS}


class Patient(BaseHTTPRequestHandler):
    """Answers the version and no orphans; what else is asked it answers as it is told."""

    protocol_version = "HTTP/1.1"
    server: Impostor

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append(self.path)
        data = {"/rest/v1/rpc/store_version": api.VERSION, "/rest/v1/rpc/store_orphans": []}
        if self.path in data:
            self.answer(200, json.dumps({"data": data[self.path]}))
        else:
            self.server.behave(self)

    do_GET = do_DELETE = do_POST

    def answer(self, status: int, body: str, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class Impostor(ThreadingHTTPServer):
    """A server in Supabase's place."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Patient)
        self.asked: list[str] = []
        self.over = Event()
        self.behave: Callable[[Patient], None] = lambda request: request.answer(500, "")
        self.url = f"http://127.0.0.1:{self.server_port}"


@pytest.fixture
def impostor() -> Iterator[Impostor]:
    server = Impostor()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.over.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def store(impostor: Impostor, monkeypatch: pytest.MonkeyPatch) -> Iterator[SupabaseStore]:
    monkeypatch.setattr(api, "_TIMEOUT", httpx.Timeout(0.3))
    made = SupabaseStore(impostor.url, KEY)
    yield made
    made.close()


def dropped(request: Patient) -> None:
    request.close_connection = True


def hung(request: Patient) -> None:
    request.server.over.wait(10)


def half(request: Patient) -> None:
    request.send_response(200)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    request.wfile.write(b'{"data": []')
    request.close_connection = True


ANSWERS: dict[str, Callable[[Patient], None]] = {
    "hangs": hung,
    "drops the connection": dropped,
    "stops in the middle": half,
    "says nothing": lambda request: request.answer(200, ""),
    "says an empty list": lambda request: request.answer(200, "[]"),
    "says null": lambda request: request.answer(200, "null"),
    "has no data": lambda request: request.answer(200, "{}"),
    "has other data": lambda request: request.answer(200, json.dumps({"data": [{"id": WORDS}]})),
    "has data of another kind": lambda request: request.answer(200, json.dumps({"data": WORDS})),
    "is a page": lambda request: request.answer(200, f"<p>{WORDS}</p>", **{"Content-Type": "text/html"}),
    "is no text": lambda request: request.answer(200, "\x80"),
    "refuses with words": lambda request: request.answer(409, json.dumps(REFUSAL)),
    "refuses with a word of ours from nowhere": lambda request: request.answer(
        404, json.dumps({"code": "XX000", "message": "not_found"})
    ),
    "is out of order": lambda request: request.answer(503, f"<h1>{WORDS}</h1>"),
    "wants another key": lambda request: request.answer(401, json.dumps({"message": "Invalid API key"})),
}

_OLD = SealedKey("o", "openai_api_key", "k", b"n", b"c", T0)
_BEAT = envelope(HeartbeatData(), run=1, seq=1, at=T0)
ASKED: dict[str, Callable[[SupabaseStore], object]] = {
    "interviews": lambda s: s.interviews("o"),
    "interview": lambda s: s.interview("o", "i"),
    "events": lambda s: s.events("o", "i"),
    "documents": lambda s: s.documents("o"),
    "document_file": lambda s: s.document_file("o", "d"),
    "recordings": lambda s: s.recordings("o", "i"),
    "keys": lambda s: s.keys("o"),
    "preferences": lambda s: s.preferences("o"),
    "worker": lambda s: s.worker("i"),
    "feedback": lambda s: s.feedback("o", "i"),
    "finish_feedback": lambda s: s.finish_feedback("i", written_by="", body={}),
    "feedback_versions": lambda s: s.feedback_versions("o", "i"),
    "corrections": lambda s: s.corrections("o", "i"),
    "correct_turn": lambda s: s.correct_turn("o", "i", "1.1", None),
    "sign_in_owner": lambda s: s.sign_in_owner("x"),
    "take_lease": lambda s: s.take_lease("o", "i", "t", takeover=True),
    "replace_key": lambda s: s.replace_key(_OLD, _OLD),
    "append_events": lambda s: s.append_events("i", [_BEAT]),
    "delete_user": lambda s: s.delete_user("o"),
    "traces": lambda s: s.traces("o"),
    "end_sign_in": lambda s: s.end_sign_in("x"),
}


@pytest.mark.parametrize("answer", [name for name in ANSWERS if name != "hangs"])
def test_no_answer_but_the_right_one_is_taken_for_a_result(
    impostor: Impostor, store: SupabaseStore, answer: str
) -> None:
    impostor.behave = ANSWERS[answer]
    for name, ask in ASKED.items():
        with pytest.raises(StoreError):
            pytest.fail(f"{name}: {ask(store)!r}")


@pytest.mark.parametrize("name", ["interviews", "append_events"])
def test_a_hung_database_is_given_up(impostor: Impostor, store: SupabaseStore, name: str) -> None:
    impostor.behave = hung
    with pytest.raises(StoreError):
        ASKED[name](store)


def test_a_hung_database_is_given_up_within_ten_seconds() -> None:
    limits = api._TIMEOUT
    assert None not in (limits.pool, limits.connect, limits.write, limits.read)
    assert sum((limits.pool, limits.connect, limits.connect, limits.write, limits.read)) <= 10  # type: ignore[arg-type] # none is None, see above


def test_a_database_that_isnt_there_refuses_the_start() -> None:
    (port,) = free()
    with pytest.raises(StoreError, match="could not be reached"):
        SupabaseStore(f"http://127.0.0.1:{port}", KEY)


@pytest.mark.parametrize(
    "url", ["", "abc", "ftp://x", "http://example.org", "https://", "http://127.0.0.1.evil"]
)
def test_an_address_the_key_must_not_go_to_refuses_the_start(url: str) -> None:
    with pytest.raises(StoreError) as refused:
        SupabaseStore(url, KEY)
    assert "SUPABASE_URL" in refused.value.message


def test_the_key_follows_no_redirect(impostor: Impostor, store: SupabaseStore) -> None:
    other = Impostor()
    try:
        impostor.behave = lambda request: request.answer(307, "", Location=f"{other.url}/rest/v1/rpc/x")
        with pytest.raises(StoreError):
            store.interviews("o")
        assert other.asked == []
    finally:
        other.server_close()


def test_a_post_is_not_sent_twice(impostor: Impostor, store: SupabaseStore) -> None:
    impostor.behave = ANSWERS["is out of order"]
    with pytest.raises(StoreError):
        store.interviews("o")
    assert impostor.asked.count("/rest/v1/rpc/store_interviews") == 1


@pytest.mark.parametrize("answer", [name for name in ANSWERS if name != "hangs"])
def test_neither_key_nor_words_reach_a_log_or_a_traceback(
    impostor: Impostor, store: SupabaseStore, answer: str, caplog: pytest.LogCaptureFixture
) -> None:
    impostor.behave = ANSWERS[answer]
    told = [repr(store), repr(vars(store))]
    with caplog.at_level(logging.INFO):
        for ask in (ASKED["interviews"], ASKED["document_file"], ASKED["preferences"]):
            try:
                ask(store)
            except StoreError as error:
                told.append("".join(traceback.format_exception(error)))
                told.append(error.message)
    everything = "".join([*told, caplog.text])
    assert len(told) == 8
    assert WORDS not in everything
    assert KEY.get_secret_value() not in everything


def test_a_refusal_by_one_of_our_words_is_that_refusal(impostor: Impostor, store: SupabaseStore) -> None:
    impostor.behave = lambda request: request.answer(
        429, json.dumps({"code": "PT429", "message": "at_capacity"})
    )
    with pytest.raises(CapacityError):
        store.begin_run("o", "i", room="r", candidate_identity="c", token_hash="h", capacity=1)
