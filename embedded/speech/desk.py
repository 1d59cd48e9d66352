"""Who may use the decoders: whole answers always, guesses only beside a decoder that stays free."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

_T = TypeVar("_T")


class Desk:
    """The recogniser's decoders, shared by all requests and streams of one event loop.

    Args:
        decoders: how many utterances are decoded side by side.
    """

    def __init__(self, decoders: int = 2) -> None:
        self._decoders = decoders
        self._pool = ThreadPoolExecutor(decoders, "hearing")
        self._wanted = 0

    @property
    def spare(self) -> bool:
        """Whether a decoder would stay free if one more were used."""
        return self._wanted + 1 < self._decoders

    async def decode(self, work: Callable[..., _T], *arguments: Any) -> _T:
        """Run ``work`` in a decoder's thread, behind what was asked for earlier; raises what it raises."""
        self._wanted += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work, *arguments)
        finally:
            self._wanted -= 1
