"""The speech service as the web app uses it: one short recording at a time."""

from __future__ import annotations

import httpx

import logs
import outbound
from errors import SpeechError

from .endpoints import Endpoints
from .missing import KEYS_PAGE
from .places import SpeechEndpoint

TRANSCRIBE_TIMEOUT_S = 20.0
HEALTH_TIMEOUT_S = 2.0

log = logs.get(__name__)


_KEY_REFUSED = (
    "OpenAI refused your key, so this recording could not be heard. Test the key under Settings, Keys, "
    "and enter it again if it is wrong."
)
_NO_QUOTA = (
    "OpenAI took your key but answers no more for now: its credit is used up or its rate limit is reached. "
    "Look at your account there, or choose another service under Settings, Preferences."
)


class Speech:
    """A client of the OpenAI-compatible audio API that hears for an owner."""

    def __init__(self, endpoints: Endpoints) -> None:
        self._endpoints = endpoints

    def transcribe(self, owner_id: str, audio: bytes, media_type: str) -> str:
        """What is said in ``audio``; empty when nothing is.

        Raises:
            SpeechError: the service is down, slow, busy, refuses the key or can't read the recording;
                or there is none (:class:`web.missing.MissingSpeechKeyError`).
        """
        endpoint = self._endpoints.hearing(owner_id)
        suffix = "wav" if "wav" in media_type else "webm"
        try:
            with _client(endpoint) as http:
                answer = http.post(
                    f"{endpoint.base_url}/audio/transcriptions",
                    files={"file": (f"check.{suffix}", audio, media_type)},
                    data={"model": endpoint.model, "language": "en", "response_format": "json"},
                    headers={"Authorization": f"Bearer {endpoint.api_key.get_secret_value()}"},
                )
            answer.raise_for_status()
            return str(answer.json()["text"]).strip()
        except httpx.HTTPStatusError as error:
            status = error.response.status_code
            log.warning("speech refused a recording", status=status, payer=endpoint.payer)
            raise _refusal(status, endpoint) from None
        except httpx.TimeoutException:
            raise SpeechError(
                "The speech service took too long to answer. Wait a moment, then try the check again.",
                log="speech did not answer in time",
            ) from None
        except (outbound.AddressRefusedError, outbound.AnswerRefusedError) as error:
            log.warning("speech address was refused", failure=error.log)
            raise SpeechError(error.message, log=error.log) from None
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            log.warning("speech did not answer", failure=type(error).__name__)
            raise SpeechError(log="speech did not answer") from None

    def healthy(self) -> bool:
        """Whether something answers at the box's own speech service without a failure of its own."""
        try:
            endpoint = self._endpoints.hearing(None)
            answer = httpx.get(f"{endpoint.base_url.removesuffix('/v1')}/health", timeout=HEALTH_TIMEOUT_S)
        except (httpx.HTTPError, SpeechError):
            return False
        return answer.status_code < 500


def _client(endpoint: SpeechEndpoint) -> httpx.Client:
    timeout = httpx.Timeout(TRANSCRIBE_TIMEOUT_S, connect=3.0)
    if endpoint.guarded:
        return outbound.client(timeout=timeout, total_s=TRANSCRIBE_TIMEOUT_S)
    return httpx.Client(timeout=timeout, follow_redirects=False)


def _refusal(status: int, endpoint: SpeechEndpoint) -> SpeechError:
    """What a status that is no success means for the person who made the recording."""
    if status in (400, 415, 422):
        return SpeechError(
            "This recording can't be read. Record it once more; if it fails again, "
            "you can still press Start or type your answers.",
            log="speech could not read a recording",
        )
    if endpoint.payer == "own" and status in (401, 403):
        return SpeechError(_KEY_REFUSED, log="speech refused an owner's key", href=KEYS_PAGE)
    if endpoint.payer == "own" and status in (402, 429):
        return SpeechError(_NO_QUOTA, log="speech refused for lack of quota")
    return SpeechError(log="speech refused a recording")
