"""What the parts of the store share: the database, the files, and the one door to an interview."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from errors import NotFoundError
from interview.models import Brief, EndReason, Plan
from store.files import FileBox
from store.rows import InterviewRow, Removed

from .database import Database
from .tables import interviews, users


class Base:
    """Holds the database and the files; every part of :class:`SqliteStore` is one of these.

    A file is put inside the transaction that writes its row, after the row, and removed after the
    transaction that removes its row: so no row lacks its file, and a crash leaves at most a file
    without a row, which the next opening sweeps.
    """

    def __init__(self, database: Database, files: FileBox) -> None:
        self._db = database
        self._files = files


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


def user_or_404(connection: Connection, user_id: str) -> Row[Any]:
    """The user's row; NotFoundError when there is none, or none any more."""
    found = connection.execute(select(users).where(users.c.id == user_id)).first()
    if found is None:
        raise NotFoundError
    return found


def any_or_404(connection: Connection, interview_id: str) -> Row[Any]:
    """The interview's row for work of our own; NotFoundError when there is none."""
    found = connection.execute(select(interviews).where(interviews.c.id == interview_id)).first()
    if found is None:
        raise NotFoundError
    return found


def receipt(rows: Mapping[str, int], files: tuple[int, int]) -> Removed:
    """What a deletion removed: rows by table, and how many files of how many bytes; zeros left out."""
    count, size = files
    return Removed({name: number for name, number in {**rows, "files": count}.items() if number}, size)
