"""What the providers consumed, as events: numbers only."""

from __future__ import annotations

from collections.abc import Iterator

from livekit.agents.metrics import AgentSessionUsage
from livekit.agents.metrics.usage import LLMModelUsage, STTModelUsage, TTSModelUsage

from interview.events import UsageData


def events(usage: AgentSessionUsage) -> Iterator[UsageData]:
    """One event per provider that did anything."""
    for used in usage.model_usage:
        if isinstance(used, STTModelUsage):
            yield UsageData(provider=used.provider, kind="stt", audio_s=used.audio_duration)
        elif isinstance(used, TTSModelUsage):
            yield UsageData(
                provider=used.provider,
                kind="tts",
                audio_s=used.audio_duration,
                characters=used.characters_count,
            )
        elif isinstance(used, LLMModelUsage):
            yield UsageData(
                provider=used.provider,
                kind="llm",
                tokens_in=used.input_tokens,
                tokens_out=used.output_tokens,
            )
