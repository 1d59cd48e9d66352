"""No code, state, nonce, verifier, name or address of a sign-in reaches the log."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes.oidc import CLIENT_SECRET, FakeProvider, serving

from .conftest import House
from .visit import Visit, query_of, settings_for

pytestmark = pytest.mark.process

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def provider() -> Iterator[FakeProvider]:
    with serving() as found:
        yield found


@pytest.fixture
def visit(provider: FakeProvider, make_house: Callable[..., House]) -> Visit:
    return Visit(make_house(**settings_for(provider)), provider)


def test_nothing_of_a_sign_in_is_logged(visit: Visit, capsys: pytest.CaptureFixture[str]) -> None:
    asked = query_of(address := visit.begin())
    back = visit.agree(address)
    assert visit.come_back({**back, "code": "made up"}).status_code == 400
    back.update(again := visit.agree(visit.begin()))
    assert visit.come_back(again).status_code == 303
    printed = "".join(capsys.readouterr())
    assert "sign_in_stale" in printed
    assert "signed in" in printed
    for secret in (*back.values(), asked["nonce"], asked["state"], CLIENT_SECRET, "Lovelace", "ada@"):
        assert secret not in printed


BEGINNING = """
import json, sys
from flask import Flask
import logs
from settings import Settings
from web.oidc_provider import Provider
logs.configure("web", "DEBUG")
app = Flask("web")
app.secret_key = "made up"
with app.test_request_context():
    provider = Provider(Settings(_env_file=None, oidc_issuer=sys.argv[1], oidc_client_id="mockflow"))
    provider.begin("http://localhost/callback", "")
    print(json.dumps(list(provider.framework.cache._kept.values())[0][1]))
"""


def test_not_even_at_the_level_of_debugging(provider: FakeProvider) -> None:
    """Authlib itself would write the verifier there."""
    told = subprocess.run(
        [sys.executable, "-c", BEGINNING, provider.issuer],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    data = json.loads(json.loads(told.stdout))["data"]
    assert data["code_verifier"] not in told.stderr
    assert data["nonce"] not in told.stderr
