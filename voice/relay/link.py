"""One provider, as the relays see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from livekit.agents import llm, stt, tts

STT = stt.STT[Any]
TTS = tts.TTS[Any]
LLM = llm.LLM[Any]
Plugin = TypeVar("Plugin")


@dataclass
class Answers:
    """What a provider's last answer said beside its content.

    Attributes:
        retry_after_s: how long it asked to be left alone, in seconds; None when it didn't.
    """

    retry_after_s: float | None = None

    def heed(self, header: str | None) -> None:
        """Note a Retry-After header; a date in it counts for nothing."""
        try:
            self.retry_after_s = max(float(header), 0.0) if header else None
        except ValueError:
            self.retry_after_s = None


@dataclass(eq=False)
class Link(Generic[Plugin]):
    """One provider of a chain.

    Attributes:
        provider: whose protocol it speaks, as events name it.
        title: as a sentence names it.
        plugin: livekit-agents' object for it.
        answers: what it asked for beside its answers.
        own: MockFlow's own, on the same computer.
        quiet_s: seconds it may take to say what it heard once the candidate is silent (hearing only).
        pace: how much faster than it was spoken it takes audio said before (hearing only).
        speed: how fast it speaks; 1.0 is ordinary (voice only).
    """

    provider: str
    title: str
    plugin: Plugin
    answers: Answers = field(default_factory=Answers)
    own: bool = False
    quiet_s: float = 4.0
    pace: float = 4.0
    speed: float = 1.0
