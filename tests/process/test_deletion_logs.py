"""Whoever signs in with a provider and deletes the account is in no file afterwards, the logs' among them."""

from __future__ import annotations

import base64
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from simulation.webapp import page_token
from tests.fakes.oidc import CLIENT_ID, CLIENT_SECRET, FakeProvider, serving

from .web_app import Gunicorn

pytestmark = pytest.mark.process

JSON = {"Accept": "application/json"}
PERSON = {
    "sub": "canarysubject",
    "name": "Canaryname Lovelace",
    "email": "canarymail@example.org",
    "email_verified": True,
}
WORDS = ("canaryrole", "canarycompany", "canaryresume", "canaryfilename", "canarydocument", "canarykey000000")


@pytest.fixture
def provider() -> Iterator[FakeProvider]:
    with serving() as found:
        found.person = PERSON
        yield found


@pytest.fixture
def gunicorn(tmp_path: Path, provider: FakeProvider) -> Iterator[Gunicorn]:
    settings = {
        "OIDC_ISSUER": provider.issuer,
        "OIDC_CLIENT_ID": CLIENT_ID,
        "OIDC_CLIENT_SECRET": CLIENT_SECRET,
        "MASTER_KEYS": base64.b64encode(secrets.token_bytes(32)).decode(),
        "LOG_FILES": "true",
        "LOG_LEVEL": "DEBUG",
    }
    started = Gunicorn(tmp_path, settings=settings)
    yield started
    started.stop()


def sign_in(client: httpx.Client) -> None:
    """To the provider, which agrees at once, and back."""
    away = client.get("/sign-in/oidc")
    back = httpx.get(away.headers["location"], trust_env=False)
    assert client.get(back.headers["location"]).headers["location"] == "/dashboard"
    client.headers["X-CSRFToken"] = page_token(client.get("/dashboard").text)


def use_everything(client: httpx.Client) -> str:
    """An interview, a document, keys, failures of each; returns the interview's id."""
    client.post("/interviews", data={"role": "", "company": "canarycompany"})
    form = {"role": "canaryrole", "company": "canarycompany", "resume_text": "canaryresume"}
    interview_id = client.post("/interviews", data=form, headers=JSON).raise_for_status().json()["id"]
    refused = client.post(f"/interviews/{interview_id}/start", json={"tab": "t"}, headers=JSON)
    assert refused.status_code == httpx.codes.CONFLICT, "there is no key to start with"
    for data in (b"canarydocument", b"\x00canarydocument"):
        file = {"file": ("canaryfilename.txt", data)}
        client.post("/documents", data={"kind": "resume"}, files=file, headers=JSON)
    for key in ("canarykey000000", "canarykey000000 with a space"):
        client.post("/settings/keys/deepgram", data={"deepgram_api_key": key}, headers=JSON)
    client.get("/account/export.zip").raise_for_status()
    client.get("/interviews/canaryrole")
    return str(interview_id)


def owner_id(data_dir: Path) -> str:
    with closing(sqlite3.connect(data_dir / "mockflow.db")) as db:
        [(found,)] = db.execute("SELECT id FROM users WHERE subject LIKE '%canarysubject'")
    return str(found)


def found(data_dir: Path, words: tuple[str, ...]) -> set[tuple[str, str]]:
    """Which word stands in which file."""
    return {
        (word, path.name)
        for path in data_dir.rglob("*")
        if path.is_file()
        for word in words
        if word.encode() in path.read_bytes()
    }


def test_no_log_names_the_owner_of_a_deleted_account(gunicorn: Gunicorn, tmp_path: Path) -> None:
    headers = {"Origin": gunicorn.url}
    with httpx.Client(base_url=gunicorn.url, headers=headers, timeout=60, trust_env=False) as client:
        sign_in(client)
        interview_id = use_everything(client)
        words = (*WORDS, owner_id(tmp_path), "canarysubject", "Canaryname", "canarymail")
        before = found(tmp_path, words)
        assert {word for word, _ in before} == {*words} - {"canarykey000000"}, "all but the sealed one"
        assert {name for _, name in before if name.endswith(".log")} == set()
        done = client.post("/account/delete", data={"confirm": "DELETE"})
        assert done.status_code == httpx.codes.OK
    assert found(tmp_path, words) == set()
    log = (tmp_path / "logs" / "web.log").read_text(encoding="utf-8")
    for sentence in ("signed in", "document refused", "request failed", "account deleted"):
        assert f'"event": "{sentence}"' in log
    assert interview_id in log, "which names nobody: what it belonged to is gone"
