"""What a worker wrote down and could not deliver: read from its spool, stored, and removed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

import logs
from errors import ConflictError, GoneError, NotFoundError, StoreError
from interview.events import EVENT, Event
from store.port import Store

BATCH = 200
ENDING = ".jsonl"

log = logs.get(__name__)


@dataclass(frozen=True)
class Spooled:
    """The whole events of a spool. ``damaged``: lines before the last that can't be read."""

    events: tuple[Event, ...]
    damaged: int


def path_of(spool_dir: Path, interview_id: str, run: int, ending: str = ENDING) -> Path:
    """Where a worker spools; with another ``ending``, where its recording is."""
    return spool_dir / f"{interview_id}.{run}{ending}"


def left_over(spool_dir: Path, ending: str = ENDING) -> Iterator[tuple[str, int]]:
    """Interview id and run of every spool that lies there, or of every recording by its ``ending``."""
    for path in sorted(spool_dir.glob(f"*{ending}")):
        interview_id, _, run = path.stem.rpartition(".")
        if interview_id and run.isdecimal():
            yield interview_id, int(run)


def read(path: Path, run: int) -> Spooled:
    """Read a spool; a torn last line is what a kill in mid-write leaves, and counts as not written.

    Raises:
        FileNotFoundError: there is none.
    """
    lines = path.read_bytes().split(b"\n")
    events: list[Event] = []
    damaged = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            event = EVENT.validate_json(line)
        except ValidationError:  # its text would quote the candidate
            damaged += number < len(lines)
            continue
        if event.run == run:
            events.append(event)
        else:
            damaged += 1
    return Spooled(tuple(events), damaged)


def replay(store: Store, spool_dir: Path, interview_id: str, run: int) -> int:
    """Store what the spool holds and remove it. Call when its worker is gone.

    A spool with lines that can't be read or stored is kept as ``.damaged`` once the rest is stored.

    Returns:
        How many events the store did not have before.

    Raises:
        StoreError: not now; the spool is untouched.
        OSError: the file can't be read or removed.
    """
    path = path_of(spool_dir, interview_id, run)
    try:
        spooled = read(path, run)
    except FileNotFoundError:
        return 0
    stored, refused = 0, spooled.damaged
    for first in range(0, len(spooled.events), BATCH):
        batch = spooled.events[first : first + BATCH]
        try:
            stored += store.append_events(interview_id, batch).stored
        except NotFoundError:  # the interview was deleted, and so is what is left of it
            refused = 0
            break
        except GoneError:  # said after the ending
            continue
        except ConflictError:
            refused += len(batch)
    if refused:
        log.error("spool is damaged", interview_id=interview_id, run=run, lines=refused)
        os.replace(path, path.with_suffix(".damaged"))
    else:
        path.unlink(missing_ok=True)  # a deletion of the interview removes it too
    if stored:
        log.info("spool replayed", interview_id=interview_id, run=run, events=stored)
    return stored


def discard(spool_dir: Path, interview_id: str) -> int:
    """Remove every spool of a deleted interview, damaged ones too; how many there were.

    A worker that still has one open writes into nothing.

    Raises:
        StoreError: one can't be removed.
    """
    found = [path for path in spool_dir.glob("*.*") if path.name.partition(".")[0] == interview_id]
    try:
        for path in found:
            path.unlink(missing_ok=True)
    except OSError as error:
        log.error("spool could not be removed", interview_id=interview_id, errno=error.errno)  # noqa: TRY400 - it adds nothing
        raise StoreError(
            "The interview is deleted, but a file with words of it could not be removed from the disk. "
            "Ask whoever runs MockFlow to look into its log.",
            log="spool could not be removed",
        ) from error
    return len(found)
