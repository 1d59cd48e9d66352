"""What an interview cost, as the review page tells it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from interview.events import Event, UsageData
from interview.models import Plan
from interview.prices import LOOKED_UP, bill, total
from store.rows import FeedbackVersion

KINDS = {"stt": "hearing you", "tts": "the interviewer’s voice", "llm": "the interviewer’s words"}


def cost_view(
    events: Sequence[Event], plan: Plan, versions: Sequence[FeedbackVersion]
) -> dict[str, Any] | None:
    """The bill, line by line with what it was for; None when nothing was written down of what was used."""
    lines = [(KINDS[one.kind], one) for one in bill(e.data for e in events if e.kind == "usage")]
    lines += [("your questions", one) for one in bill(plan.used)]
    lines += [("your feedback", one) for one in bill(_used(versions))]
    if not lines:
        return None
    items = [one for _, one in lines]
    return {
        "lines": lines,
        "total": total(items),
        "unknown": any(item.usd is None for item in items),
        "looked_up": LOOKED_UP,
    }


def _used(versions: Sequence[FeedbackVersion]) -> list[UsageData]:
    """What all versions used."""
    return [UsageData.model_validate(one) for version in versions for one in version.body.get("used", ())]
