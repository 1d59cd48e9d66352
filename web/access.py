"""What carries one interview, as a job takes it: looked up once, so that all of it goes the same way."""

from __future__ import annotations

from dataclasses import dataclass

from workers.protocol import ModelAccess, SpeechAccess, VoiceAccess

from .places import LiveKitEndpoint, ModelEndpoint, SpeechEndpoint
from .sources import Sources


@dataclass(frozen=True)
class Access:
    """Attributes: see :class:`workers.protocol.Job`."""

    livekit: LiveKitEndpoint
    hearing: tuple[SpeechAccess, ...]
    voice: tuple[VoiceAccess, ...]
    thinking: tuple[ModelAccess, ...]


def access(livekit: LiveKitEndpoint, sources: Sources, language: str) -> Access:
    """All of it for an interview in ``language``.

    Raises:
        SpeechError: nobody hears or nobody speaks for this owner.
    """
    model = sources.model()
    return Access(
        livekit,
        tuple(_hearing(each) for each in sources.hearing(language)),
        tuple(_voice(each) for each in sources.voice(language)),
        (_thinking(model),) if model else (),
    )


def _hearing(found: SpeechEndpoint) -> SpeechAccess:
    return SpeechAccess(
        provider=found.provider,
        base_url=found.base_url,
        api_key=found.api_key,
        model=found.model,
        guarded=found.guarded,
    )


def _voice(found: SpeechEndpoint) -> VoiceAccess:
    return VoiceAccess(
        provider=found.provider,
        base_url=found.base_url,
        api_key=found.api_key,
        model=found.model,
        guarded=found.guarded,
        voice=found.voice,
        speed=found.speed,
    )


def _thinking(found: ModelEndpoint) -> ModelAccess:
    return ModelAccess(
        base_url=found.base_url,
        api_key=found.api_key,
        model=found.model,
        guarded=found.guarded,
        temperature=found.temperature,
    )
