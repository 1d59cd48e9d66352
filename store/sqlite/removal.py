"""Deletion of an interview and of a user: what goes, the receipt, and a look at what is left."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, Table, delete, func, select

from errors import ConflictError
from store.rows import Removed

from .base import Base, owned_or_404, receipt, user_or_404
from .interviews import RUNNING
from .tables import (
    corrections,
    documents,
    events,
    feedback,
    feedback_versions,
    interview_documents,
    interviews,
    preferences,
    provider_keys,
    recordings,
    sign_ins,
    users,
    worker_tokens,
    workers,
)

_OF_AN_INTERVIEW = (
    worker_tokens,
    events,
    interview_documents,
    recordings,
    feedback,
    feedback_versions,
    corrections,
    workers,
)
_OF_A_USER = (interviews, documents, provider_keys, preferences)


class Removal(Base):
    """See :class:`store.port.Store`. Rows go by ``ON DELETE CASCADE``; files after them."""

    def delete_interview(self, owner_id: str, interview_id: str) -> Removed:
        """The interview, what hangs on it, and then its recordings' files."""
        with self._db.erase() as connection:
            found = owned_or_404(connection, owner_id, interview_id)
            if found.status in RUNNING:
                raise ConflictError("This interview is still running. End it first, then delete it.")
            counts = _count(
                connection,
                {interviews: interviews.c.id == interview_id}
                | {table: table.c.interview_id == interview_id for table in _OF_AN_INTERVIEW},
            )
            sounds = connection.scalars(
                select(recordings.c.id).where(recordings.c.interview_id == interview_id)
            ).all()
            connection.execute(delete(interviews).where(interviews.c.id == interview_id))
        return receipt(counts, self._files.delete(owner_id, sounds))

    def delete_user(self, user_id: str) -> Removed:
        """The user, all they own, and then their files."""
        with self._db.erase() as connection:
            user_or_404(connection, user_id)
            running = interviews.c.status.in_(RUNNING)
            if connection.scalar(select(interviews.c.id).where(interviews.c.owner_id == user_id, running)):
                raise ConflictError(
                    "One of your interviews is still running. End it first, then delete your account."
                )
            counts = _count(connection, _owned_by(user_id))
            connection.execute(delete(users).where(users.c.id == user_id))
        return receipt(counts, self._files.delete_owner(user_id))

    def traces(self, user_id: str) -> Mapping[str, int]:
        """Rows by table, and ``files``; empty when nothing is left."""
        with self._db.read() as connection:
            counts = _count(connection, _owned_by(user_id))
        files = len(self._files.sizes(user_id))
        return counts | ({"files": files} if files else {})


def _owned_by(user_id: str) -> dict[Table, ColumnElement[bool]]:
    """Where each table names this user, themselves or through an interview."""
    theirs = select(interviews.c.id).where(interviews.c.owner_id == user_id)
    return (
        {users: users.c.id == user_id, sign_ins: sign_ins.c.user_id == user_id}
        | {table: table.c.owner_id == user_id for table in _OF_A_USER}
        | {table: table.c.interview_id.in_(theirs) for table in _OF_AN_INTERVIEW}
    )


def _count(connection: Connection, where: Mapping[Table, ColumnElement[bool]]) -> dict[str, int]:
    """Rows by table's name, tables with none left out."""
    counted = {
        table.name: connection.scalar(select(func.count()).select_from(table).where(condition)) or 0
        for table, condition in where.items()
    }
    return {name: count for name, count in counted.items() if count}
