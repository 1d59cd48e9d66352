"""What an owner was asked in earlier interviews, so that it isn't asked again."""

from __future__ import annotations

from collections.abc import Iterator

from interview.events import Question
from interview.questions import asked_in
from interview.talk import CANDIDATE_QUESTIONS
from store.port import Store
from store.rows import InterviewRow

MOST_INTERVIEWS = 10


def earlier(store: Store, owner_id: str) -> tuple[str, ...]:
    """The main questions of this owner's last ten interviews that began, newest interview first.

    Raises:
        StoreError: they can't be read.
    """
    begun = [row for row in store.interviews(owner_id) if row.status in ("live", "ended")]
    found = [text for row in begun[:MOST_INTERVIEWS] for text in _of(store, row)]
    return tuple(dict.fromkeys(found))


def _of(store: Store, row: InterviewRow) -> Iterator[str]:
    """Those that were heard, in the plan's words where they were planned; the last one is nobody's."""
    planned = {q.id: q.text for q in row.plan.questions}
    for event in store.events(row.owner_id, row.id):
        if isinstance(event, Question) and event.data.kind == "main":
            known = event.data.question_id
            text = planned.get(known) or asked_in(event.data.text, language=row.brief.language)
            if text and known != CANDIDATE_QUESTIONS:
                yield text
