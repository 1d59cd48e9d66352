"""Making an interview of a brief: stored with the bank's plan at once, a better plan begun behind it.

Both plans aim at what the job asks for and no earlier interview heard.
"""

from __future__ import annotations

import logs
from interview.models import Brief
from interview.planner import plan
from store.rows import InterviewRow
from workers.stages import rules

from .asked import earlier
from .jobs import untold
from .limits import count_interview
from .services import services

log = logs.get(__name__)


def make(owner_id: str, brief: Brief, documents: list[str]) -> InterviewRow:
    """A new interview of this owner.

    Args:
        documents: ids of documents of theirs that it was set up with.

    Raises:
        TooOftenError: they made too many just now.
        StoreError: it can't be stored.
    """
    app = services()
    count_interview(app.settings, owner_id)
    stages = rules(app.settings, brief)
    avoid = () if brief.benchmark else earlier(app.store, owner_id)
    aims = untold(app.store, owner_id, brief)
    interview = app.store.create_interview(
        owner_id=owner_id, brief=brief, plan=plan(brief, stages, avoid=avoid, untold=aims)
    )
    for document_id in documents:
        app.store.link_document(owner_id, interview.id, document_id)
    app.planning.begin(interview, stages, avoid=avoid, untold=aims)
    log.info("interview created", interview_id=interview.id, length=brief.length.value)
    return interview
