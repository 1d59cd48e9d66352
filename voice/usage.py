"""What the providers consumed, as events: numbers only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from livekit.agents.metrics import AgentSessionUsage
from livekit.agents.metrics.usage import LLMModelUsage, STTModelUsage, TTSModelUsage

from interview.events import UsageData


def events(usage: AgentSessionUsage, names: Mapping[str, str]) -> Iterator[UsageData]:
    """One event per provider and model that did anything.

    Args:
        names: our name of each provider by what its plugin calls itself.
    """
    for used in usage.model_usage:
        who = {"provider": names.get(used.provider, used.provider), "model": used.model}
        if isinstance(used, STTModelUsage):
            yield UsageData(kind="stt", audio_s=used.audio_duration, **who)
        elif isinstance(used, TTSModelUsage):
            yield UsageData(kind="tts", audio_s=used.audio_duration, characters=used.characters_count, **who)
        elif isinstance(used, LLMModelUsage):
            yield UsageData(kind="llm", tokens_in=used.input_tokens, tokens_out=used.output_tokens, **who)
