"""`python -m simulation.demo` as a person types it: a whole quick interview, from form to feedback."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from simulation import demo, many

pytestmark = pytest.mark.room

BUSY_LIMIT_S = 420.0


def limit_s() -> float:
    """The demo's own limit, which is for a machine that does nothing else; more where others work too."""
    busy = os.getloadavg()[0] > 2 * (os.cpu_count() or 1)
    return BUSY_LIMIT_S if busy else demo.LIMIT_S


async def test_the_demo_is_a_whole_interview_and_leaves_nothing(tmp_path: Path) -> None:
    result = await many.one(1, "ada", tmp_path, limit_s())
    printed = (tmp_path / "01.txt").read_text(encoding="utf-8")
    assert result.good, printed
    assert result.first_s
    replies = re.search(r"reply \(median\)\s+[\d.]+ s\s+of (\d+)", printed)
    assert replies is not None
    assert int(replies[1]) >= 4
    assert re.search(r": [1-5] of 5$", printed, re.MULTILINE), "nothing was scored"
