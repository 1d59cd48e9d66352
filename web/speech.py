"""The speech services as the web app uses them: one short recording at a time."""

from __future__ import annotations

import httpx

import logs
import outbound
from errors import SpeechError

from .endpoints import Endpoints
from .languages import TITLES
from .missing import KEYS_PAGE
from .places import SpeechEndpoint
from .recognisers import RECOGNISERS

TRANSCRIBE_TIMEOUT_S = 20.0
HEALTH_TIMEOUT_S = 2.0

log = logs.get(__name__)

_KEY_REFUSED = (
    "{name} refused your key, so this recording could not be heard. Test the key under Settings, Keys, "
    "and enter it again if it is wrong."
)
_NO_QUOTA = (
    "{name} took your key but answers no more for now: its credit is used up or its rate limit is reached. "
    "Look at your account there, or choose another service under Settings, Preferences."
)
_DOWN = (
    "{name} doesn't answer the way it should right now. Wait a moment, then try the check again, "
    "or choose another service under Settings, Preferences."
)
_SLOW = "The speech service took too long to answer. Wait a moment, then try the check again."


class Speech:
    """Hears for an owner with whatever hears them in an interview.

    Args:
        guard: how addresses are judged; only tests pass another.
    """

    def __init__(self, endpoints: Endpoints, *, guard: outbound.Guard = outbound.PUBLIC) -> None:
        self._endpoints = endpoints
        self._guard = guard

    def transcribe(self, owner_id: str, audio: bytes, media_type: str, language: str = "en") -> str:
        """What is said in ``audio``; empty when nothing is.

        Args:
            language: ISO 639-1.

        Raises:
            SpeechError: the service is down, slow, busy, refuses the key or can't read the recording;
                or there is none (:class:`web.missing.MissingSpeechKeyError`).
        """
        endpoint = self._endpoints.hearing(owner_id, language)
        try:
            with self._client(endpoint) as http:
                return RECOGNISERS[endpoint.provider](http, endpoint, audio, media_type, language)
        except httpx.HTTPStatusError as error:
            status = error.response.status_code
            log.warning("speech refused a recording", status=status, payer=endpoint.payer)
            raise _refusal(status, endpoint) from None
        except httpx.TimeoutException:
            raise SpeechError(_SLOW, log="speech did not answer in time") from None
        except (outbound.AddressRefusedError, outbound.AnswerRefusedError) as error:
            log.warning("speech address was refused", failure=error.log)
            raise SpeechError(error.message, log=error.log) from None
        except (httpx.HTTPError, ValueError, LookupError, TypeError) as error:
            log.warning("speech did not answer", failure=type(error).__name__)
            raise _failed(endpoint, "speech did not answer") from None

    def healthy(self) -> bool:
        """Whether the box's own speech service answers without a failure of its own; a vendor isn't asked."""
        try:
            endpoint = self._endpoints.hearing(None)
            if endpoint.vendor != "box":
                return True
            answer = httpx.get(f"{endpoint.base_url.removesuffix('/v1')}/health", timeout=HEALTH_TIMEOUT_S)
        except (httpx.HTTPError, SpeechError):
            return False
        return answer.status_code < 500

    def _client(self, endpoint: SpeechEndpoint) -> httpx.Client:
        timeout = httpx.Timeout(TRANSCRIBE_TIMEOUT_S, connect=3.0)
        if endpoint.guarded or endpoint.provider in ("deepgram", "assemblyai"):
            return outbound.client(timeout=timeout, total_s=TRANSCRIBE_TIMEOUT_S, guard=self._guard)
        return httpx.Client(timeout=timeout, follow_redirects=False)


def _refusal(status: int, endpoint: SpeechEndpoint) -> SpeechError:
    """What a status that is no success means for the person who made the recording."""
    if status in (400, 415, 422):
        return SpeechError(
            "This recording can't be read. Record it once more; if it fails again, "
            "you can still press Start or type your answers.",
            log="speech could not read a recording",
        )
    name = TITLES[endpoint.provider]
    if endpoint.payer == "own" and status in (401, 403):
        return SpeechError(
            _KEY_REFUSED.format(name=name), log="speech refused an owner's key", href=KEYS_PAGE
        )
    if endpoint.payer == "own" and status in (402, 429):
        return SpeechError(_NO_QUOTA.format(name=name), log="speech refused for lack of quota")
    return _failed(endpoint, "speech refused a recording")


def _failed(endpoint: SpeechEndpoint, log_text: str) -> SpeechError:
    """A failure that isn't the person's; only the operator can look after the box's own service."""
    if endpoint.vendor == "box":
        return SpeechError(log=log_text)
    return SpeechError(_DOWN.format(name=TITLES[endpoint.provider]), log=log_text)
