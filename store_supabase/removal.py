"""Deletion of an interview and of a user: files first, rows after them, and a look at what is left.

Who is interrupted in between finds the rows still there and deletes again; the other way round files
would stay behind that nobody sees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from store.rows import Removed

from .base import Base
from .files import StoredFile
from .rows import counts, list_of, stored_file

UPLOADED_BY_NOW = timedelta(hours=1)

_files_of = list_of(stored_file)


def _counts_and_files(data: Any) -> tuple[dict[str, int], list[StoredFile]]:
    return counts(data["counts"]), _files_of(data["files"])


def _receipt(rows: Mapping[str, int], files: Sequence[StoredFile]) -> Removed:
    listed = {**rows, "files": len(files)} if files else dict(rows)
    return Removed(listed, sum(file.size_bytes for file in files))


class Removal(Base):
    """See :class:`store.port.Store`."""

    def delete_interview(self, owner_id: str, interview_id: str) -> Removed:
        """Its recordings' files, then the interview and what hangs on it."""
        named = {"owner": owner_id, "interview": interview_id}
        files = self._api.call("removable_interview", _files_of, **named)
        self._files.remove(files)
        return _receipt(self._api.call("delete_interview", counts, **named), files)

    def delete_user(self, user_id: str) -> Removed:
        """Their files, then all they own, then files that came meanwhile."""
        files = self._api.call("removable_user", _files_of, user=user_id)
        self._files.remove(files)
        rows, late = self._api.call("delete_user", _counts_and_files, user=user_id)
        self._files.remove(late)
        return _receipt(rows, [*files, *late])

    def traces(self, user_id: str) -> Mapping[str, int]:
        """Rows by table, and ``files``; empty when nothing is left."""
        rows, files = self._api.call("traces", _counts_and_files, user=user_id)
        return _receipt(rows, files).counts

    def sweep(self, older_than: timedelta = UPLOADED_BY_NOW) -> int:
        """Remove files no row speaks of, but not those just being uploaded; how many those were.

        Raises:
            StoreError: the database or Storage doesn't answer.
        """
        orphans = self._api.call("orphans", _files_of, older_than_s=older_than.total_seconds())
        self._files.remove(orphans)
        return len(orphans)
