"""One worker, one interview: read the job from standard input, run it, exit with a known code.

Further lines on standard input are control messages (:class:`workers.protocol.StopAsked`). The end
of the input means only that the parent is gone; the interview goes on.

``python agent_worker.py start`` (or ``dev``) is dispatch mode: an agent of the operator's own LiveKit that
starts one such worker for each interview it is sent.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import time
import traceback
from pathlib import Path

import psutil
from pydantic import ValidationError

import logs
from errors import AppError
from voice.session import run
from workers.protocol import ExitCode, Job

log = logs.get(__name__)

_CHUNK = 65536


def _read_job() -> tuple[Job, bytes]:
    """The job, which is the first line of standard input, and what was read beyond it."""
    data = bytearray()
    while b"\n" not in data and (chunk := os.read(0, _CHUNK)):
        data += chunk
    line, _, rest = bytes(data).partition(b"\n")
    return Job.model_validate_json(line), rest


def _where(error: BaseException) -> dict[str, str]:
    """Kind and place of a failure, without its text."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return {"error": type(error).__name__, "place": place}


def main() -> int:
    """Run one interview; returns an :class:`ExitCode`."""
    try:
        job, rest = _read_job()
    except ValidationError:
        logs.configure("worker")
        log.error("the job on standard input could not be read")  # noqa: TRY400 (its text holds the job)
        return ExitCode.COULD_NOT_BOOT
    directory = Path(job.spool_dir).parent / "logs" if job.log_files else None
    logs.configure("worker", job.log_level, directory=directory)
    started_s = time.time() - psutil.Process().create_time()
    try:
        return asyncio.run(run(job, booted_s=started_s, control_head=rest))
    except Exception as error:  # noqa: BLE001 (process boundary: the exit code is the only answer left)
        log.error("worker failed", **_where(error))  # noqa: TRY400 (an exception's text may hold anyone's words)
        return ExitCode.COULD_NOT_BOOT


def dispatch(arguments: list[str]) -> int:
    """Dispatch mode; returns an :class:`ExitCode`."""
    if arguments not in (["dev"], ["start"]):
        sys.stderr.write("Use: python agent_worker.py start, or dev. Without a word it waits for one job.\n")
        return ExitCode.COULD_NOT_BOOT
    from dispatch.server import main as serve  # noqa: PLC0415 (a worker loads nothing of dispatch mode)

    try:
        return serve("dev" if arguments == ["dev"] else "start")
    except AppError as error:
        sys.stderr.write(f"{error.message}\n")
        return ExitCode.COULD_NOT_BOOT


if __name__ == "__main__":
    code = dispatch(sys.argv[1:]) if sys.argv[1:] else main()
    logging.shutdown()
    # The native SDK's threads may still call back; an interpreter being torn down would abort.
    os._exit(code)
