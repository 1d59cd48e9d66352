"""What is recorded when a worker is gone: its spool, how the interview ended, its registry row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import logs
from errors import NotFoundError
from interview.events import WEB_RUN, EndedData, envelope
from interview.models import EndReason
from store.port import Store
from store.rows import InterviewRow, WorkerRow
from workers import spool
from workers.protocol import ExitCode

Cause = Literal["", "hung", "not_ready", "stopped", "cap_reached"]

KEPT = "What was said until then is kept."

log = logs.get(__name__)


def ending(code: int | None, cause: Cause) -> EndedData:
    """The ending of an interview whose worker could not say it itself."""
    if cause == "stopped":
        return EndedData(reason=EndReason.STOPPED, detail=f"The interview was stopped. {KEPT}")
    if cause == "cap_reached":
        return EndedData(reason=EndReason.CAP_REACHED, detail=f"The interview reached its limit. {KEPT}")
    if code == ExitCode.PROVIDER_REFUSED:
        detail = "The speech service refused to go on, so the interview ended early."
        return EndedData(reason=EndReason.PROVIDER_FAILED, detail=f"{detail} {KEPT}")
    if cause == "hung":
        detail = "The interviewer stopped answering, so the interview ended early."
    elif code == ExitCode.LOST_ROOM:
        detail = "The interviewer lost its connection to the room, so the interview ended early."
    else:
        detail = "The interviewer's program ended without warning, so the interview ended early."
    return EndedData(reason=EndReason.WORKER_LOST, detail=f"{detail} {KEPT}")


class Burial:
    """Records deaths. Every step may be repeated: a store that fails midway is asked again later."""

    def __init__(self, store: Store, spool_dir: Path, on_ended: Callable[[str], None]) -> None:
        self._store = store
        self._spool_dir = spool_dir
        self._on_ended = on_ended
        self._untold: set[str] = set()

    def live(self) -> dict[str, InterviewRow]:
        """Every starting or live interview by its id. Raises StoreError."""
        return {row.id: row for row in self._store.live_interviews()}

    def record(self, row: WorkerRow, code: int | None, cause: Cause) -> WorkerRow:
        """Store what a dead worker left and how its interview ended. Returns the row as it now is.

        An interview that never began goes back to ``new``, so that Start can be pressed again, and
        the registry row keeps exit code 3, from which the page tells why.

        Raises:
            StoreError: not now; ask again.
            OSError: the spool can't be read.
        """
        if row.interview_id in self.live():
            self._untold.add(row.interview_id)
        spool.replay(self._store, self._spool_dir, row.interview_id, row.run)
        after = self.live().get(row.interview_id)
        if after is not None and after.run != row.run:
            self._untold.discard(row.interview_id)
        elif after is not None and (after.status == "live" or cause in ("stopped", "cap_reached")):
            self._end(row, ending(code, cause))
        elif after is not None:
            self._store.abort_run(after.owner_id, after.id)
            self._untold.discard(row.interview_id)
            code = int(ExitCode.COULD_NOT_BOOT)
        gone = replace(row, state="gone", exit_code=code)
        try:
            self._store.put_worker(gone)
        except NotFoundError:  # deleted meanwhile
            self._untold.discard(row.interview_id)
        log.info("worker buried", interview_id=row.interview_id, run=row.run, exit_code=code, cause=cause)
        if row.interview_id in self._untold:
            self._on_ended(row.interview_id)
            self._untold.discard(row.interview_id)
        return gone

    def _end(self, row: WorkerRow, data: EndedData) -> None:
        ended = envelope(data, run=WEB_RUN, seq=row.run, at=datetime.now(UTC))
        self._store.append_events(row.interview_id, [ended])

    def settle(self, stray: InterviewRow) -> None:
        """End, or take back, an interview that was live in an earlier process and has no worker.

        Raises:
            StoreError, OSError: not now; ask again.
        """
        now = self.live().get(stray.id)
        if now is not None and now.run == stray.run:
            known = self._store.worker(stray.id)
            if known is None or known.run != stray.run:
                known = _stray(stray)
            self.record(known, known.exit_code, "")

    def empty_spool(self, watched: Callable[[], set[str]]) -> None:
        """Store and remove every spool that no watched worker may still write to.

        Raises:
            StoreError, OSError: not now; ask again.
        """
        found = list(spool.left_over(self._spool_dir))  # before asking: a later start is no concern
        busy = watched()
        for interview_id, run in found:
            if interview_id not in busy:
                spool.replay(self._store, self._spool_dir, interview_id, run)


def _stray(interview: InterviewRow) -> WorkerRow:
    return WorkerRow(
        interview_id=interview.id,
        run=interview.run,
        nonce="",
        pid=0,
        process_started=0.0,
        state="gone",
        exit_code=None,
        heartbeat_at=None,
        created_at=datetime.now(UTC),
    )
