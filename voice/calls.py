"""A line in the log for each call to a provider whose plugin measures it: numbers, nobody's words."""

from __future__ import annotations

from typing import Any

from livekit.agents import AgentSession
from livekit.agents.metrics import TTSMetrics

import logs

log = logs.get(__name__)


def log_synthesis(session: AgentSession[Any]) -> None:
    """Log each call for speech from now on, those made before the session starts too."""
    if session.tts is not None:
        session.tts.on("metrics_collected", _synthesised)


def _synthesised(measured: TTSMetrics) -> None:
    log.info(
        "speech synthesised",
        provider=measured.metadata.model_provider if measured.metadata else "",
        characters=measured.characters_count,
        first_s=round(measured.ttfb, 3),
        took_s=round(measured.duration, 3),
        audio_s=round(measured.audio_duration, 3),
        cancelled=measured.cancelled,
    )
