"""A token opens one room, with a microphone, and brings our agent there."""

from __future__ import annotations

import json
from typing import Any

import jwt
import pytest

from dispatch.brief import brief_of
from dispatch.invitation import InvitationError, Wish, address, invite
from settings import Settings

pytestmark = pytest.mark.unit

SECRET = "s" * 40


def settings(**values: object) -> Settings:
    own = {"livekit_url": "wss://a.test", "livekit_api_key": "APIkey", "livekit_api_secret": SECRET}
    return Settings.model_validate({**Settings(_env_file=None).model_dump(), **own, **values})


def claims(token: str) -> dict[str, Any]:
    found: dict[str, Any] = jwt.decode(token, SECRET, algorithms=["HS256"])
    return found


def test_it_joins_this_room_with_a_microphone_for_ten_minutes() -> None:
    found = claims(invite(settings(), Wish(room="my room", name="Ada")))
    video = found["video"]
    assert (video["roomJoin"], video["room"]) == (True, "my room")
    assert video["canPublishSources"] == ["microphone"]
    assert not video.get("roomAdmin")
    assert not video.get("roomCreate")
    assert not video.get("canUpdateOwnMetadata")
    assert found["exp"] - found["nbf"] == 600
    assert found["name"] == "Ada"


def test_it_brings_our_agent_with_a_brief_that_the_agent_takes() -> None:
    wish = Wish(room="r", name="Ada", role="Baker", brief='{"role": "Cook", "length": "quick"}')
    [agent] = claims(invite(settings(agent_name="mine"), wish))["roomConfig"]["agents"]
    assert agent["agentName"] == "mine"
    brief = brief_of(agent["metadata"], "")
    assert (brief.role, brief.candidate_name, brief.length) == ("Baker", "Ada", "quick")


def test_two_candidates_are_never_one_identity() -> None:
    assert len({claims(invite(settings(), Wish(room="r", name="Ada")))["sub"] for _ in range(3)}) == 3


@pytest.mark.parametrize(
    "wish",
    [
        Wish(room="", name="Ada"),
        Wish(room="r" * 256, name="Ada"),
        Wish(room="r", name="Ada", minutes=0),
        Wish(room="r", name="Ada", minutes=61),
        Wish(room="r", name="A" * 121),
        Wish(room="r", name="Ada", brief="{"),
        Wish(room="r", name="Ada", brief="[]"),
        Wish(room="r", name="Ada", brief='{"level": "god"}'),
    ],
)
def test_it_refuses_in_a_sentence(wish: Wish) -> None:
    with pytest.raises(InvitationError) as refused:
        invite(settings(), wish)
    assert refused.value.message.endswith(".")


@pytest.mark.parametrize("name", ["livekit_url", "livekit_api_key", "livekit_api_secret"])
def test_it_names_the_setting_that_is_missing(name: str) -> None:
    with pytest.raises(InvitationError, match="no_invitation") as refused:
        invite(settings(**{name: ""}), Wish(room="r", name="Ada"))
    assert name.upper() in refused.value.message


def test_the_token_stands_where_no_server_sees_it() -> None:
    assert address(settings(), "T") == "http://127.0.0.1:8000/join#token=T"
    assert address(settings(public_url="https://a.test/"), "T") == "https://a.test/join#token=T"
    assert json.dumps(address(settings(host="::"), "T")) == '"http://[::]:8000/join#token=T"'
