"""What our agent takes, refuses and hands to a worker; and who the candidate is."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiohttp import ClientSession
from livekit import api

from dispatch.agent import DispatchedAgent
from dispatch.candidate import first
from dispatch.delivery import Delivery
from dispatch.desk import Desk
from dispatch.header import Headers
from dispatch.invitation import InvitationError
from dispatch.places import Places
from dispatch.server import CallbackSettingsError, check
from settings import Settings
from workers.protocol import Callback

pytestmark = pytest.mark.unit

KEY = "k" * 40


def settings(data_dir: Path, **values: object) -> Settings:
    own = {"livekit_url": "wss://a.test", "livekit_api_key": "APIkey", "livekit_api_secret": KEY}
    own |= {"deepgram_api_key": "dg", "data_dir": str(data_dir)}
    return Settings.model_validate({**Settings(_env_file=None).model_dump(), **own, **values})


def desk(data_dir: Path) -> Desk:
    places = Places(data_dir)
    return Desk(places, Headers(places.own), Delivery(places.transcripts, None))


@dataclass
class Request:
    """A job as LiveKit offers it."""

    metadata: str = ""
    room_metadata: str = ""
    id: str = "AJ_1"
    answers: list[str] = field(default_factory=list)

    @property
    def job(self) -> Any:
        return SimpleNamespace(metadata=self.metadata)

    @property
    def room(self) -> Any:
        return SimpleNamespace(metadata=self.room_metadata)

    async def accept(self, *, name: str) -> None:
        self.answers.append(f"accepted as {name}")

    async def reject(self) -> None:
        self.answers.append("rejected")


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (Request('{"role": "Baker"}'), "accepted as Interviewer"),
        (Request("", '{"role": "Baker"}'), "accepted as Interviewer"),
        (Request(), "rejected"),
        (Request('{"role": "my private words", "level": "god"}'), "rejected"),
        (Request('{"role": "Baker", "language": "ko"}'), "rejected"),  # Deepgram doesn't speak it
    ],
)
async def test_it_takes_a_job_with_a_brief_and_refuses_any_other(
    tmp_path: Path, request_: Request, answer: str, caplog: pytest.LogCaptureFixture
) -> None:
    agent = DispatchedAgent(settings(tmp_path), desk(tmp_path))
    await agent.asked(cast(Any, request_))
    assert request_.answers == [answer]
    assert "my private words" not in caplog.text


async def test_the_job_is_for_this_candidate_in_the_callers_room(tmp_path: Path) -> None:
    agent = DispatchedAgent(settings(tmp_path), desk(tmp_path))
    brief, carried = agent._wanted('{"role": "Baker", "track": "technical"}', "")
    context = SimpleNamespace(
        job=SimpleNamespace(room=SimpleNamespace(name="a room")),
        _info=SimpleNamespace(url="wss://a.test", token="T"),
    )
    callback = Callback.model_validate({"url": "http://127.0.0.1:1/", "token": "t"})
    job = agent._job(cast(Any, context), brief, carried, callback, "ada", "1" * 32)
    assert (job.room.room, job.room.candidate_identity, job.room.url) == ("a room", "ada", "wss://a.test")
    assert (job.room.api_url, job.room.token.get_secret_value()) == ("https://a.test", "T")
    assert job.brief.track == "technical"
    assert [one.provider for one in job.hearing] == ["deepgram"]
    assert job.spool_dir == str((tmp_path / "dispatch" / "spool").resolve())


def person(identity: str, joined_at: int, kind: str = "STANDARD") -> api.ParticipantInfo:
    return api.ParticipantInfo(identity=identity, joined_at=joined_at, kind=kind)


def test_the_candidate_is_the_first_person_and_no_agent() -> None:
    there = [person("late", 9), person("agent", 1, "AGENT"), person("early", 5), person("rec", 2, "EGRESS")]
    assert first(there) == "early"
    assert first([person("agent", 1, "AGENT")]) == ""


async def test_the_desk_answers_its_own_workers_alone(tmp_path: Path) -> None:
    found = desk(tmp_path)
    await found.open()
    callback = found.expect("a1")
    async with ClientSession() as http:
        for token, status in ((callback.token.get_secret_value(), 200), ("other", 401), ("", 401)):
            sent = {"Authorization": f"Bearer {token}"}
            async with http.post(callback.url, data=b"[]", headers=sent) as answer:
                assert answer.status == status
    assert list(found.heard_at) == ["a1"]
    await found.aclose()
    await asyncio.sleep(0)  # the closed server's callbacks run


def test_a_start_without_livekit_or_with_unsigned_posts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvitationError):
        check(settings(tmp_path, livekit_url=""))
    with pytest.raises(CallbackSettingsError):
        check(settings(tmp_path, callback_url="https://a.test/hook"))
    check(settings(tmp_path, callback_url="https://a.test/hook", callback_secret="s"))
