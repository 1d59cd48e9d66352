"""Builders for recognition, synthesis and voice activity, from the access a job carries."""

from __future__ import annotations

from typing import Any

import httpx2
import openai
from livekit.agents import inference, stt, tts, vad
from livekit.plugins import openai as openai_plugin

import outbound
from voice.embedded_stt import EmbeddedSTT
from voice.patient_stt import PatientSTT, TroubleListener
from workers.protocol import ProviderAccess, SpeechAccess, VoiceAccess

_SEGMENT_SILENCE_S = 0.35


_TIMEOUT = httpx2.Timeout(connect=5.0, read=30.0, write=10.0, pool=5.0)


def _client(access: ProviderAccess) -> openai.AsyncClient:
    """An OpenAI client that waits for a busy speech server and never follows a redirect."""
    return openai.AsyncClient(
        api_key=access.api_key.get_secret_value(),
        base_url=access.base_url,
        max_retries=0,
        http_client=(
            outbound.async_client(timeout=_TIMEOUT)
            if access.guarded
            else httpx2.AsyncClient(timeout=_TIMEOUT, follow_redirects=False)
        ),
    )


class Providers:
    """One interview's speech providers; close with :meth:`aclose`.

    Args:
        hearing: who turns speech into text.
        voice: who turns text into speech; may be another provider.
    """

    def __init__(self, hearing: SpeechAccess, voice: VoiceAccess, *, on_stt_trouble: TroubleListener) -> None:
        self._hearing, self._voice = _client(hearing), _client(voice)
        self.vad: vad.VAD = inference.VAD(min_silence_duration=0.25)
        self.stt = self._transcriber(hearing, on_stt_trouble)
        self._speaker = openai_plugin.TTS(
            model=voice.model,
            voice=voice.voice,
            speed=voice.speed,
            client=self._voice,
            response_format="pcm",
        )
        self.tts: tts.TTS[Any] = tts.StreamAdapter(tts=self._speaker)

    def _transcriber(self, hearing: SpeechAccess, on_trouble: TroubleListener) -> stt.STT[Any]:
        if hearing.provider == "embedded":
            return EmbeddedSTT(
                base_url=hearing.base_url,
                api_key=hearing.api_key.get_secret_value(),
                model=hearing.model,
                on_trouble=on_trouble,
            )
        return PatientSTT(
            stt=openai_plugin.STT(model=hearing.model, language="en", client=self._hearing),
            vad=inference.VAD(min_silence_duration=_SEGMENT_SILENCE_S),
            on_trouble=on_trouble,
        )

    async def aclose(self) -> None:
        """Close the adapters and the connections they use."""
        await self.tts.aclose()
        await self._speaker.aclose()
        await self.stt.aclose()
        await self._hearing.close()
        await self._voice.close()
