"""A rig for each test of this folder."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from embedded.stack import EmbeddedServices
from tests.room.rig import Rig, open_rig


@pytest.fixture
async def rig(stack: EmbeddedServices, tmp_path: Path) -> AsyncIterator[Rig]:
    async with open_rig(stack, tmp_path) as opened:
        yield opened
