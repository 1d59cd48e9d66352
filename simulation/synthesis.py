"""The candidate's voice: sentences made by an OpenAI-compatible speech server."""

from __future__ import annotations

from typing import Protocol

import httpx

from simulation.audio import trim


class Speaks(Protocol):
    """Anything that makes sentences into sound."""

    async def say(self, text: str) -> bytes:
        """``text`` as 16-bit mono samples at 24 kHz."""
        ...


class Voice:
    """Turns sentences into sound.

    Args:
        base_url: the audio API, up to and with ``/v1``.
        api_key: its bearer key.
        speed: 1.0 is the voice's own.
    """

    def __init__(self, base_url: str, api_key: str, *, speed: float = 1.0, voice: str = "joe") -> None:
        self._speed, self._voice = speed, voice
        self._http = httpx.AsyncClient(
            base_url=base_url.rstrip("/"),
            headers={"Authorization": f"Bearer {api_key}"},
            timeout=httpx.Timeout(30.0),
            trust_env=False,
        )

    async def say(self, text: str) -> bytes:
        """``text`` as 16-bit mono at 24 kHz without silent edges; httpx.HTTPError when it can't be made."""
        answer = await self._http.post(
            "/audio/speech",
            json={
                "model": "piper",
                "input": text,
                "voice": self._voice,
                "response_format": "pcm",
                "speed": self._speed,
            },
        )
        answer.raise_for_status()
        return trim(answer.content)

    async def aclose(self) -> None:
        """Close the connection."""
        await self._http.aclose()
