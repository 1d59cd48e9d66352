"""A candidate moved by the test: joins, speaks, listens, presses the page's buttons."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from pathlib import Path
from typing import Any, Protocol

from livekit import rtc

from embedded.services import EmbeddedServices
from simulation.audio import Clip
from simulation.diary import Diary
from simulation.ear import Caption, Ear
from simulation.mouth import Mouth
from simulation.synthesis import Voice
from tests.room.waiting import until


class Host(Protocol):
    """What a guest needs to know of the rig it visits."""

    services: EmbeddedServices
    tmp: Path
    voice: Voice

    @property
    def worker_identity(self) -> str: ...

    def candidate_token(self, identity: str) -> str: ...


class Guest:
    """A candidate moved by the test: joins, speaks, listens, presses the page's buttons."""

    def __init__(self, rig: Host, identity: str) -> None:
        self.rig, self.identity = rig, identity
        self.room = rtc.Room()
        self.diary = Diary(rig.tmp / f"{secrets.token_hex(4)}.jsonl")
        self.mouth = Mouth(self.diary, lambda _now: None)
        self.captions: list[Caption] = []
        self.attributes: dict[str, str] = {}
        self.last_audible = 0.0
        self.first_audible = 0.0
        self.gone = ""
        self._ear = Ear(
            self.room,
            on_sound=self._sound,
            on_caption=self.captions.append,
            on_attributes=self._attributes,
            on_gone=self._gone,
        )
        self._talking: asyncio.Task[None] | None = None

    def _sound(self, now: float, audible: bool) -> None:
        if audible:
            self.first_audible = self.first_audible or now
            self.last_audible = now

    def _attributes(self, attributes: dict[str, str]) -> None:
        self.attributes = attributes

    def _gone(self, why: str) -> None:
        self.gone = why

    async def join(self, *, microphone: bool = True) -> Guest:
        await self.room.connect(self.rig.services.livekit_url, self.rig.candidate_token(self.identity))
        if microphone:
            track = rtc.LocalAudioTrack.create_audio_track("microphone", self.mouth.source)
            await self.room.local_participant.publish_track(
                track, rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
            )
            self._talking = asyncio.create_task(self.mouth.run())
        self._ear.look()
        return self

    async def say(self, *sentences: str, rest_s: float = 0.0) -> None:
        """Say sentences aloud, with a rest of ``rest_s`` between them, and return when the last is out."""
        sounds = [await self.rig.voice.say(text) for text in sentences]
        for n, (text, pcm) in enumerate(zip(sentences, sounds, strict=True)):
            pause = rest_s if n + 1 < len(sentences) else 0.0
            self.mouth.say(Clip(text, pcm, 1, pause_s=pause, rest_at=0.0, rest_s=0.0))
        await until(lambda: self.mouth.idle, 60, "the guest has finished speaking")

    async def press(self, control: str, **payload: object) -> dict[str, Any]:
        answer = await self.room.local_participant.perform_rpc(
            destination_identity=self.rig.worker_identity, method=f"mf.{control}", payload=json.dumps(payload)
        )
        reply: dict[str, Any] = json.loads(answer)
        return reply

    @property
    def state(self) -> str:
        return self.attributes.get("lk.agent.state", "")

    async def hears_a_question(self, within_s: float = 40.0) -> None:
        """Wait until the interviewer has spoken and listens."""
        self.first_audible = 0.0
        await until(
            lambda: (
                self.first_audible and self.state == "listening" and time.time() - self.last_audible > 0.5
            ),
            within_s,
            "the interviewer spoke and listens",
        )

    async def leave(self) -> None:
        if self._talking:
            self._talking.cancel()
            await asyncio.gather(self._talking, return_exceptions=True)
        await self.mouth.aclose()
        await self._ear.aclose()
        await self.room.disconnect()
        self.diary.__exit__(None, None, None)
