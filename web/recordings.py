"""Recordings on their way from a worker's spool into the store."""

from __future__ import annotations

import fcntl
from pathlib import Path

import logs
from errors import AppError, NotFoundError
from store.port import Store
from store.rows import InterviewRow
from workers.protocol import RECORDING

MEDIA_TYPE = "audio/ogg"

log = logs.get(__name__)


def name_of(run: int) -> str:
    """What the recording of a run is called in the store."""
    return f"run {run}"


def left_over(spool_dir: Path) -> list[str]:
    """The interviews of which a recording lies in the spool."""
    return sorted({path.name.partition(".")[0] for path in spool_dir.glob(f"*{RECORDING}")})


def files(spool_dir: Path, interview_id: str) -> list[Path]:
    """What lies in the spool of this interview's recordings, by run."""
    return sorted(spool_dir.glob(f"{interview_id}.*{RECORDING}"))


def keep(store: Store, spool_dir: Path, interview_id: str) -> int:
    """Move what was recorded of an ended interview into the store, each file once; how many that were.

    What is left of a deleted interview is removed. What can't be moved now lies where it was.
    """
    kept = 0
    try:
        for path in files(spool_dir, interview_id):
            interview = store.interview_of_any_owner(interview_id)
            kept += interview.status == "ended" and _moved(store, interview, path)
    except NotFoundError:
        for path in files(spool_dir, interview_id):
            path.unlink(missing_ok=True)
    except (AppError, OSError) as error:
        log.warning("recording is not kept yet", interview_id=interview_id, failure=type(error).__name__)
    return kept


def _moved(store: Store, interview: InterviewRow, path: Path) -> bool:
    """Whether it was stored now. Where two web apps overlap, the second one waits and finds it there."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return False
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        name, data = name_of(int(path.stem.rpartition(".")[2])), file.read()
        there = {row.name for row in store.recordings(interview.owner_id, interview.id)}
        fresh = bool(data) and name not in there
        if fresh:
            store.add_recording(interview.owner_id, interview.id, name=name, media_type=MEDIA_TYPE, data=data)
            log.info("recording kept", interview_id=interview.id, bytes=len(data))
        path.unlink(missing_ok=True)
    return fresh
