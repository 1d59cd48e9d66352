"""How each provider is asked what a short recording says: one function, one protocol."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import httpx

from workers.protocol import SpeechProvider

from .places import SpeechEndpoint

Recognise = Callable[[httpx.Client, SpeechEndpoint, bytes, str, str], str]
"""Client, endpoint, recording, its media type, the language it is in -> what was said.

Raises:
    httpx.HTTPError: no answer, or a status that is no success.
    ValueError, KeyError, TypeError, LookupError: an answer in no known form.
"""

DEEPGRAM = "https://api.deepgram.com/v1/listen"
ASSEMBLYAI = "https://api.assemblyai.com/v2"
WITHIN_S = 20.0
_LOOK_AGAIN_S = 0.4
_BATCH_MODELS = ["universal-3-pro", "universal-2"]  # the second knows the languages the first doesn't


def by_openai(http: httpx.Client, to: SpeechEndpoint, audio: bytes, media_type: str, language: str) -> str:
    """OpenAI's protocol, and that of the embedded server."""
    suffix = "wav" if "wav" in media_type else "webm"
    answer = http.post(
        f"{to.base_url}/audio/transcriptions",
        files={"file": (f"check.{suffix}", audio, media_type)},
        data={"model": to.model, "language": language, "response_format": "json"},
        headers={"Authorization": f"Bearer {to.api_key.get_secret_value()}"},
    )
    return str(answer.raise_for_status().json()["text"]).strip()


def by_deepgram(http: httpx.Client, to: SpeechEndpoint, audio: bytes, media_type: str, language: str) -> str:
    """Deepgram's pre-recorded audio."""
    answer = http.post(
        DEEPGRAM,
        params={"model": to.model, "language": language, "punctuate": "true"},
        headers={"Authorization": f"Token {to.api_key.get_secret_value()}", "Content-Type": media_type},
        content=audio,
    )
    heard = answer.raise_for_status().json()["results"]["channels"]
    return str(heard[0]["alternatives"][0]["transcript"]).strip() if heard else ""


def by_assemblyai(
    http: httpx.Client, to: SpeechEndpoint, audio: bytes, media_type: str, language: str
) -> str:
    """AssemblyAI's files: uploaded, asked after until they are read, and deleted there."""
    http.headers["Authorization"] = to.api_key.get_secret_value()
    sent = http.post(
        f"{ASSEMBLYAI}/upload", content=audio, headers={"Content-Type": "application/octet-stream"}
    )
    wanted = {
        "audio_url": sent.raise_for_status().json()["upload_url"],
        "language_code": language,
        "speech_models": _BATCH_MODELS,
    }
    begun = http.post(f"{ASSEMBLYAI}/transcript", json=wanted).raise_for_status().json()
    place = f"{ASSEMBLYAI}/transcript/{begun['id']}"
    try:
        return _awaited(http, place, begun)
    finally:
        with suppress(httpx.HTTPError):  # a copy may stay there; what was heard counts
            http.delete(place)


def _awaited(http: httpx.Client, place: str, found: Mapping[str, Any]) -> str:
    until = time.monotonic() + WITHIN_S
    while found["status"] in ("queued", "processing"):
        if time.monotonic() > until:
            raise httpx.ReadTimeout("the transcript isn't ready in time")
        time.sleep(_LOOK_AGAIN_S)  # between two looks; AssemblyAI calls nobody back without an address
        found = http.get(place).raise_for_status().json()
    if found["status"] != "completed":
        raise ValueError("the recording could not be read")
    return str(found.get("text") or "").strip()


RECOGNISERS: Mapping[SpeechProvider, Recognise] = {
    "embedded": by_openai,
    "openai": by_openai,
    "deepgram": by_deepgram,
    "assemblyai": by_assemblyai,
}
