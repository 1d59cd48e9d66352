"""Deleting an interview or an account, with what lies outside the store: spools and rooms."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import logs
from errors import AppError, ConflictError
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


def delete_interview(parts: Services, interview: InterviewRow) -> Removed:
    """Remove an interview and all that hangs on it.

    Raises:
        ConflictError: it is starting or live.
        StoreError: not all of it could be removed.
    """
    removed = parts.store.delete_interview(interview.owner_id, interview.id)
    _close_rooms(parts, [interview])
    _empty_spool(parts, [interview])
    log.info("interview deleted", interview_id=interview.id)
    return removed


def delete_account(parts: Services, owner_id: str) -> Removed:
    """End what runs, then remove everything the owner has.

    Raises:
        StillEndingError: an interview didn't end within STOP_WITHIN_S; nothing was deleted.
        StoreError: not all of it could be removed.
    """
    _end_interviews(parts, owner_id)
    interviews = parts.store.interviews(owner_id)
    _close_rooms(parts, interviews)  # while the keys to the owner's own LiveKit are there
    removed = parts.store.delete_user(owner_id)
    _empty_spool(parts, interviews)
    left = parts.store.traces(owner_id)
    if left:
        log.error("deleted account left something", left=dict(left))
    log.info("account deleted", interviews=len(interviews))
    return removed


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


def _empty_spool(parts: Services, interviews: Iterable[InterviewRow]) -> None:
    spool_dir = parts.settings.data_dir / "spool"
    for row in interviews:
        spool.discard(spool_dir, row.id)
