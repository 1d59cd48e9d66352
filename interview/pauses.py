"""When an interview stood still: from a ``paused`` notice to the next ``resumed``. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from interview.events import Event, Notice

PAUSED_NOTICE, RESUMED_NOTICE = "paused", "resumed"
"""Codes of the notice events around a pause; their times are its beginning and its end."""

Pause = tuple[float, float]
"""Beginning and end, in epoch seconds."""


def pauses(ordered: Sequence[Event]) -> tuple[Pause, ...]:
    """All of them; one that was never ended lasts to the last event.

    Args:
        ordered: oldest first.
    """
    found: list[Pause] = []
    since: float | None = None
    for event in ordered:
        code = event.data.code if isinstance(event, Notice) else ""
        if code == PAUSED_NOTICE and since is None:
            since = event.at.timestamp()
        elif code == RESUMED_NOTICE and since is not None:
            found.append((since, event.at.timestamp()))
            since = None
    return tuple(found) if since is None else (*found, (since, ordered[-1].at.timestamp()))


def stood_still(found: Sequence[Pause], start: float, end: float) -> float:
    """Seconds of pauses between two moments."""
    return sum(max(0.0, min(end, until) - max(start, since)) for since, until in found)
