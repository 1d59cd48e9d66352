"""An owner's own providers carry the interview: two at once, each with its key, and none of them is told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import pytest
from livekit import api
from pydantic import SecretStr

from tests.room import search
from tests.room.provider_double import ProviderDouble, provider
from tests.room.rig import Rig
from tests.room.waiting import until
from workers.protocol import ExitCode, RoomAccess, SpeechAccess, VoiceAccess

pytestmark = pytest.mark.room

HEARING_KEY, VOICE_KEY = "canary-hearing-5d1f0c", "canary-voice-77ab3e"


@pytest.fixture
async def providers(rig: Rig) -> AsyncIterator[tuple[ProviderDouble, ProviderDouble]]:
    async with AsyncExitStack() as stack:
        hearing = await stack.enter_async_context(provider(rig.services, HEARING_KEY))
        voice = await stack.enter_async_context(provider(rig.services, VOICE_KEY))
        yield hearing, voice


def accesses(hearing: ProviderDouble, voice: ProviderDouble) -> dict[str, Any]:
    return {
        "hearing": (
            SpeechAccess(
                provider="openai",
                base_url=hearing.url,
                api_key=SecretStr(hearing.key),
                model="gpt-4o-mini-transcribe",
            ),
        ),
        "voice": (
            VoiceAccess(
                provider="openai",
                base_url=voice.url,
                api_key=SecretStr(voice.key),
                model="gpt-4o-mini-tts",
                voice="nova",
                speed=1.25,
            ),
        ),
    }


def told(rig: Rig) -> list[str]:
    """Where a secret of the job stands outside the worker's memory."""
    assert rig.process is not None
    places = [*search.files(rig.tmp)]
    if rig.process.poll() is None:
        places += search.processes([rig.process.pid])
    canaries = {secret[:24]: secret.encode() for secret in rig.secrets}
    return search.hits(places, canaries)


async def test_hearing_and_voice_are_two_providers_that_fail_and_come_back_and_tell_nothing(
    rig: Rig, providers: tuple[ProviderDouble, ProviderDouble]
) -> None:
    hearing, voice = providers
    await rig.start(log_level="DEBUG", **accesses(hearing, voice))
    guest = await rig.guest()
    await guest.hears_a_question()
    await guest.say("Yes, I am ready to begin the interview.")
    await until(lambda: rig.sink.turns("candidate"), 20, "the spoken words are committed")
    assert set(hearing.asked) == {("/v1/audio/transcriptions", "gpt-4o-mini-transcribe")}
    assert set(voice.asked) == {("/v1/audio/speech", "gpt-4o-mini-tts")}
    await guest.hears_a_question()
    hearing.fault = voice.fault = 503
    await guest.say("I have been a gardener for eleven years.")
    await until(lambda: hearing.refused, 20, "hearing is refused")
    await guest.press("answer", text="I typed this instead.")
    await until(lambda: voice.refused, 20, "the voice is refused")
    await until(lambda: "voice_down" in [one.code for one in rig.sink.of("notice")], 20, "it is told")
    assert told(rig) == []
    hearing.fault = voice.fault = 0
    await until(lambda: "gardener" in str(rig.sink.turns("candidate")), 30, "the words are heard after all")
    rig.sink.status = 503  # from now on events stay in the spool
    await guest.press("answer", text="I have nothing to add.")
    assert rig.process is not None
    rig.process.kill()
    rig.process.wait()
    assert list((rig.tmp / "spool").iterdir())
    assert "a provider failed" in rig.log_path.read_text()
    assert told(rig) == []


async def test_a_room_token_that_is_refused_is_not_told(rig: Rig) -> None:
    """The SDK's error and its native log print the whole token."""
    wrong = api.AccessToken("a-key-nobody-knows", "a secret of thirty-two characters")
    grants = api.VideoGrants(room_join=True, room=rig.room_name, agent=True)
    token = wrong.with_identity("i").with_grants(grants).with_ttl(timedelta(minutes=5)).to_jwt()
    room = RoomAccess(
        url=rig.services.livekit_url,
        token=SecretStr(token),
        api_url=rig.services.livekit_api_url,
        delete_token=SecretStr(token),
        room=rig.room_name,
        candidate_identity=rig.candidate_identity,
    )
    await rig.start(log_level="DEBUG", room=room)
    assert await rig.exit_code() == ExitCode.COULD_NOT_BOOT
    assert "the room could not be joined" in rig.log_path.read_text()
    assert told(rig) == []


async def test_a_guarded_provider_inside_the_network_is_never_reached(
    rig: Rig, providers: tuple[ProviderDouble, ProviderDouble]
) -> None:
    hearing, voice = providers
    guarded: dict[str, Any] = {
        name: tuple(access.model_copy(update={"guarded": True}) for access in chain)
        for name, chain in accesses(hearing, voice).items()
    }
    await rig.start(log_level="DEBUG", **guarded)
    guest = await rig.guest(microphone=False)
    await until(lambda: "voice_down" in [one.code for one in rig.sink.of("notice")], 30, "it is told")
    await guest.press("answer", text="Yes, I am ready.")
    await until(lambda: rig.sink.turns("candidate"), 10, "typing still works")
    assert (hearing.asked, hearing.refused, voice.asked, voice.refused) == ([], 0, [], 0)
    assert told(rig) == []
