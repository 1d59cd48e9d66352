"""`python -m simulation.demo` as a person types it: a whole quick interview, from form to feedback."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulation import demo, many

pytestmark = pytest.mark.room


async def test_the_demo_is_a_whole_interview_and_leaves_nothing(tmp_path: Path) -> None:
    result = await many.one(1, "ada", tmp_path, demo.LIMIT_S)
    printed = (tmp_path / "01.txt").read_text(encoding="utf-8")
    assert result.good, printed
    assert result.first_s
    replies = re.search(r"reply \(median\)\s+[\d.]+ s\s+of (\d+)", printed)
    assert replies is not None
    assert int(replies[1]) >= 4
    assert re.search(r": [1-5] of 5$", printed, re.MULTILINE), "nothing was scored"
