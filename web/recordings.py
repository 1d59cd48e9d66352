"""Recordings on their way from a worker's spool into the store."""

from __future__ import annotations

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


def keep(store: Store, spool_dir: Path, interview: InterviewRow) -> int:
    """Move what was recorded of an ended interview into the store, each file once; how many that were.

    Raises:
        StoreError: not now. What could not be moved lies where it was.
        OSError: a file can't be read or removed.
    """
    found = sorted(spool_dir.glob(f"{interview.id}.*{RECORDING}"))
    if not found:
        return 0
    there = {row.name for row in store.recordings(interview.owner_id, interview.id)}
    kept = 0
    for path in found:
        name, data = name_of(int(path.stem.rpartition(".")[2])), path.read_bytes()
        if data and name not in there:
            store.add_recording(interview.owner_id, interview.id, name=name, media_type=MEDIA_TYPE, data=data)
            log.info("recording kept", interview_id=interview.id, bytes=len(data))
            kept += 1
        path.unlink(missing_ok=True)
    return kept


def keep_left_over(store: Store, spool_dir: Path) -> None:
    """Do the same for every ended interview, and remove what is left of deleted ones. At a start."""
    for interview_id in sorted({path.name.partition(".")[0] for path in spool_dir.glob(f"*{RECORDING}")}):
        try:
            interview = store.interview_of_any_owner(interview_id)
            if interview.status == "ended":
                keep(store, spool_dir, interview)
        except NotFoundError:
            for path in spool_dir.glob(f"{interview_id}.*{RECORDING}"):
                path.unlink(missing_ok=True)
        except (AppError, OSError) as error:
            log.warning("recording is not kept yet", interview_id=interview_id, failure=type(error).__name__)
