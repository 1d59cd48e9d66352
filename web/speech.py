"""The speech service as the web app uses it: one short recording at a time."""

from __future__ import annotations

import httpx

import logs
from errors import SpeechError

from .endpoints import Endpoints

TRANSCRIBE_TIMEOUT_S = 20.0
HEALTH_TIMEOUT_S = 2.0

log = logs.get(__name__)


class Speech:
    """A client of an OpenAI-compatible audio API."""

    def __init__(self, endpoints: Endpoints, model: str) -> None:
        self._endpoints = endpoints
        self._model = model

    def transcribe(self, audio: bytes, media_type: str) -> str:
        """What is said in ``audio``; empty when nothing is.

        Raises:
            SpeechError: the service is down, slow, busy or can't read the recording.
        """
        endpoint = self._endpoints.speech()
        suffix = "wav" if "wav" in media_type else "webm"
        try:
            answer = httpx.post(
                f"{endpoint.base_url}/audio/transcriptions",
                files={"file": (f"check.{suffix}", audio, media_type)},
                data={"model": self._model, "language": "en", "response_format": "json"},
                headers={"Authorization": f"Bearer {endpoint.api_key.get_secret_value()}"},
                timeout=httpx.Timeout(TRANSCRIBE_TIMEOUT_S, connect=3.0),
                follow_redirects=False,
            )
            answer.raise_for_status()
            return str(answer.json()["text"]).strip()
        except httpx.HTTPStatusError as error:
            status = error.response.status_code
            log.warning("speech refused a recording", status=status)
            if status in (400, 415, 422):
                raise SpeechError(
                    "This recording can't be read. Record it once more; if it fails again, "
                    "you can still press Start or type your answers.",
                    log="speech could not read a recording",
                ) from None
            raise SpeechError(log="speech refused a recording") from None
        except httpx.TimeoutException:
            raise SpeechError(
                "The speech service took too long to answer. Wait a moment, then try the check again.",
                log="speech did not answer in time",
            ) from None
        except (httpx.HTTPError, ValueError, KeyError) as error:
            log.warning("speech did not answer", failure=type(error).__name__)
            raise SpeechError(log="speech did not answer") from None

    def healthy(self) -> bool:
        """Whether something answers there without a failure of its own."""
        try:
            endpoint = self._endpoints.speech()
            answer = httpx.get(f"{endpoint.base_url.removesuffix('/v1')}/health", timeout=HEALTH_TIMEOUT_S)
        except (httpx.HTTPError, SpeechError):
            return False
        return answer.status_code < 500
