"""The append-only list of an interview, and what an event changes in its row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from errors import ConflictError, GoneError
from interview.events import EVENT, WEB_RUN, Ended, Event, Heartbeat, Ready
from interview.models import EndReason
from store.rows import Stored

from .base import Base, any_or_404, owned_or_404
from .tables import events, interviews


class EventConflictError(ConflictError):
    """The same event was stored with another body."""

    label = "event_conflict"
    default_message = "This event is already stored with other contents."


def is_late(event: Event, end: Row[Any]) -> bool:
    """Whether an event happened after the stored ending, and so is no replay.

    In the run that ended, its own order tells; for any other run, the time does.
    """
    if event.run == end.run:
        return bool(event.seq > end.seq)
    return bool(event.at > end.at)


class Events(Base):
    """See :class:`store.port.Store`."""

    def append_events(self, interview_id: str, batch: Sequence[Event]) -> Stored:
        """Store a batch in one transaction; see the port for what it answers and raises."""
        with self._db.write() as connection:
            interview = any_or_404(connection, interview_id)
            end = connection.execute(
                select(events)
                .where(events.c.interview_id == interview_id, events.c.kind == "ended")
                .order_by(events.c.at, events.c.run)
            ).first()
            fresh, duplicates = self._fresh(connection, interview_id, batch)
            if end is not None and fresh:
                fresh = _replayed(fresh, end)
            for event in fresh:
                _insert(connection, interview_id, event)
                _apply(connection, interview, event)
            return Stored(stored=len(fresh), duplicates=duplicates)

    def _fresh(
        self, connection: Connection, interview_id: str, batch: Sequence[Event]
    ) -> tuple[list[Event], int]:
        """The events that aren't stored yet, and how many are; another body is a conflict."""
        fresh: dict[tuple[int, int], Event] = {}
        duplicates = 0
        for event in batch:
            if isinstance(event, Heartbeat):
                continue
            key = (event.run, event.seq)
            body = connection.scalar(
                select(events.c.body).where(
                    events.c.interview_id == interview_id, events.c.run == key[0], events.c.seq == key[1]
                )
            )
            known = EVENT.validate_json(body) if body is not None else fresh.get(key)
            if known is None:
                fresh[key] = event
            elif known == event:
                duplicates += 1
            else:
                raise EventConflictError
        return list(fresh.values()), duplicates

    def events(self, owner_id: str, interview_id: str) -> Sequence[Event]:
        """In (run, seq) order."""
        with self._db.read() as connection:
            owned_or_404(connection, owner_id, interview_id)
            bodies = connection.scalars(
                select(events.c.body)
                .where(events.c.interview_id == interview_id)
                .order_by(events.c.run, events.c.seq)
            ).all()
        return [EVENT.validate_json(body) for body in bodies]


def _replayed(fresh: list[Event], end: Row[Any]) -> list[Event]:
    """What may still be stored after the end; GoneError when nothing may.

    An ending the web app writes for an interview that has one already is dropped without a word.
    """
    early = [event for event in fresh if not is_late(event, end)]
    if not early and any(event.run != WEB_RUN for event in fresh):
        raise GoneError
    return early


def _insert(connection: Connection, interview_id: str, event: Event) -> None:
    connection.execute(
        insert(events).values(
            interview_id=interview_id,
            run=event.run,
            seq=event.seq,
            kind=event.kind,
            at=event.at,
            body=event.model_dump_json(),
        )
    )


def _apply(connection: Connection, interview: Row[Any], event: Event) -> None:
    """Change the interview's row as the event says."""
    change = update(interviews).where(interviews.c.id == interview.id)
    if isinstance(event, Ready):
        connection.execute(change.where(interviews.c.status == "starting").values(status="live"))
    elif isinstance(event, Ended):
        # The worker's own word, replayed, corrects our guess that it was lost.
        guessed = interviews.c.end_reason == EndReason.WORKER_LOST.value
        connection.execute(
            change.where((interviews.c.status != "ended") | guessed).values(
                status="ended",
                ended_at=interview.ended_at or datetime.now(UTC),
                end_reason=event.data.reason.value,
                end_detail=event.data.detail,
            )
        )
