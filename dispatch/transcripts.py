"""The transcript of a dispatched interview: made of its worker's spool, written in one step."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pydantic import AwareDatetime, ValidationError

from embedded.process import open_private
from interview.events import EVENT, EndedData, Event, StageChange, StageData
from interview.models import Frozen
from postprocess import MergedTurn, merge

from .header import InterviewFacts

RUN = 1
"""A dispatched interview has one run: nobody relaunches its worker."""
LOST = EndedData(reason="worker_lost", detail="The interview stopped unexpectedly.")


class StageMove(StageData):
    """A stage change and when it was."""

    at: AwareDatetime


class Ended(EndedData):
    """The ending and when it was; None: the worker was lost and nobody knows."""

    at: AwareDatetime | None


class Transcript(Frozen):
    """What the operator gets."""

    interview: InterviewFacts
    turns: tuple[MergedTurn, ...]
    stages: tuple[StageMove, ...]
    ended: Ended


def spool_path(directory: Path, interview_id: str) -> Path:
    """Where the worker keeps its events; see :class:`voice.spool.Spool`."""
    return directory / f"{interview_id}.{RUN}.jsonl"


def read_spool(path: Path) -> Iterator[Event]:
    """Each whole event; a last line that a crash cut short, and an absent file, count for nothing."""
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        try:
            yield EVENT.validate_json(line)
        except ValidationError:
            continue


def transcript(facts: InterviewFacts, events: list[Event]) -> Transcript:
    """Pure."""
    endings = [event for event in events if event.kind == "ended"]
    last = endings[0] if endings else None
    told = last.data if last else LOST
    return Transcript(
        interview=facts,
        turns=merge(events),
        stages=tuple(
            StageMove(at=event.at, **event.data.model_dump())
            for event in events
            if isinstance(event, StageChange)
        ),
        ended=Ended(at=last.at if last else None, **told.model_dump()),
    )


def write(directory: Path, made: Transcript) -> Path:
    """Put it into ``directory`` as ``<id>.json``, 0600: whole or not at all, also after a power cut.

    Raises:
        OSError: the disk is full or gone.
    """
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = directory / f"{made.interview.id}.json"
    draft = path.with_suffix(".new")
    with open_private(draft) as out:
        out.write(made.model_dump_json(indent=2))
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)
    _keep_names(directory)
    return path


def _keep_names(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
