"""The job a worker is given: every secret of it crosses the pipe, and is shown nowhere else."""

from __future__ import annotations

import json

import pytest
from pydantic import SecretStr

import fsm
from interview.models import Brief, Frozen, Length, Plan
from workers.protocol import Callback, Job, ModelAccess, RoomAccess, SpeechAccess, VoiceAccess

pytestmark = pytest.mark.unit

SECRETS = {f"canary-{name}" for name in ("room", "delete", "hearing", "voice", "model", "callback")}


def job() -> Job:
    return Job(
        interview_id="i",
        run=1,
        nonce="n",
        room=RoomAccess(
            url="ws://127.0.0.1:1",
            token=SecretStr("canary-room"),
            api_url="http://127.0.0.1:1",
            delete_token=SecretStr("canary-delete"),
            room="r",
            candidate_identity="c",
            allowed_hosts="*.livekit.cloud",
        ),
        hearing=(SpeechAccess(base_url="https://one", api_key=SecretStr("canary-hearing"), model="h"),),
        voice=(
            VoiceAccess(
                base_url="https://two", api_key=SecretStr("canary-voice"), model="v", voice="a", guarded=True
            ),
        ),
        thinking=(ModelAccess(base_url="", api_key=SecretStr("canary-model"), model="m"),),
        callback=Callback(url="http://127.0.0.1:2", token=SecretStr("canary-callback")),
        brief=Brief(role="Nurse", resume_text="Löwe ********** \N{PARTY POPPER}\n\u2028"),
        plan=Plan(questions=()),
        stages=fsm.rules_for(Length.QUICK, {}),
        spool_dir="/nowhere",
    )


def test_a_job_comes_out_of_the_pipe_as_it_went_in() -> None:
    line = job().to_pipe()
    assert "\n" not in line
    assert Job.model_validate_json(line) == job()
    assert {secret for secret in SECRETS if secret in line} == SECRETS


def test_a_job_shows_no_secret_otherwise() -> None:
    shown = f"{job()!r} {job()} {job().model_dump()} {job().model_dump_json()}"
    assert "canary" not in shown


class _Deep(Frozen):
    key: SecretStr


class _NextJob(Job):
    """A job that somebody gave more secrets to, without a thought for the pipe."""

    plain: SecretStr
    perhaps: SecretStr | None
    deep: tuple[_Deep, ...]
    named: dict[str, list[SecretStr]]
    either: SecretStr | int


def test_a_secret_that_is_added_to_the_job_crosses_the_pipe_too() -> None:
    added = _NextJob(
        **dict(job()),
        plain=SecretStr("one"),
        perhaps=SecretStr("two"),
        deep=(_Deep(key=SecretStr("three")),),
        named={"a": [SecretStr("four")]},
        either=SecretStr("five"),
    )
    told = json.loads(added.to_pipe())
    assert (told["plain"], told["perhaps"], told["either"]) == ("one", "two", "five")
    assert (told["deep"], told["named"]) == ([{"key": "three"}], {"a": ["four"]})
    assert _NextJob.model_validate_json(added.to_pipe()) == added
