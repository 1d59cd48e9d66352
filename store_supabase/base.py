"""What the parts of the store share."""

from __future__ import annotations

from .api import Api
from .files import Files


class Base:
    """Holds the database's functions and the files; every part of the store is one of these."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._files = Files(api)
