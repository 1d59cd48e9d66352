"""Signing in with a provider: the honest ways."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from auth_helpers import SIGN_IN
from tests.fakes.oidc import CLIENT_ID, CLIENT_SECRET, FakeProvider, curve_key, es256, key, rs256, serving
from web.oidc_begun import Waiting

from .conftest import House
from .visit import ABOUT_BEGINNING, Visit, query_of, refused, settings_for

pytestmark = pytest.mark.process


@pytest.fixture
def provider() -> Iterator[FakeProvider]:
    with serving() as found:
        yield found


@pytest.fixture
def visit(provider: FakeProvider, make_house: Callable[..., House]) -> Visit:
    return Visit(make_house(**settings_for(provider)), provider)


def test_it_signs_in_and_out(visit: Visit) -> None:
    assert visit.sign_in().location == "/dashboard"
    user = visit.who()
    assert user is not None
    assert (user.subject, user.name, user.email) == (
        f"{visit.provider.issuer}|1001",
        "Ada Lovelace",
        "ada@example.org",
    )
    assert visit.client.get("/dashboard").status_code == 200
    with visit.client.session_transaction() as session:
        assert not [name for name in session if name.startswith("_state_")]
    visit.client.post("/sign-out")
    assert visit.who() is None


def test_it_asks_with_state_nonce_and_a_challenge_for_no_more_than_it_needs(visit: Visit) -> None:
    first, second = query_of(visit.begin()), query_of(visit.begin())
    assert first["client_id"] == CLIENT_ID
    assert first["response_type"] == "code"
    assert first["scope"] == "openid email profile"
    assert first["prompt"] == "select_account"
    assert first["code_challenge_method"] == "S256"
    assert first["redirect_uri"] == "http://localhost/sign-in/oidc/callback"
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name]) >= 20
        assert first[name] != second[name]


def test_the_cookie_holds_neither_nonce_nor_verifier(visit: Visit) -> None:
    asked = query_of(visit.begin())
    with visit.client.session_transaction() as session:
        kept = json.dumps(dict(session))
    assert asked["state"] in kept
    assert asked["nonce"] not in kept
    assert "verifier" not in kept


def test_a_begun_sign_in_waits_ten_minutes(visit: Visit) -> None:
    now = [0.0]
    visit.house.app.extensions["mockflow.oidc"].framework.cache = Waiting(lambda: now[0])
    in_time, too_late = visit.agree(visit.begin()), visit.agree(visit.begin())
    now[0] = 599
    assert visit.come_back(in_time).location == "/dashboard"
    visit.client.post("/sign-out")
    with visit.client.session_transaction() as session:
        session[f"_state_oidc_{too_late['state']}"] = {"exp": time.time() + 600}
    now[0] = 600
    refused(visit, visit.come_back(too_late), ABOUT_BEGINNING)


def test_several_tabs_may_sign_in_at_once(visit: Visit) -> None:
    tabs = [visit.agree(visit.begin()) for _ in range(3)]
    assert [visit.come_back(tab).location for tab in (tabs[1], tabs[2], tabs[0])] == ["/dashboard"] * 3


def test_pressing_the_button_for_ever_keeps_the_cookie_small(visit: Visit) -> None:
    for _ in range(12):
        address = visit.begin()
    with visit.client.session_transaction() as session:
        assert len([name for name in session if name.startswith("_state_")]) == 4
    assert visit.come_back(visit.agree(address)).location == "/dashboard"


def test_it_brings_them_where_they_wanted_to_go(visit: Visit) -> None:
    sent = visit.client.get("/interviews/new?again=1")
    assert sent.location == "/sign-in?next=/interviews/new?again%3D1"
    page = visit.client.get(sent.location).text
    link = "/sign-in/oidc?next=/interviews/new?again%3D1"
    assert f'href="{link}"' in page
    assert visit.sign_in(link.removeprefix("/sign-in/oidc")).location == "/interviews/new?again=1"


def test_a_sign_in_replaces_what_this_browser_had(visit: Visit) -> None:
    """Neither a planted session nor the sign-in before outlives it."""
    back = visit.agree(visit.begin())
    with visit.client.session_transaction() as session:
        session[SIGN_IN] = planted = visit.house.store.create_sign_in(visit.house.charlie.id)
        session["planted"] = "before"
    assert visit.come_back(back).location == "/dashboard"
    with visit.client.session_transaction() as session:
        assert session[SIGN_IN] != planted
        assert "planted" not in session
    assert visit.house.store.sign_in_owner(planted) is None
    user = visit.who()
    assert user is not None
    assert user.subject.endswith("|1001")


def test_who_is_signed_in_isnt_sent_away_again(visit: Visit) -> None:
    visit.sign_in()
    assert visit.client.get("/sign-in/oidc?next=/interviews/new").location == "/interviews/new"


def test_a_new_key_of_the_provider_is_fetched(visit: Visit) -> None:
    visit.sign_in()
    visit.client.post("/sign-out")
    visit.provider.sign, visit.provider.keys = rs256("second"), [key("second")]
    assert visit.sign_in().location == "/dashboard"


def test_another_kind_of_asymmetric_signature_is_good_too(visit: Visit) -> None:
    visit.provider.sign, visit.provider.keys = es256, [curve_key()]
    assert visit.sign_in().location == "/dashboard"


def test_a_clock_that_is_half_a_minute_off_is_forgiven(visit: Visit) -> None:
    visit.provider.claims = {"iat": time.time() + 30}
    assert visit.sign_in().location == "/dashboard"


def test_a_provider_that_takes_the_secret_in_the_form_gets_it_there(visit: Visit) -> None:
    visit.provider.auth_methods = ["client_secret_post"]
    assert visit.sign_in().location == "/dashboard"


def test_the_discovery_document_is_read_once_an_hour(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    document = "/.well-known/openid-configuration"
    visit.begin()
    visit.begin()
    assert visit.provider.asked[document] == 1
    monkeypatch.setattr("web.oidc_provider.METADATA_LASTS_S", -1.0)
    visit.begin()
    assert visit.provider.asked[document] == 2


def test_it_comes_back_to_the_public_address(
    provider: FakeProvider, make_house: Callable[..., House]
) -> None:
    house = make_house(**settings_for(provider, public_url="https://mockflow.example/"))
    answer = house.client().get("/sign-in/oidc", base_url="https://mockflow.example")
    assert query_of(answer.location)["redirect_uri"] == "https://mockflow.example/sign-in/oidc/callback"
    assert answer.headers["Set-Cookie"].startswith("__Host-mockflow=")


def test_the_provider_itself_wants_the_verifier(visit: Visit) -> None:
    """Shows that the cases beside it would fail without PKCE."""
    back = visit.agree(visit.begin())
    form = {"code": back["code"], "redirect_uri": "http://localhost/sign-in/oidc/callback"}
    answer = httpx.post(f"{visit.provider.issuer}/token", data=form, auth=(CLIENT_ID, CLIENT_SECRET))
    assert answer.json()["error"] == "invalid_grant"
