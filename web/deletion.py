"""Deleting an interview or an account, with what lies outside the store: spools and rooms."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import logs
from errors import AppError, ConflictError, StoreError
from store.port import Store
from store.rows import InterviewRow, Removed
from workers import spool

from .services import Services

STOP_WITHIN_S = 15.0
ROOMS_LAST = timedelta(hours=1)  # LiveKit closes an empty room after a minute and a half

log = logs.get(__name__)


class StillEndingError(ConflictError):
    """An interview was asked to end, and hasn't yet."""

    label = "still_ending"
    default_message = (
        "Your interview is still saying goodbye, so nothing was deleted yet. "
        "Wait a few seconds, then delete your account again."
    )


@dataclass(frozen=True)
class Deleted:
    """What a deletion of an account removed, and what a look afterwards still found.

    Attributes:
        left: by table, ``files`` or ``spool``; empty when nothing is left.
    """

    removed: Removed
    left: Mapping[str, int]


def delete_interview(parts: Services, interview: InterviewRow) -> Removed:
    """Remove an interview and all that hangs on it, answers that were given again among it.

    Raises:
        ConflictError: it, or one of those, is starting or live; nothing was removed.
        StoreError: not all of it could be removed.
    """
    again = attempts(parts.store, interview)
    if any(row.status in ("starting", "live") for row in again):
        raise ConflictError(
            "You are answering a question of this interview again just now. "
            "End that first, then delete this one."
        )
    counts: Counter[str] = Counter()
    size = 0
    for row in (*again, interview):
        removed = parts.store.delete_interview(row.owner_id, row.id)
        counts.update(removed.counts)
        size += removed.file_bytes
        _close_rooms(parts, [row])
        spool.discard(parts.settings.data_dir / "spool", row.id)
        log.info("interview deleted", interview_id=row.id)
    return Removed(dict(counts), size)


def attempts(store: Store, interview: InterviewRow) -> list[InterviewRow]:
    """The interviews in which an answer of this one was given again, oldest first."""
    if interview.brief.redo is not None:
        return []
    rows = store.interviews(interview.owner_id)
    return [row for row in reversed(rows) if row.brief.redo and row.brief.redo.interview_id == interview.id]


def delete_account(parts: Services, owner_id: str) -> Deleted:
    """End what runs, then remove everything the owner has, and look whether anything is left.

    Raises:
        StillEndingError: an interview didn't end within STOP_WITHIN_S; nothing was deleted.
        StoreError: the store failed on the way; says what became of the account.
    """
    _end_interviews(parts, owner_id)
    interviews = parts.store.interviews(owner_id)
    _close_rooms(parts, interviews)  # while the keys to the owner's own LiveKit are there
    removed = parts.store.delete_user(owner_id)
    spooled = _empty_spool(parts, interviews)
    left = dict(parts.store.traces(owner_id)) | ({"spool": spooled} if spooled else {})
    if left:
        log.error("deleted account left something", left=left)
    log.info("account deleted", interviews=len(interviews))
    return Deleted(removed, left)


def _end_interviews(parts: Services, owner_id: str) -> None:
    """Ask those that run to end, and wait until the store says they have."""
    deadline, pause_s = time.monotonic() + STOP_WITHIN_S, 0.05
    asked: set[str] = set()
    while running := [row for row in parts.store.interviews(owner_id) if row.status in ("starting", "live")]:
        for row in running:
            if row.id not in asked:
                parts.manager.stop(row.id)
                asked.add(row.id)
        if time.monotonic() >= deadline:
            raise StillEndingError
        time.sleep(pause_s)
        pause_s = min(2 * pause_s, 1.0)


def _close_rooms(parts: Services, interviews: Iterable[InterviewRow]) -> None:
    """Put out who may still be in a room. One LiveKit doesn't answer for closes by itself when empty."""
    now = datetime.now(UTC)
    for row in interviews:
        if not row.room or row.ended_at is None or now - row.ended_at > ROOMS_LAST:
            continue
        try:
            parts.rooms.delete(row.owner_id, row.room)
        except AppError as error:
            log.warning("room could not be deleted", interview_id=row.id, failure=error.log)


def _empty_spool(parts: Services, interviews: Iterable[InterviewRow]) -> int:
    """Remove their spools; of how many interviews one is still there."""
    still = 0
    for row in interviews:
        try:
            spool.discard(parts.settings.data_dir / "spool", row.id)
        except StoreError:
            still += 1
    return still
