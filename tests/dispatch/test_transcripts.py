"""A worker's spool becomes one file, whole or not at all."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from dispatch import transcripts
from dispatch.header import Headers
from tests.dispatch.scene import WHOLE, events, header, spool

pytestmark = pytest.mark.unit


def test_it_tells_interview_turns_stages_and_the_ending() -> None:
    made = json.loads(transcripts.transcript(header().interview, events(*WHOLE)).model_dump_json())
    assert made["interview"]["role"] == "Baker"
    assert [(one["speaker"], one["text"]) for one in made["turns"]] == [
        ("interviewer", "Hello Ada."),
        ("candidate", "Good morning."),
    ]
    assert [(one["stage"], one["cause"]) for one in made["stages"]] == [("greeting", "start")]
    assert made["ended"]["reason"] == "stopped"


def test_it_holds_no_resume() -> None:
    assert "secret cake" not in transcripts.transcript(header().interview, events(*WHOLE)).model_dump_json()


def test_a_worker_that_was_lost_is_told() -> None:
    made = transcripts.transcript(header().interview, events(*WHOLE[:-1]))
    assert (made.ended.reason, made.ended.at) == ("worker_lost", None)
    assert len(made.turns) == 2


def test_a_line_that_a_crash_cut_short_is_left_out(tmp_path: Path) -> None:
    path = spool(tmp_path, *WHOLE, tail=b'{"kind": "turn", "run"')
    assert len(list(transcripts.read_spool(path))) == len(WHOLE)
    assert list(transcripts.read_spool(tmp_path / "absent")) == []


def test_the_file_is_private_whole_and_named_by_us(tmp_path: Path) -> None:
    made = transcripts.transcript(header().interview, events(*WHOLE))
    path = transcripts.write(tmp_path / "transcripts", made)
    assert path == tmp_path / "transcripts" / "a1.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [one.name for one in path.parent.iterdir()] == ["a1.json"]
    assert transcripts.Transcript.model_validate_json(path.read_bytes()) == made


def test_a_failed_write_leaves_the_earlier_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = transcripts.transcript(header().interview, events(*WHOLE))
    path = transcripts.write(tmp_path, made)
    before = path.read_bytes()
    monkeypatch.setattr(os, "fsync", _full)
    with pytest.raises(OSError, match="full"):
        transcripts.write(tmp_path, transcripts.transcript(header().interview, []))
    assert path.read_bytes() == before


def _full(_handle: int) -> None:
    raise OSError(28, "full")


def test_headers_survive_and_go(tmp_path: Path) -> None:
    headers = Headers(tmp_path)
    headers.write(header())
    headers.path("b2").write_text('{"interv')
    assert headers.all() == [header()]
    assert stat.S_IMODE(headers.path("a1").stat().st_mode) == 0o600
    headers.forget("a1")
    assert headers.all() == []
