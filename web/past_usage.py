"""What the owner's earlier interviews used, for the estimate of the next one."""

from __future__ import annotations

from collections.abc import Collection

from interview.estimate import Past, Served, document_characters
from interview.pauses import pauses
from interview.prices import FREE
from store.port import Store

MOST_PAST = 3
"""Interviews looked at: each is read with all its events."""


def past_usage(store: Store, owner_id: str, served: Collection[Served]) -> list[Past]:
    """Of the latest whole interviews that are over; none where everything runs on this computer.

    Raises:
        StoreError: they can't be read.
    """
    if all(one.provider in FREE for one in served):
        return []
    over = [row for row in store.interviews(owner_id) if row.status == "ended" and row.brief.drill is None]
    found = []
    for row in over[:MOST_PAST]:
        events = sorted(store.events(owner_id, row.id), key=lambda event: event.at)
        if usage := tuple(event.data for event in events if event.kind == "usage"):
            lasted_s = (events[-1].at - events[0].at).total_seconds()
            still_s = sum(until - since for since, until in pauses(events))  # nobody listens meanwhile
            read = document_characters(row.brief.resume_text, row.brief.job_description)
            found.append(Past(minutes=(lasted_s - still_s) / 60, usage=usage, documents=read))
    return found
