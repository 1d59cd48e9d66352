"""The box of original files: ``<owner id>/<file id>`` below one directory, for this process's user alone."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

import logs
from errors import NotFoundError, StoreError

_ID = re.compile(r"[0-9a-f]{16,64}")

log = logs.get(__name__)


class FileBox:
    """Files by owner and id; ids are hexadecimal, so none of them is a path.

    Every method raises ValueError for any other id, and StoreError when the disk refuses.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        try:
            root.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.chmod(root, 0o700)
        except OSError as error:
            raise StoreError(
                f"The directory {root} can't be made. Check that the disk has room and that you may "
                "write there.",
                log="file directory could not be made",
            ) from error

    def put(self, owner_id: str, file_id: str, data: bytes) -> None:
        """Write a new file; it is on the disk, name and all, when this returns."""
        path = self._path(owner_id, file_id)
        try:
            path.parent.mkdir(exist_ok=True, mode=0o700)
            fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            try:
                _write(fd, data)
                _sync(path.parent)
                _sync(self.root)
            except OSError:
                path.unlink()
                raise
        except OSError as error:
            raise StoreError(
                "The file could not be kept: the disk may be full. Nothing was changed. "
                "Try again in a minute.",
                log="file could not be written",
            ) from error

    def get(self, owner_id: str, file_id: str) -> bytes:
        """The bytes.

        Raises:
            NotFoundError: there is no such file.
        """
        try:
            return self._path(owner_id, file_id).read_bytes()
        except FileNotFoundError:
            raise NotFoundError from None
        except OSError as error:
            raise StoreError(log="file could not be read") from error

    def delete(self, owner_id: str, file_ids: Collection[str]) -> tuple[int, int]:
        """Remove these files; one that is gone is fine.

        Returns:
            How many there were, and their bytes.
        """
        count = size = 0
        for path in [self._path(owner_id, file_id) for file_id in file_ids]:
            freed = _remove(path)
            count, size = count + (freed is not None), size + (freed or 0)
        return count, size

    def delete_owner(self, owner_id: str) -> tuple[int, int]:
        """Remove all files of an owner who is gone; what :meth:`delete` returns."""
        removed = self.delete(owner_id, self.sizes(owner_id))
        try:
            self._directory(owner_id).rmdir()
        except FileNotFoundError:  # they had none
            pass
        except OSError as error:
            raise StoreError(log="file directory could not be removed") from error
        return removed

    def sizes(self, owner_id: str) -> Mapping[str, int]:
        """Bytes by file id."""
        try:
            with os.scandir(self._directory(owner_id)) as entries:
                return {entry.name: entry.stat().st_size for entry in entries}
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise StoreError(log="file directory could not be read") from error

    def sweep(self, keep: Collection[tuple[str, str]]) -> int:
        """Remove every file that isn't in ``keep`` (owner id, file id); how many those were.

        Nothing may be put meanwhile. What isn't ours by its name is left alone.
        """
        swept = 0
        for owner_id in sorted(entry.name for entry in self.root.iterdir() if _ID.fullmatch(entry.name)):
            orphans = [name for name in self.sizes(owner_id) if (owner_id, name) not in keep]
            swept += self.delete(owner_id, [name for name in orphans if _ID.fullmatch(name)])[0]
            with suppress(OSError):  # it holds files
                self._directory(owner_id).rmdir()
        if swept:
            log.warning("files without a row were removed", files=swept)
        return swept

    def _directory(self, owner_id: str) -> Path:
        if not _ID.fullmatch(owner_id):
            raise ValueError("owner ids are hexadecimal")
        return self.root / owner_id

    def _path(self, owner_id: str, file_id: str) -> Path:
        if not _ID.fullmatch(file_id):
            raise ValueError("file ids are hexadecimal")
        return self._directory(owner_id) / file_id


def _write(fd: int, data: bytes) -> None:
    with os.fdopen(fd, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(fd)


def _remove(path: Path) -> int | None:
    """Unlink; the bytes it had, or None when it was gone."""
    try:
        size = path.stat().st_size
        path.unlink()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(
            "A file could not be removed from the disk. It is removed when MockFlow starts again.",
            log="file could not be removed",
        ) from error
    return size


def _sync(directory: Path) -> None:
    fd = os.open(directory, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
