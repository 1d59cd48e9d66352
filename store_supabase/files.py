"""The original documents and the recordings, in two private buckets of Supabase Storage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import httpx
from storage3.exceptions import StorageApiError
from storage3.types import FileOptions
from storage3.utils import StorageException

import logs
from errors import NotFoundError, StoreError

from .api import Api

Bucket = Literal["documents", "recordings"]
BUCKETS: tuple[Bucket, ...] = ("documents", "recordings")
_AT_ONCE = 1000  # objects one request may remove
# Whatever was uploaded, Storage neither hands it out as something a browser would show nor caches it.
_OPTIONS: FileOptions = {"content-type": "application/octet-stream", "cache-control": "0", "upsert": "false"}

log = logs.get(__name__)


@dataclass(frozen=True)
class StoredFile:
    """An object as Storage knows it."""

    bucket: Bucket
    name: str  # <owner id>/<row id>
    size_bytes: int


class Files:
    """The two buckets. Every method raises StoreError when Storage doesn't answer or refuses."""

    def __init__(self, api: Api) -> None:
        self._storage = api.storage

    def put(self, bucket: Bucket, owner_id: str, file_id: str, data: bytes) -> StoredFile:
        """Upload a new file; one of that name is an error."""
        name = f"{owner_id}/{file_id}"
        with _typed("upload"):
            self._storage.from_(bucket).upload(name, data, _OPTIONS)
        return StoredFile(bucket, name, len(data))

    def get(self, bucket: Bucket, owner_id: str, file_id: str) -> bytes:
        """The bytes; NotFoundError when the object isn't there."""
        with _typed("download"):
            return self._storage.from_(bucket).download(f"{owner_id}/{file_id}")

    def remove(self, files: Sequence[StoredFile]) -> None:
        """Remove them; one that is gone is fine."""
        for bucket in BUCKETS:
            names = [file.name for file in files if file.bucket == bucket]
            for start in range(0, len(names), _AT_ONCE):
                with _typed("remove"):
                    self._storage.from_(bucket).remove(names[start : start + _AT_ONCE])


@contextmanager
def _typed(verb: str) -> Iterator[None]:
    """Turn the SDK's failures into ours; their texts are kept back."""
    try:
        yield
    except StorageApiError as error:
        if verb == "download" and error.code == "not_found":
            raise NotFoundError from None
        log.warning("file storage refused", verb=verb, status=str(error.status))
        raise StoreError(log="file storage refused") from None
    except (httpx.HTTPError, StorageException, KeyError, TypeError, ValueError) as error:
        log.warning("file storage could not be reached", verb=verb, failure=type(error).__name__)
        raise StoreError(log="file storage could not be reached") from None
