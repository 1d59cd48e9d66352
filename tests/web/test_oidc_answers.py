"""Ways back and answers of a provider that sign nobody in, each with a sentence."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import jsonify, redirect

from tests.fakes.oidc import GONE, FakeProvider, serving

from .conftest import House
from .visit import ABOUT_BEGINNING, ABOUT_SILENCE, ABOUT_TRUST, Visit, refused, settings_for

pytestmark = pytest.mark.process

DISCOVERY = "/.well-known/openid-configuration"


@pytest.fixture
def provider() -> Iterator[FakeProvider]:
    with serving() as found:
        yield found


@pytest.fixture
def visit(provider: FakeProvider, make_house: Callable[..., House]) -> Visit:
    return Visit(make_house(**settings_for(provider)), provider)


@pytest.mark.parametrize(
    ("change", "about"),
    [
        pytest.param({"state": "A" * 30}, ABOUT_BEGINNING, id="wrong state"),
        pytest.param({"state": ""}, ABOUT_BEGINNING, id="empty state"),
        pytest.param({"state": GONE}, ABOUT_BEGINNING, id="no state"),
        pytest.param({"code": GONE}, ABOUT_TRUST, id="no code"),
        pytest.param({"code": "c" * 3000}, ABOUT_TRUST, id="a code of 3,000 characters"),
        pytest.param({"code": "made up"}, ABOUT_BEGINNING, id="made-up code"),
        pytest.param({"iss": "https://accounts.example"}, ABOUT_TRUST, id="another provider's answer"),
        pytest.param({"error": "server_error"}, ABOUT_SILENCE, id="server_error"),
        pytest.param({"error": "WORDS OF THE PROVIDER"}, ABOUT_TRUST, id="unknown error"),
    ],
)
def test_a_wrong_way_back_is_refused(visit: Visit, change: dict[str, Any], about: str) -> None:
    arguments = {**visit.agree(visit.begin()), **change}
    back = {name: value for name, value in arguments.items() if value is not GONE}
    refused(visit, visit.come_back(back), about)


def test_who_stops_at_the_provider_is_back_at_the_sign_in_page(visit: Visit) -> None:
    back = visit.agree(visit.begin("?next=/interviews/new"))
    denied = {"error": "access_denied", "error_description": "WORDS OF THE PROVIDER", "state": back["state"]}
    page = visit.come_back(denied)
    assert page.status_code == 200
    assert "You stopped the sign-in at Fjordmail. Nothing was changed." in page.text
    assert 'href="/sign-in/oidc?next=/interviews/new"' in page.text
    assert "WORDS OF THE PROVIDER" not in page.text
    assert visit.who() is None
    refused(visit, visit.come_back(back), ABOUT_BEGINNING)  # the state is used up


def test_a_callback_that_was_never_begun_is_refused(visit: Visit) -> None:
    refused(visit, visit.come_back({"code": "made up", "state": "made up"}), ABOUT_BEGINNING)
    assert visit.provider.asked == {}


def test_a_state_is_good_once(visit: Visit) -> None:
    back = visit.agree(visit.begin())
    cookie = visit.client.get_cookie("mockflow")
    assert cookie is not None
    assert visit.come_back(back).location == "/dashboard"
    visit.client.post("/sign-out")
    visit.client.set_cookie("mockflow", cookie.value)  # as it was before
    exchanges = visit.provider.asked["/token"]
    refused(visit, visit.come_back(back), ABOUT_BEGINNING)
    assert visit.provider.asked["/token"] == exchanges


def test_a_code_is_good_once(visit: Visit) -> None:
    back = visit.agree(visit.begin())
    assert visit.come_back(back).location == "/dashboard"
    visit.client.post("/sign-out")
    again = visit.agree(visit.begin())
    refused(visit, visit.come_back({**again, "code": back["code"]}), ABOUT_BEGINNING)


def test_another_browsers_way_back_is_refused(visit: Visit) -> None:
    """A link that would sign a victim in as its sender."""
    sender = Visit(visit.house, visit.provider)
    refused(visit, visit.come_back(sender.agree(sender.begin())), ABOUT_BEGINNING)


def test_another_tabs_code_is_refused(visit: Visit) -> None:
    """Its verifier is another."""
    one, other = visit.agree(visit.begin()), visit.agree(visit.begin())
    refused(visit, visit.come_back({"state": one["state"], "code": other["code"]}), ABOUT_BEGINNING)


def test_the_verifier_is_sent_and_the_provider_checks_it(visit: Visit) -> None:
    back = visit.agree(visit.begin())
    visit.provider.codes[back["code"]]["code_challenge"] = "of another verifier"
    refused(visit, visit.come_back(back), ABOUT_BEGINNING)


def slow() -> Any:
    """Longer than the waiting time that the test sets."""
    threading.Event().wait(0.6)
    return jsonify(id_token="late")


@pytest.mark.parametrize(
    ("answer", "about"),
    [
        pytest.param(lambda: ("<h1>WORDS OF THE PROVIDER</h1>", 500), ABOUT_SILENCE, id="500"),
        pytest.param(lambda: (jsonify(error="slow_down"), 503), ABOUT_SILENCE, id="503"),
        pytest.param(lambda: ("busy", 429), ABOUT_SILENCE, id="429"),
        pytest.param(slow, ABOUT_SILENCE, id="timeout"),
        pytest.param(lambda: redirect("/elsewhere", 307), ABOUT_TRUST, id="redirect"),
        pytest.param(lambda: "<h1>WORDS OF THE PROVIDER</h1>", ABOUT_TRUST, id="HTML"),
        pytest.param(lambda: ("<h1>WORDS OF THE PROVIDER</h1>", 404), ABOUT_TRUST, id="404"),
        pytest.param(lambda: jsonify(["a list"]), ABOUT_TRUST, id="a list"),
        pytest.param(
            lambda: (jsonify(error={"of": "another shape"}), 400), ABOUT_TRUST, id="error of another shape"
        ),
    ],
)
@pytest.mark.parametrize("path", ["/token", "/jwks"])
def test_a_provider_out_of_order_signs_nobody_in(
    visit: Visit,
    path: str,
    answer: Callable[[], Any],
    about: str,
) -> None:
    visit.provider.instead[path] = answer
    back = visit.agree(visit.begin())
    provider = visit.house.app.extensions["mockflow.oidc"]
    provider.client_kwargs["default_timeout"] = 0.3
    refused(visit, visit.come_back(back), about)
    assert visit.provider.asked["/elsewhere"] == 0


@pytest.mark.parametrize(
    "keys", [{}, {"keys": []}, {"keys": [17]}, {"keys": "k"}, {"keys": [{"kty": "oct", "k": "A" * 44}]}]
)
def test_keys_of_another_shape_sign_nobody_in(visit: Visit, keys: Any) -> None:
    visit.provider.instead["/jwks"] = lambda: jsonify(keys)
    refused(visit, visit.sign_in(), ABOUT_TRUST)


def test_a_wrong_client_secret_is_told_to_the_operator(
    provider: FakeProvider, make_house: Callable[..., House]
) -> None:
    visit = Visit(make_house(**settings_for(provider, oidc_client_secret="another")), provider)
    refused(visit, visit.sign_in(), "check OIDC_CLIENT_ID and OIDC_CLIENT_SECRET")


@pytest.mark.parametrize(
    ("discovery", "about"),
    [
        pytest.param({"issuer": "https://accounts.example"}, ABOUT_TRUST, id="another issuer"),
        pytest.param({"issuer": GONE}, ABOUT_TRUST, id="no issuer"),
        pytest.param(
            {"token_endpoint": "http://mockflow.example/token"}, ABOUT_TRUST, id="plain http elsewhere"
        ),
        pytest.param({"jwks_uri": "file:///etc/passwd"}, ABOUT_TRUST, id="a file"),
        pytest.param({"authorization_endpoint": GONE}, ABOUT_TRUST, id="no endpoint"),
        pytest.param({"authorization_endpoint": "javascript:alert(1)"}, ABOUT_TRUST, id="a script"),
        pytest.param(
            {"id_token_signing_alg_values_supported": ["HS256", "none"]}, ABOUT_TRUST, id="HS256 alone"
        ),
        pytest.param({"id_token_signing_alg_values_supported": []}, ABOUT_TRUST, id="no signature"),
        pytest.param({"id_token_signing_alg_values_supported": 17}, ABOUT_TRUST, id="a number"),
    ],
)
def test_a_discovery_document_with_a_wrong_field_is_refused(
    visit: Visit, discovery: dict[str, Any], about: str
) -> None:
    visit.provider.discovery = discovery
    refused(visit, visit.client.get("/sign-in/oidc"), about)


@pytest.mark.parametrize(
    ("answer", "about"),
    [
        pytest.param(lambda: ("<h1>WORDS OF THE PROVIDER</h1>", 502), ABOUT_SILENCE, id="502"),
        pytest.param(lambda: ("gone", 404), ABOUT_TRUST, id="404"),
        pytest.param(lambda: "<h1>WORDS OF THE PROVIDER</h1>", ABOUT_TRUST, id="HTML"),
        pytest.param(lambda: jsonify(["a list"]), ABOUT_TRUST, id="a list"),
        pytest.param(lambda: redirect("/elsewhere"), ABOUT_TRUST, id="redirect"),
    ],
)
def test_a_discovery_document_that_cant_be_had_is_said_so(
    visit: Visit, answer: Callable[[], Any], about: str
) -> None:
    visit.provider.instead[DISCOVERY] = answer
    refused(visit, visit.client.get("/sign-in/oidc"), about)
    assert visit.provider.asked["/elsewhere"] == 0
    visit.provider.instead.clear()
    assert visit.sign_in().location == "/dashboard"


def test_a_provider_that_isnt_there_is_said_so(make_house: Callable[..., House]) -> None:
    with serving() as gone:
        pass
    visit = Visit(make_house(**settings_for(gone)), gone)
    refused(visit, visit.client.get("/sign-in/oidc"), ABOUT_SILENCE)
