"""The demo's own manners: what it says when it can't start, and that it leaves nothing behind."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from embedded.process import ROOT
from simulation import many
from simulation.demo import main
from simulation.many import Result, using

DEMO = [sys.executable, "-m", "simulation.demo"]


@pytest.mark.unit
def test_it_refuses_an_unknown_person(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--persona", "nobody"])
    assert "ada" in capsys.readouterr().err


@pytest.mark.process
def test_it_says_in_a_sentence_that_the_data_directory_cant_be_used(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("not a directory")
    ended = subprocess.run(
        [*DEMO, "--data", str(taken)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert "Traceback" not in ended.stdout + ended.stderr
    assert "another folder" in " ".join(ended.stdout.split())


@pytest.mark.room
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "term"])
def test_it_leaves_no_process_when_it_is_interrupted(number: signal.Signals, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with subprocess.Popen([*DEMO, "--data", str(data)], cwd=ROOT, stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        heard = next((line for line in demo.stdout if "Interviewer" in line), "")
        assert heard, "the interview did not begin"
        assert using(data)
        demo.send_signal(number)
        demo.communicate(timeout=90)
    assert demo.returncode == 130
    assert using(data) == []


@pytest.mark.unit
def test_a_demo_that_leaves_something_is_no_good_one() -> None:
    left = Result(1, "ada", 0, 100.0, 1.0, 2.0, wrong=[], left=["process 7 (python)"])
    assert not left.good


@pytest.mark.process
def test_it_finds_a_process_by_its_directory(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()", str(tmp_path)], stdin=subprocess.PIPE) as child:
        assert any(str(child.pid) in found for found in many.using(tmp_path))
        child.communicate(b"\n")
    assert many.using(tmp_path) == []
