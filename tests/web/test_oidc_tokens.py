"""ID tokens that sign nobody in, each with a sentence."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.fakes.oidc import (
    CLIENT_ID,
    CLIENT_SECRET,
    GONE,
    FakeProvider,
    Signer,
    hs256,
    hs256_with_public_key,
    rs256,
    serving,
    unsigned,
)

from .conftest import House
from .visit import ABOUT_TRUST, Visit, refused, settings_for

pytestmark = pytest.mark.process

HOUR = 3600


@pytest.fixture
def provider() -> Iterator[FakeProvider]:
    with serving() as found:
        yield found


@pytest.fixture
def visit(provider: FakeProvider, make_house: Callable[..., House]) -> Visit:
    return Visit(make_house(**settings_for(provider)), provider)


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({"nonce": "another"}, id="wrong nonce"),
        pytest.param({"nonce": GONE}, id="no nonce"),
        pytest.param({"nonce": ""}, id="empty nonce"),
        pytest.param({"aud": "another-client"}, id="wrong audience"),
        pytest.param({"aud": "another-client", "azp": CLIENT_ID}, id="wrong audience, our azp"),
        pytest.param({"aud": []}, id="no audience in the list"),
        pytest.param({"aud": GONE}, id="no audience"),
        pytest.param({"azp": "another-client"}, id="azp of another client"),
        pytest.param({"aud": [CLIENT_ID, "another-client"]}, id="two audiences, no azp"),
        pytest.param({"aud": [CLIENT_ID, "x"], "azp": "x"}, id="two audiences, azp of the other"),
        pytest.param({"iss": "https://accounts.example"}, id="wrong issuer"),
        pytest.param({"iss": GONE}, id="no issuer"),
        pytest.param({"iat": int(time.time()) - 2 * HOUR, "exp": int(time.time()) - HOUR}, id="expired"),
        pytest.param({"exp": GONE}, id="never expires"),
        pytest.param({"exp": "tomorrow"}, id="expires in words"),
        pytest.param({"exp": float("nan")}, id="expires at NaN"),
        pytest.param(
            {"iat": int(time.time()) + HOUR, "exp": int(time.time()) + 2 * HOUR}, id="from the future"
        ),
        pytest.param({"iat": GONE}, id="issued never"),
        pytest.param({"nbf": int(time.time()) + HOUR}, id="not yet valid"),
        pytest.param({"sub": GONE}, id="no sub"),
        pytest.param({"sub": ""}, id="empty sub"),
        pytest.param({"sub": 1001}, id="sub is a number"),
        pytest.param({"sub": "s" * 10_000}, id="sub of 10,000 characters"),
        pytest.param({"sub": "s" * 256}, id="sub of 256 characters"),
        pytest.param({"sub": "Ädä"}, id="sub is not ASCII"),
        pytest.param({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, id="another access token's hash"),
        pytest.param({"at_hash": {"a": 1}}, id="a hash of another shape"),
        pytest.param({"azp": 17}, id="azp is a number"),
        pytest.param({"auth_time": "once"}, id="authenticated in words"),
    ],
)
def test_an_id_token_with_a_wrong_claim_is_refused(visit: Visit, claims: dict[str, Any]) -> None:
    visit.provider.claims = claims
    refused(visit, visit.sign_in(), ABOUT_TRUST)


@pytest.mark.parametrize(
    "sign",
    [
        pytest.param(unsigned, id="alg none"),
        pytest.param(hs256(CLIENT_SECRET), id="HS256 with the client secret"),
        pytest.param(hs256_with_public_key(), id="HS256 with the public key"),
        pytest.param(rs256("stranger", said="first"), id="another key under a known name"),
        pytest.param(rs256("stranger"), id="unknown kid"),
        pytest.param(lambda claims: rs256()(claims)[:-8] + "AAAAAAAA", id="bent signature"),
        pytest.param(lambda _: "no.token.at all", id="no token at all"),
        pytest.param(lambda _: "", id="empty"),
        pytest.param(lambda _: "e" * 3_000_000, id="three megabytes"),
    ],
)
def test_an_id_token_with_a_wrong_signature_is_refused(visit: Visit, sign: Signer) -> None:
    visit.provider.sign = sign
    refused(visit, visit.sign_in(), ABOUT_TRUST)


@pytest.mark.parametrize("id_token", [GONE, 17, None, ["a"], {"a": 1}])
def test_an_answer_without_an_id_token_is_refused(visit: Visit, id_token: Any) -> None:
    visit.provider.token = {"id_token": id_token}
    refused(visit, visit.sign_in(), ABOUT_TRUST)
