"""What the parts of the store share: the database, and the one door to an interview."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from errors import NotFoundError
from interview.models import Brief, EndReason, Plan
from store.rows import InterviewRow

from .database import Database
from .tables import interviews


class Base:
    """Holds the database; every part of :class:`SqliteStore` is one of these."""

    def __init__(self, database: Database) -> None:
        self._db = database


def interview_row(row: Row[Any]) -> InterviewRow:
    """The stored row as the port's."""
    values = dict(row._mapping)
    values["brief"] = Brief.model_validate_json(values["brief"])
    values["plan"] = Plan.model_validate_json(values["plan"])
    values["end_reason"] = None if values["end_reason"] is None else EndReason(values["end_reason"])
    return InterviewRow(**values)


def owned_or_404(connection: Connection, owner_id: str, interview_id: str) -> Row[Any]:
    """The interview's row if this owner has it; NotFoundError otherwise, whoever else may have it."""
    found = connection.execute(
        select(interviews).where(interviews.c.id == interview_id, interviews.c.owner_id == owner_id)
    ).first()
    if found is None:
        raise NotFoundError
    return found


def any_or_404(connection: Connection, interview_id: str) -> Row[Any]:
    """The interview's row for work of our own; NotFoundError when there is none."""
    found = connection.execute(select(interviews).where(interviews.c.id == interview_id)).first()
    if found is None:
        raise NotFoundError
    return found
