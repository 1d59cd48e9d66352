"""The jobs an owner practises for, and what their interviews heard of what each asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import postprocess
from feedback import evidence_map
from feedback.evidence_map import Heard
from interview.advert import requirements
from interview.lang import LANGUAGES
from interview.models import Brief
from interview.requirements import NOTHING_UNTOLD, Untold
from store.port import Store
from store.rows import InterviewRow

from .transcripts import as_corrected

MOST_INTERVIEWS = 50
"""So many interviews of an owner are read, the newest."""


def job(brief: Brief) -> tuple[str, str, str]:
    """What makes two interviews interviews for the same job; case and spacing don't count."""
    role, company, advert = (
        " ".join(text.casefold().split()) for text in (brief.role, brief.company, brief.job_description)
    )
    return role, company, advert


def jobs(rows: Sequence[InterviewRow]) -> list[InterviewRow]:
    """Of each job its newest interview.

    Args:
        rows: newest first, as the store gives them.
    """
    newest: dict[tuple[str, str, str], InterviewRow] = {}
    for row in rows:
        newest.setdefault(job(row.brief), row)
    return list(newest.values())


def readable(rows: Sequence[InterviewRow]) -> Iterator[InterviewRow]:
    """Those that are over and were held in a language there are rules for."""
    return (row for row in rows if row.status == "ended" and row.brief.language in LANGUAGES)


def heard(store: Store, rows: Sequence[InterviewRow]) -> Iterator[Heard]:
    """What was said in those that can be read, newest first, each read when it is asked for; at most
    :data:`MOST_INTERVIEWS`.

    Raises:
        StoreError: they can't be read.
    """
    for row in islice(readable(rows), MOST_INTERVIEWS):
        turns = postprocess.merge(store.events(row.owner_id, row.id))
        yield Heard(
            interview_id=row.id,
            language=row.brief.language,
            plan=row.plan,
            turns=as_corrected(store, row, turns),
        )


def untold(store: Store, owner_id: str, brief: Brief) -> Untold:
    """What this job asks for and no earlier interview heard; nothing when it wasn't practised before.

    Raises:
        StoreError: the interviews can't be read.
    """
    if brief.benchmark or brief.one_question or not brief.job_description.strip():
        return NOTHING_UNTOLD
    rows, wanted = store.interviews(owner_id), job(brief)
    if not any(row.status == "ended" and job(row.brief) == wanted for row in rows):
        return NOTHING_UNTOLD
    return evidence_map.untold(requirements(brief).found, brief.resume_text, heard(store, rows))
