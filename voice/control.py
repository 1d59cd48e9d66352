"""Control lines from the parent, read from the job's pipe without blocking the interview."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator

from pydantic import ValidationError

import logs
from workers.protocol import CONTROL, StopAsked

log = logs.get(__name__)


async def control_lines(head: bytes) -> AsyncIterator[StopAsked]:
    """Each control message as it comes; ends with the pipe.

    Args:
        head: what was already read from the pipe behind the job.
    """
    reader = asyncio.StreamReader()
    reader.feed_data(head)
    loop = asyncio.get_running_loop()
    try:
        transport, _ = await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(0, "rb", buffering=0)
        )
    except ValueError:
        log.info("standard input is no pipe: no control lines")
        return
    try:
        while line := await reader.readline():
            try:
                yield CONTROL.validate_json(line)
            except ValidationError:
                log.warning("a control line could not be read")
    finally:
        transport.close()
