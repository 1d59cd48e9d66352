"""A line in the log for each call to a provider whose plugin measures it: numbers, nobody's words."""

from __future__ import annotations

from livekit.agents.metrics import TTSMetrics

import logs

log = logs.get(__name__)


def synthesised(measured: TTSMetrics) -> None:
    """Log one call for speech; a listener of ``metrics_collected`` of a :class:`tts.TTS`."""
    log.info(
        "speech synthesised",
        provider=measured.metadata.model_provider if measured.metadata else "",
        characters=measured.characters_count,
        first_s=round(measured.ttfb, 3),
        took_s=round(measured.duration, 3),
        audio_s=round(measured.audio_duration, 3),
        cancelled=measured.cancelled,
    )
