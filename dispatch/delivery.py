"""Transcripts on their way to the operator's address: signed, posted again until taken, kept until then."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from pydantic import SecretStr

import logs
from embedded.process import open_private

from .signing import headers

log = logs.get(__name__)

WAITS_S = (1.0, 2.0, 5.0, 15.0, 60.0, 300.0)
"""Seconds before each further attempt; after the last one the transcript waits for the next start."""
_TIMEOUT = aiohttp.ClientTimeout(total=20)


@dataclass(frozen=True)
class Target:
    """Where transcripts go, and the secret that signs them."""

    url: str
    secret: SecretStr


class Delivery:
    """Posts transcripts; a file beside them remembers each that isn't taken yet.

    Args:
        directory: of the transcripts; what is unsent stands in ``unsent/`` there, by id.
        target: None: nothing is posted.
        pause: waits so many seconds between attempts.
    """

    def __init__(
        self,
        directory: Path,
        target: Target | None,
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._directory = directory
        self._target = target
        self._pause = pause

    def _mark(self, interview_id: str) -> Path:
        return self._directory / "unsent" / interview_id

    def owe(self, interview_id: str) -> None:
        """Remember, before the transcript is written, that it must be posted."""
        if self._target is not None:
            open_private(self._mark(interview_id)).close()

    def owed(self) -> list[str]:
        """The ids of transcripts that aren't taken yet; empty without an address."""
        if self._target is None:
            return []
        unsent = sorted(path.name for path in (self._directory / "unsent").glob("*"))
        return [each for each in unsent if (self._directory / f"{each}.json").is_file()]

    async def deliver(self, interview_id: str) -> bool:
        """Post one until it is taken; False when every attempt failed and it waits for the next start."""
        if self._target is None or not self._mark(interview_id).exists():
            return True
        body = await asyncio.to_thread((self._directory / f"{interview_id}.json").read_bytes)
        async with aiohttp.ClientSession(timeout=_TIMEOUT) as http:
            for wait_s in (0.0, *WAITS_S):
                if wait_s:
                    await self._pause(wait_s)
                if await self._post(http, self._target, body):
                    self._mark(interview_id).unlink(missing_ok=True)
                    log.info("transcript delivered", interview_id=interview_id)
                    return True
        log.error("transcript could not be delivered; it waits for the next start", interview_id=interview_id)
        return False

    async def _post(self, http: aiohttp.ClientSession, target: Target, body: bytes) -> bool:
        signed = headers(target.secret, body, int(time.time()))
        try:
            async with http.post(target.url, data=body, headers=signed, allow_redirects=False) as response:
                status = response.status
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            log.warning("callback did not answer", error=type(error).__name__)
            return False
        if 200 <= status < 300:
            return True
        log.warning("callback refused a transcript", status=status)
        return False
