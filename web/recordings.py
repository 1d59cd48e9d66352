"""Recordings on their way from a worker's spool into the store."""

from __future__ import annotations

import fcntl
from pathlib import Path

import logs
from errors import AppError, NotFoundError
from store.port import Store
from store.rows import InterviewRow
from workers import spool
from workers.protocol import RECORDING

MEDIA_TYPE = "audio/ogg"

log = logs.get(__name__)


def name_of(run: int) -> str:
    """What the recording of a run is called in the store."""
    return f"run {run}"


def left_over(spool_dir: Path) -> list[str]:
    """The interviews of which a recording lies in the spool."""
    return sorted({interview_id for interview_id, _ in spool.left_over(spool_dir, RECORDING)})


def runs(spool_dir: Path, interview_id: str) -> list[int]:
    """The runs of this interview of which a recording lies in the spool."""
    return [run for one, run in spool.left_over(spool_dir, RECORDING) if one == interview_id]


def keep(store: Store, spool_dir: Path, interview_id: str) -> int:
    """Move what was recorded of an ended interview into the store, each file once; how many that were.

    What is left of a deleted interview is removed. What can't be moved now lies where it was.
    """
    kept = 0
    try:
        for run in runs(spool_dir, interview_id):
            interview = store.interview_of_any_owner(interview_id)
            kept += interview.status == "ended" and _moved(store, spool_dir, interview, run)
    except NotFoundError:
        for run in runs(spool_dir, interview_id):
            spool.path_of(spool_dir, interview_id, run, RECORDING).unlink(missing_ok=True)
    except (AppError, OSError) as error:
        log.warning("recording is not kept yet", interview_id=interview_id, failure=type(error).__name__)
    return kept


def _moved(store: Store, spool_dir: Path, interview: InterviewRow, run: int) -> bool:
    """Whether it was stored now. Where two web apps overlap, the second one waits and finds it there."""
    path = spool.path_of(spool_dir, interview.id, run, RECORDING)
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return False
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        name, data = name_of(run), file.read()
        there = {row.name for row in store.recordings(interview.owner_id, interview.id)}
        fresh = bool(data) and name not in there
        if fresh:
            store.add_recording(interview.owner_id, interview.id, name=name, media_type=MEDIA_TYPE, data=data)
            log.info("recording kept", interview_id=interview.id, bytes=len(data))
        path.unlink(missing_ok=True)
    return fresh
