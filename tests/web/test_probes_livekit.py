"""The Test button against a real LiveKit server, which the operator's list names."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from embedded.stack import EmbeddedServices
from web.probes import Outcome, Verdict, probe
from web.provider_keys import LiveKitKey, ProviderKeys

pytestmark = pytest.mark.room

OTHER = SecretStr("a-secret-of-another-server-of-more-than-32-characters")


def press_test(key: LiveKitKey, allowed: str = "ws://127.0.0.1:*") -> Verdict:
    return probe("livekit", ProviderKeys(livekit=key), allowed_hosts=allowed)


def test_it_tells_a_good_pair_from_a_bad_one(stack: EmbeddedServices) -> None:
    good = LiveKitKey(stack.livekit_url, SecretStr(stack.api_key), stack.api_secret)
    assert press_test(good).ok
    assert press_test(LiveKitKey(good.url, good.api_key, OTHER)).outcome is Outcome.WRONG_KEY
    assert press_test(LiveKitKey(good.url, OTHER, good.api_secret)).outcome is Outcome.WRONG_KEY


def test_it_doesnt_reach_a_server_of_ours_that_nobody_listed(stack: EmbeddedServices) -> None:
    good = LiveKitKey(stack.livekit_url, SecretStr(stack.api_key), stack.api_secret)
    assert press_test(good, "*.livekit.cloud").outcome is Outcome.REFUSED
