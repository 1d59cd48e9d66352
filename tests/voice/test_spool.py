"""The worker's own copy of its events."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from interview.events import EVENT, NoticeData, envelope
from voice.spool import Spool

pytestmark = pytest.mark.unit

AT = datetime(2026, 1, 1, tzinfo=UTC)


def test_each_event_is_one_line_that_reads_back(tmp_path: Path) -> None:
    with Spool(str(tmp_path / "spool"), "i1", 2) as spool:
        spool.append([envelope(NoticeData(code="c", text="two\nlines"), run=2, seq=1, at=AT)])
        spool.append([envelope(NoticeData(code="c", text="b"), run=2, seq=2, at=AT)])
    lines = (tmp_path / "spool" / "i1.2.jsonl").read_text().splitlines()
    assert [EVENT.validate_json(line).seq for line in lines] == [1, 2]


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    with Spool(str(tmp_path / "spool"), "i1", 1) as spool:
        assert os.stat(spool.path).st_mode & 0o077 == 0


def test_a_later_run_of_the_same_worker_adds_and_loses_nothing(tmp_path: Path) -> None:
    for seq in (1, 2):
        with Spool(str(tmp_path), "i1", 2) as spool:
            spool.append([envelope(NoticeData(code="c", text="a"), run=2, seq=seq, at=AT)])
    assert len((tmp_path / "i1.2.jsonl").read_text().splitlines()) == 2
