"""What an interview cost, as the review page tells it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from interview.events import Event
from interview.prices import LOOKED_UP, bill, total

KINDS = {"stt": "hearing you", "tts": "the interviewer’s voice", "llm": "the interviewer’s words"}


def cost_view(events: Sequence[Event]) -> dict[str, Any] | None:
    """The bill; None when nothing was written down of what was used."""
    items = bill(event.data for event in events if event.kind == "usage")
    if not items:
        return None
    return {
        "items": items,
        "total": total(items),
        "unknown": any(item.usd is None for item in items),
        "kinds": KINDS,
        "looked_up": LOOKED_UP,
    }
