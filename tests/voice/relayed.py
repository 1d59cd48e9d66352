"""The relays over the real plugins and the emulated vendors, with shortened waits, and what comes of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from livekit import rtc
from livekit.agents import UserStateChangedEvent, llm
from livekit.agents.voice.events import UserState
from pydantic import SecretStr

import fsm
from interview.models import Brief
from interview.planner import plan
from interview.scene import Scene
from tests.fakes.vendors import Service, Vendors, tones
from tests.voice.ears import LoudVAD
from tests.voice.plugins import RATE, frames
from voice.offline_llm import OfflineLLM
from voice.providers.connections import Connections
from voice.providers.hearing import HEARING
from voice.providers.speaking import SPEAKING
from voice.providers.thinking import model
from voice.relay.chain import Chain, Purpose, Switch
from voice.relay.ear import Heard
from voice.relay.hearing import HearingRelay
from voice.relay.link import LLM, STT, TTS, Link, Plugin
from voice.relay.listening import Patience
from voice.relay.model import ModelRelay, Pace
from voice.relay.utterance import Tempo
from voice.relay.voice import VoiceRelay
from voice.segments import SegmentSTT
from workers.protocol import ModelAccess, SpeechAccess, SpeechProvider, VoiceAccess

SCALE = 0.3
"""How much shorter every wait is than in an interview."""
QUIET = Patience(
    **{
        name: SCALE * getattr(Patience, name)
        for name in ("connect_s", "mute_s", "tell_s", "give_up_s", "stumble_s", "longest_wait_s", "look_s")
    }
)
PACE = Pace(*(SCALE * wait for wait in (Pace.first_s, Pace.gap_s, Pace.all_s, Pace.least_s)))
TEMPO = Tempo(*(SCALE * wait for wait in (Tempo.first_s, Tempo.alone_s, Tempo.behind_s)))


@dataclass
class Told:
    """What the candidate was told, and when."""

    switches: list[tuple[float, Switch]] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)

    def tell(self, switch: Switch) -> None:
        self.switches.append((time.monotonic(), switch))

    @property
    def causes(self) -> list[str]:
        return [switch.fault.cause.value for _, switch in self.switches]

    def words(self) -> str:
        """All final words, in order."""
        return " ".join(heard.text for heard in self.heard if heard.final and heard.text)


def way(provider: SpeechProvider, service: Service[Any, Any]) -> dict[str, Any]:
    """The way to an emulated service, as a job carries it."""
    base_url = service.url.removesuffix("/listen").removesuffix("/speak")
    return {"provider": provider, "base_url": base_url, "api_key": SecretStr(service.key)}


class Stage:
    """Builds relays and closes what they use."""

    def __init__(self, vendors: Vendors) -> None:
        self.vendors = vendors
        self.told = Told()
        self.connections = Connections()

    def _chain(self, purpose: Purpose, links: list[Link[Plugin]]) -> Chain[Plugin]:
        return Chain(purpose, links, tell=self.told.tell, rest_s=60.0, budget_s=6.0 * SCALE)

    def hearing(self, *providers: SpeechProvider) -> HearingRelay:
        """Recognition by each of ``providers``."""
        services = {
            "deepgram": (self.vendors.listen, "nova-3"),
            "assemblyai": (self.vendors.assemblyai, "universal-streaming-english"),
            "openai": (self.vendors.transcription, "whisper-1"),
        }
        links: list[Link[STT]] = []
        for provider in providers:
            service, name = services[provider]
            link = HEARING[provider](
                SpeechAccess(**way(provider, service), model=name), "en", self.connections
            )
            link.quiet_s *= SCALE
            if isinstance(link.plugin, SegmentSTT):
                link.plugin.vad = LoudVAD()
                link.plugin.answer_s *= SCALE
            links.append(link)
        return HearingRelay(
            self._chain("hearing", links),
            on_trouble=self.told.trouble.append,
            on_heard=self.told.heard.append,
            patience=QUIET,
        )

    def voice(self, *providers: SpeechProvider) -> VoiceRelay:
        """A voice of each of ``providers``."""
        links: list[Link[TTS]] = []
        for provider in providers:
            service = self.vendors.speak if provider == "deepgram" else self.vendors.speech
            name = "aura-2-thalia-en" if provider == "deepgram" else "alloy"
            wanted = VoiceAccess(**way(provider, service), model="gpt-4o-mini-tts", voice=name)
            links.append(SPEAKING[provider](wanted, self.connections))
        return VoiceRelay(self._chain("voice", links), TEMPO)

    def model(self, count: int = 1) -> ModelRelay:
        """``count`` times the emulated model, and the offline interviewer behind it."""
        chat = self.vendors.chat
        wanted = ModelAccess(base_url=chat.url, api_key=SecretStr(chat.key), model="gpt-4o-mini")
        links: list[Link[LLM]] = [model(wanted, self.connections) for _ in range(count)]
        links.append(Link("mockflow", "MockFlow's own interviewer", OfflineLLM(scene), own=True))
        return ModelRelay(self._chain("model", links), PACE)


@asynccontextmanager
async def stage(vendors: Vendors) -> AsyncIterator[Stage]:
    """A stage whose connections are closed at the end."""
    made = Stage(vendors)
    try:
        yield made
    finally:
        await made.connections.aclose()


def scene(_chat_ctx: llm.ChatContext) -> Scene:
    """An interview that has just begun."""
    brief, rules = Brief(role="Backend Engineer"), fsm.STAGES
    return Scene(
        brief=brief,
        plan=plan(brief, rules),
        stage=rules[0],
        questions_in_stage=0,
        elapsed_s=1.0,
        can_move=False,
        wrapping_up=False,
        history=(),
    )


class Microphone:
    """Speaks into a relay in real time, and says when there is speech, as LiveKit's session does."""

    def __init__(self, relay: HearingRelay) -> None:
        self.relay = relay
        self.stream = relay.stream()
        self.said_at = 0.0
        self._loud = False
        self._quiet_s = 0.0
        self._drain = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for _ in self.stream:
            pass

    async def say(self, text: str, *, halfway: Callable[[], None] = lambda: None) -> None:
        """Say ``text``; ``halfway`` is called in the middle of it."""
        pcm = tones.spoken(text, RATE)
        parts = list(frames(pcm))
        for index, frame in enumerate(parts):
            if index == len(parts) // 2:
                halfway()
            await self._push(frame)

    async def silence(self, until: Callable[[], object], within_s: float) -> None:
        """Say nothing until something is so."""
        latest = time.monotonic() + within_s
        [frame] = frames(tones.silence(0.05, RATE))
        while not until() and time.monotonic() < latest:
            await self._push(frame)

    async def _push(self, frame: rtc.AudioFrame) -> None:
        loud = tones.loudness(frame.data.tobytes()) > tones.LOUD
        self._quiet_s = 0.0 if loud else self._quiet_s + 0.05
        if loud:
            self.said_at = time.monotonic()
        if loud and not self._loud:
            self._state("listening", "speaking", time.time() - 0.05)
        elif self._loud and self._quiet_s >= 0.25:
            self._state("speaking", "listening", time.time() - self._quiet_s)
        self.stream.push_frame(frame)
        await asyncio.sleep(0.05)

    def _state(self, before: UserState, after: UserState, at: float) -> None:
        self._loud = after == "speaking"
        event = UserStateChangedEvent(old_state=before, new_state=after, created_at=at)
        self.relay.on_user_state(event)

    async def aclose(self) -> None:
        await self.stream.aclose()
        self._drain.cancel()
        await asyncio.gather(self._drain, return_exceptions=True)


async def reply(relay: ModelRelay) -> str:
    """What the model says to "hello"."""
    said = llm.ChatContext.empty()
    said.add_message(role="user", content="Hello.")
    async with relay.chat(chat_ctx=said) as stream:
        return "".join([(c.delta and c.delta.content) or "" async for c in stream])


async def sound(relay: VoiceRelay, text: str) -> tuple[list[str], float]:
    """The words that are heard of ``text``, and the longest wait for sound, in seconds."""
    pcm, waited_s, ends_at = b"", 0.0, time.monotonic()
    async with relay.stream() as stream:
        stream.push_text(text)
        stream.end_input()
        async for audio in stream:
            now = time.monotonic()
            waited_s = max(waited_s, now - ends_at)
            ends_at = max(now, ends_at) + audio.frame.duration
            pcm += audio.frame.data.tobytes()
    return tones.heard(pcm, 24000), waited_s
