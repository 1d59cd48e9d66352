"""The append-only list of an interview; the database itself tells what of a batch is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from interview.events import EVENTS, Ended, Event, Heartbeat
from store.rows import Stored

from .api import storable
from .base import Base


def _stored(data: Any) -> Stored:
    return Stored(stored=int(data["stored"]), duplicates=int(data["duplicates"]))


def _body(event: Event) -> str:
    """The event's own JSON; an ending's detail as the interview's row can keep it."""
    if isinstance(event, Ended):
        data = event.data.model_copy(update={"detail": storable(event.data.detail)})
        event = event.model_copy(update={"data": data})
    return event.model_dump_json()


class Events(Base):
    """See :class:`store.port.Store`."""

    def append_events(self, interview_id: str, batch: Sequence[Event], /) -> Stored:
        """Store a batch in one transaction; see the port for what it answers and raises."""
        rows = [
            {
                "run": event.run,
                "seq": event.seq,
                "kind": event.kind,
                "at": event.at.isoformat(),
                "body": _body(event),
            }
            for event in batch
            if not isinstance(event, Heartbeat)
        ]
        return self._api.call("append_events", _stored, interview=interview_id, events=rows)

    def events(self, owner_id: str, interview_id: str) -> Sequence[Event]:
        """In (run, seq) order, however many there are: they come as one JSON value, not as rows."""
        return self._api.call("events", EVENTS.validate_python, owner=owner_id, interview=interview_id)
