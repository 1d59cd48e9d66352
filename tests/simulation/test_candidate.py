"""The candidate in a real room, with a stand-in interviewer that hums its questions."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import pytest
from livekit import api, rtc

from embedded.stack import EmbeddedServices
from simulation.audio import FRAME_SAMPLES, RATE, is_audible, silence
from simulation.candidate import Candidate
from simulation.diary import Diary
from simulation.manners import Manners
from simulation.personas import load

pytestmark = pytest.mark.room

QUESTION = "Are you ready?"


def hum(seconds: float) -> bytes:
    """A tone as loud as speech."""
    t = np.arange(int(RATE * seconds)) / RATE
    return bytes((8000 * np.sin(2 * np.pi * 300 * t)).astype(np.int16).tobytes())


class Hummer:
    """A voice whose every sentence is one second of a tone."""

    async def say(self, text: str) -> bytes:
        return hum(1.0)


class StandIn:
    """An interviewer's outside: sound, captions and attributes, and an ear for the candidate."""

    def __init__(self) -> None:
        self.room = rtc.Room()
        self.source = rtc.AudioSource(RATE, 1, queue_size_ms=100)
        self.heard: list[tuple[float, bool]] = []
        self.tasks: list[asyncio.Task[None]] = []
        self.speaking = False
        self.beat = asyncio.Event()
        self.room.on("track_subscribed", self._track)

    def _track(self, track: rtc.Track, *_rest: object) -> None:
        self.tasks.append(asyncio.create_task(self._listen(track)))

    async def _listen(self, track: rtc.Track) -> None:
        stream = rtc.AudioStream.from_track(track=track, sample_rate=RATE, num_channels=1, frame_size_ms=10)
        try:
            async for event in stream:
                self.heard.append((time.time(), is_audible(event.frame.data)))
        finally:
            await stream.aclose()

    async def join(self, url: str, token: str) -> None:
        await self.room.connect(url, token)
        track = rtc.LocalAudioTrack.create_audio_track("voice", self.source)
        await self.room.local_participant.publish_track(track)
        self.tasks.append(asyncio.create_task(self._quiet()))

    async def _quiet(self) -> None:
        while True:
            data = hum(FRAME_SAMPLES / RATE) if self.speaking else silence(FRAME_SAMPLES / RATE)
            await self.source.capture_frame(rtc.AudioFrame(data, RATE, 1, FRAME_SAMPLES))
            self.beat.set()

    async def state(self, state: str, stage: str) -> None:
        await self.room.local_participant.set_attributes({"lk.agent.state": state, "mf.stage": stage})

    async def ask(self, text: str, stage: str, seconds: float = 1.0) -> None:
        await self.state("speaking", stage)
        self.speaking = True
        await asyncio.sleep(seconds)  # the length of the question's sound
        self.speaking = False
        await self.room.local_participant.send_text(
            text, topic="lk.transcription", attributes={"lk.transcription_final": "true"}
        )
        await self.state("listening", stage)

    async def until(self, condition: Callable[[], bool], seconds: float = 8.0) -> None:
        async with asyncio.timeout(seconds):
            while not condition():
                self.beat.clear()
                await self.beat.wait()

    def candidate_loud(self) -> bool:
        return any(loud for _, loud in self.heard)

    async def aclose(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.room.disconnect()
        await self.source.aclose()


Play = Callable[[StandIn, Diary], Awaitable[None]]


@pytest.fixture
def play(stack: EmbeddedServices, tmp_path: Path) -> Callable[..., Awaitable[Diary]]:
    """Runs a script for the interviewer against a candidate with the given manners."""

    async def run(script: Play, manners: Manners | None = None) -> Diary:
        async with _interview(stack, tmp_path, manners) as (interviewer, diary, candidate):
            await script(interviewer, diary)
            await interviewer.aclose()
            await candidate
        return diary

    return run


@asynccontextmanager
async def _interview(
    stack: EmbeddedServices, path: Path, manners: Manners | None
) -> AsyncIterator[tuple[StandIn, Diary, asyncio.Task[str]]]:
    def token(identity: str, kind: str) -> str:
        grants = api.VideoGrants(room_join=True, room=path.name, can_update_own_metadata=True)
        access = api.AccessToken(stack.api_key, secret).with_identity(identity)
        return access.with_kind(kind).with_grants(grants).to_jwt()  # type: ignore[arg-type]

    secret = stack.api_secret.get_secret_value()
    async with api.LiveKitAPI(stack.livekit_api_url, stack.api_key, secret) as client:
        await client.room.create_room(api.CreateRoomRequest(name=path.name))
    with Diary(path / "log.jsonl") as diary:
        candidate = Candidate(
            load("ada"), Hummer(), diary, started_at=time.time(), manners=manners or Manners()
        )
        interviewer = StandIn()
        await interviewer.join(stack.livekit_url, token("i-1", "agent"))
        task = asyncio.create_task(candidate.run(stack.livekit_url, token("c-1", "standard"), limit_s=40))
        await interviewer.until(lambda: bool(diary.of("joined")))
        yield interviewer, diary, task


async def test_it_answers_a_question_after_it_is_over(play: Callable[..., Awaitable[Diary]]) -> None:
    async def script(interviewer: StandIn, diary: Diary) -> None:
        await interviewer.ask(QUESTION, "greeting")
        asked_at = time.time()
        await interviewer.until(interviewer.candidate_loud)
        assert 0.4 < next(at for at, loud in interviewer.heard if loud) - asked_at < 2.0
        await interviewer.until(lambda: len(diary.of("sentence")) == 2)

    diary = await play(script)
    said = diary.of("sentence")
    assert [s["complete"] for s in said] == [True, True]
    assert all(0.95 < s["ended_at"] - s["started_at"] < 1.3 for s in said)
    assert [h["text"] for h in diary.of("heard")] == [QUESTION]
    assert 0.0 < diary.seconds("first_sound")[0] < 3.0
    assert diary.of("left")[0]["why"] == "the interviewer left"


async def test_it_measures_the_reply(play: Callable[..., Awaitable[Diary]]) -> None:
    seen: list[float] = []

    async def script(interviewer: StandIn, diary: Diary) -> None:
        await interviewer.ask(QUESTION, "greeting")
        await interviewer.until(lambda: len(diary.of("sentence")) == 2)
        await asyncio.sleep(1.5)  # how long this interviewer takes to reply
        seen.append(time.time() - max(at for at, loud in interviewer.heard if loud))
        await interviewer.ask("Tell me about yourself.", "self_intro")
        await interviewer.until(lambda: bool(diary.of("reply")))

    diary = await play(script)
    assert diary.seconds("reply")[0] == pytest.approx(seen[0], abs=0.6)  # the way there and back
    assert [s["stage"] for s in diary.of("stage")] == ["greeting", "self_intro"]


async def test_it_stays_silent_at_the_end(play: Callable[..., Awaitable[Diary]]) -> None:
    async def script(interviewer: StandIn, diary: Diary) -> None:
        await interviewer.ask("Thank you for your time. Goodbye.", "closing")
        await interviewer.until(lambda: bool(diary.of("heard")))
        await asyncio.sleep(1.5)  # longer than a polite candidate waits after a question

    diary = await play(script)
    assert diary.of("sentence") == []


async def test_it_interrupts_when_told_to(play: Callable[..., Awaitable[Diary]]) -> None:
    async def script(interviewer: StandIn, diary: Diary) -> None:
        asking = asyncio.create_task(interviewer.ask(QUESTION, "greeting", seconds=6.0))
        await interviewer.until(interviewer.candidate_loud)
        assert not asking.done()
        interviewer.speaking = False
        await interviewer.until(lambda: bool(diary.of("silenced")))
        asking.cancel()

    diary = await play(script, Manners(interrupt_at=1))
    assert 0.0 <= diary.seconds("silenced")[0] < 1.0


async def test_it_rests_in_the_middle_of_a_sentence(play: Callable[..., Awaitable[Diary]]) -> None:
    async def script(interviewer: StandIn, diary: Diary) -> None:
        await interviewer.ask(QUESTION, "greeting")
        await interviewer.until(lambda: bool(diary.of("sentence")))

    diary = await play(script, Manners(rest_in=frozenset({1}), rest_s=2.0))
    first = diary.of("sentence")[0]
    assert 2.9 < first["ended_at"] - first["started_at"] < 3.4


async def test_it_is_not_heard_and_logs_nothing_when_muted(play: Callable[..., Awaitable[Diary]]) -> None:
    async def script(interviewer: StandIn, diary: Diary) -> None:
        await interviewer.ask(QUESTION, "greeting")
        await asyncio.sleep(3.0)  # longer than the whole answer
        assert not interviewer.candidate_loud()

    diary = await play(script, Manners(mute_in=frozenset({1})))
    assert diary.of("sentence") == []


async def test_it_walks_out_when_told_to(play: Callable[..., Awaitable[Diary]]) -> None:
    async def script(interviewer: StandIn, diary: Diary) -> None:
        await interviewer.ask(QUESTION, "greeting")
        await interviewer.until(lambda: bool(diary.of("left")))

    diary = await play(script, Manners(leave_after=1))
    assert diary.of("left")[0]["why"] == "the candidate walked out"
    assert len(diary.of("sentence")) == 2
