"""Builders for recognition, synthesis and voice activity, from the access a job carries."""

from __future__ import annotations

from typing import Any

import httpx2
import openai
from livekit.agents import inference, tts, vad
from livekit.plugins import openai as openai_plugin

from voice.patient_stt import PatientSTT, TroubleListener
from workers.protocol import SpeechAccess

_SEGMENT_SILENCE_S = 0.35


def _client(access: SpeechAccess) -> openai.AsyncClient:
    """An OpenAI client that waits for a busy speech server and never follows a redirect."""
    return openai.AsyncClient(
        api_key=access.api_key.get_secret_value(),
        base_url=access.base_url,
        max_retries=0,
        http_client=httpx2.AsyncClient(
            timeout=httpx2.Timeout(connect=5.0, read=30.0, write=10.0, pool=5.0), follow_redirects=False
        ),
    )


class Providers:
    """One interview's speech providers; close with :meth:`aclose`."""

    def __init__(self, access: SpeechAccess, *, on_stt_trouble: TroubleListener) -> None:
        self._client = _client(access)
        self.vad: vad.VAD = inference.VAD(min_silence_duration=0.25)
        self.stt = PatientSTT(
            stt=openai_plugin.STT(model=access.stt_model, language="en", client=self._client),
            vad=inference.VAD(min_silence_duration=_SEGMENT_SILENCE_S),
            on_trouble=on_stt_trouble,
        )
        self._speaker = openai_plugin.TTS(
            model=access.tts_model, voice=access.tts_voice, client=self._client, response_format="pcm"
        )
        self.tts: tts.TTS[Any] = tts.StreamAdapter(tts=self._speaker)

    async def aclose(self) -> None:
        """Close the adapters and the connections they share."""
        await self.tts.aclose()
        await self._speaker.aclose()
        await self.stt.aclose()
        await self._client.close()
